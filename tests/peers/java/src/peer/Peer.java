// Measures RocketMQ's own message store on request: see ../../../README.md for the lines it reads and writes.
package peer;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Locale;

public final class Peer {
    private static final long START_MS = 1_704_067_200_000L;
    private static final long SPREAD_MS = 3_600_000;
    private static final long BURST = 300;

    private static Path scratch;
    private static Path filled;
    private static Path log;
    private static Store store;
    private static long from;
    private static long to;

    public static void main(String[] args) throws Exception {
        scratch = Files.createTempDirectory(Path.of(args[0]), "java");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "append" -> append(Integer.parseInt(words[1]));
                    case "fill" -> fill(words[1], Integer.parseInt(words[2]));
                    case "search" -> search(Integer.parseInt(words[2]), Long.parseLong(words[3]));
                    case "make" -> make(Long.parseLong(words[1]));
                    case "open" -> open(words[1]);
                    default -> System.out.println("null");
                }
                System.out.flush();
            }
        } catch (Throwable problem) {
            problem.printStackTrace();
        }
        closeStore();
        Store.delete(scratch);
        System.exit(0);
    }

    /** A fresh store; the time until the queue holds every message is told as well. */
    private static void append(int count) throws Exception {
        Path dir = Files.createTempDirectory(scratch, "append");
        try (Store fresh = new Store(dir)) {
            Clock clock = new Clock();
            fresh.write(count);
            String took = clock.read(count);
            fresh.awaitIndexed(count);
            answer(took + String.format(Locale.ROOT, ",\"settled\":%.6f", clock.wall()));
        }
        Store.delete(dir);
    }

    /** Messages in one queue whose store times have the shape. The store builds its queue again from the changed log. */
    private static void fill(String shape, int count) throws Exception {
        closeStore();
        if (filled == null) {
            filled = Files.createTempDirectory(scratch, "filled");
            try (Store fresh = new Store(filled)) {
                fresh.write(count);
                fresh.awaitIndexed(count);
            }
        }
        Store.walk(filled, (offset, stored) -> time(shape, offset, count));
        Store.delete(filled.resolve("consumequeue"));
        Store.delete(filled.resolve("index"));
        Store.delete(filled.resolve("checkpoint"));
        Files.write(filled.resolve("abort"), new byte[0]);
        try (Store again = new Store(filled)) {
            again.awaitIndexed(count);
        }
        Path[] files = Store.files(filled.resolve("consumequeue").resolve(Store.TOPIC).resolve("0"));
        for (int file = 0; file < files.length; file++) { // 4.x chooses the file by its time of change
            long last = Math.min((file + 1) * Store.ENTRIES, count) - 1;
            Files.setLastModifiedTime(files[file], FileTime.fromMillis(time(shape, last, count)));
        }
        store = new Store(filled);
        from = time(shape, 0, count);
        to = time(shape, count - 1, count);
        answer("\"units\":" + count);
    }

    private static long time(String shape, long number, long count) {
        return START_MS + (shape.equals("spread") ? SPREAD_MS * number / count : number / BURST);
    }

    private static void search(int calls, long seed) {
        long state = seed;
        long length = to - from + 1;
        long sum = 0;
        Clock clock = new Clock();
        for (int call = 0; call < calls; call++) {
            state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            sum += Api.search(store.inner, Store.TOPIC, 0, from + (state >>> 33) % length);
        }
        answer(clock.read(calls) + ",\"sum\":" + sum);
    }

    private static void make(long bytes) throws Exception {
        closeStore();
        log = Files.createTempDirectory(scratch, "log");
        try (Store fresh = new Store(log)) {
            while (fresh.inner.getMaxPhyOffset() < bytes) {
                fresh.write(1_000);
            }
            fresh.awaitIndexed(fresh.written());
        }
        answer("\"units\":" + bytes);
    }

    /** Opens it as after a stop, after a crash, or after one that took the queues too. */
    private static void open(String after) throws Exception {
        if (!after.equals("stop")) {
            Files.write(log.resolve("abort"), new byte[0]);
        }
        if (after.equals("lost")) {
            Store.delete(log.resolve("consumequeue"));
        }
        Clock clock = new Clock();
        try (Store opened = new Store(log)) {
            answer(clock.read(opened.inner.getMaxPhyOffset()) + ",\"messages\":" + opened.indexed());
        }
    }

    private static void closeStore() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private static void answer(String fields) {
        System.out.println("{" + fields + "}");
    }

    /** The clock on the wall, and the processor's time of this thread. */
    private static final class Clock {
        private final long wall = System.nanoTime();
        private final long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        double wall() {
            return (System.nanoTime() - wall) / 1e9;
        }

        String read(long units) {
            double seconds = wall();
            double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own) / 1e9;
            return String.format(Locale.ROOT, "\"units\":%d,\"seconds\":%.6f,\"cpu\":%.6f", units, seconds, cpu);
        }
    }
}
