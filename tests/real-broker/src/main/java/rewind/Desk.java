package rewind;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Answers the questions to one broker: which store it has open, and what clients ask it. */
final class Desk {
    private final NameServer names;
    private Node node;
    private Wire wire;

    Desk(NameServer names) {
        this.names = names;
    }

    Answer answer(Question ask) throws Exception {
        switch (ask.text("op")) {
            case "open":
                close();
                return open(ask);
            case "close":
                close(ask.has("background"));
                return new Answer();
            case "halt":
                return new Answer();
            case "sleep":
                Thread.sleep(ask.number("ms", 0));
                return new Answer();
            default:
                if (node == null) {
                    throw new IllegalStateException("no store is open; ask `open` first");
                }
                return new Clients(node, wire).answer(ask);
        }
    }

    private Answer open(Question ask) throws Exception {
        Properties extra = new Properties();
        for (String pair : ask.list("conf")) {
            String[] halves = pair.split("=", 2);
            extra.put(halves[0], halves[1]);
        }
        long from = System.currentTimeMillis();
        node = Node.open(ask.text("store"), names.address, extra);
        wire = new Wire(node.address);
        return new Answer().put("namesrv", names.address).put("address", node.address)
            .put("ms", System.currentTimeMillis() - from);
    }

    void close() {
        close(false);
    }

    /** A broker takes ten seconds to stop. In the background it does so beside the next questions. */
    private void close(boolean background) {
        if (node != null) {
            Node old = node;
            node = null;
            wire.close();
            if (background) {
                new Thread(old::close).start();
            } else {
                old.close();
            }
        }
    }

    static List<Long> numbers(List<String> texts) {
        List<Long> out = new ArrayList<>();
        for (String text : texts) {
            out.add(Long.parseLong(text));
        }
        return out;
    }
}
