package rewind;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads one question a line and prints one answer a line. Brokers are told apart by the field {@code broker}; questions
 * to one are answered in their order, different brokers work side by side.
 */
public final class Main {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private Main() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        // What RocketMQ itself prints must not come between the answers.
        System.setOut(System.err);
        NameServer names = new NameServer();
        Map<String, Desk> desks = new HashMap<>();
        Map<String, ExecutorService> threads = new HashMap<>();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            Question question = new Question(JsonParser.parseString(line).getAsJsonObject());
            String broker = question.text("broker", "");
            Desk desk = desks.computeIfAbsent(broker, name -> new Desk(names));
            threads.computeIfAbsent(broker, name -> Executors.newSingleThreadExecutor())
                .execute(() -> answer(desk, question, out));
        }
        for (Map.Entry<String, ExecutorService> thread : threads.entrySet()) {
            thread.getValue().submit(() -> desks.get(thread.getKey()).close()).get();
        }
        // Threads of RocketMQ's clients would keep the process alive.
        Runtime.getRuntime().halt(0);
    }

    private static void answer(Desk desk, Question question, PrintStream out) {
        Answer answer = new Answer();
        for (String name : new String[] {"broker", "op", "note"}) {
            if (question.has(name)) {
                answer.put(name, question.json().get(name));
            }
        }
        try {
            answer.putAll(desk.answer(question));
        } catch (Throwable e) {
            if (System.getenv("REAL_BROKER_DEBUG") != null) {
                e.printStackTrace();
            }
            answer.putAll(Answer.error(e));
        }
        synchronized (out) {
            out.println(GSON.toJson(answer));
            out.flush();
        }
        if (question.text("op", "").equals("halt")) {
            Runtime.getRuntime().halt(0);
        }
    }
}
