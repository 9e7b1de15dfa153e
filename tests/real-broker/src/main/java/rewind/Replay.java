package rewind;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Plays a scenario on a running cluster, one step a line, with the official client; prints what happened as a
 * recording, one event a line. `docs/real-cluster.md` describes both.
 */
public final class Replay {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private Replay() {
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        System.setProperty(RemotingCommand.REMOTING_VERSION_KEY, Integer.toString(MQVersion.CURRENT_VERSION));
        System.setProperty("rocketmq.namesrv.addr", args[0]);
        Cluster cluster = new Cluster(event -> {
            synchronized (out) {
                out.println(GSON.toJson(event));
                out.flush();
            }
        });
        try {
            cluster.open(args[0]);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                cluster.play(new Question(JsonParser.parseString(line).getAsJsonObject()));
            }
            cluster.close();
        } catch (Throwable e) {
            cluster.tell("failed", Answer.error(e));
            out.flush();
            Runtime.getRuntime().halt(1);
        }
        // Threads of old clients would keep the process alive.
        Runtime.getRuntime().halt(0);
    }
}
