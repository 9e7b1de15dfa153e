package rewind;

import java.util.LinkedHashMap;

/** One answer: a JSON object in the order it was filled. */
final class Answer extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public Answer put(String name, Object value) {
        super.put(name, value);
        return this;
    }

    static Answer error(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).split("\n", 2)[0].trim();
        return new Answer().put("error", root.getClass().getName()).put("message", message);
    }
}
