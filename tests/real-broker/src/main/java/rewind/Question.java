package rewind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** One question: a JSON object with typed reads. */
record Question(JsonObject json) {
    boolean has(String name) {
        return json.has(name) && !json.get(name).isJsonNull();
    }

    String text(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("missing: " + name);
        }
        return json.get(name).getAsString();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    long number(String name, long otherwise) {
        return has(name) ? json.get(name).getAsLong() : otherwise;
    }

    List<String> list(String name) {
        List<String> out = new ArrayList<>();
        if (has(name)) {
            for (JsonElement e : json.getAsJsonArray(name)) {
                out.add(e.getAsString());
            }
        }
        return out;
    }
}
