package rewind;

import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.apache.rocketmq.common.MQVersion;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.namesrv.NamesrvConfig;
import org.apache.rocketmq.namesrv.NamesrvController;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** The name server of all brokers of this process, on loopback. */
final class NameServer {
    private static final Set<Integer> TAKEN = new HashSet<>();

    final String address;

    NameServer() throws Exception {
        // The official start-up classes set this; without it peers speak the oldest dialect.
        System.setProperty(RemotingCommand.REMOTING_VERSION_KEY, Integer.toString(MQVersion.CURRENT_VERSION));
        NettyServerConfig net = new NettyServerConfig();
        net.setListenPort(freePort());
        MixAll.properties2Object(loopback(), net);
        NamesrvController server = new NamesrvController(new NamesrvConfig(), net);
        if (!server.initialize()) {
            throw new IllegalStateException("the name server did not start");
        }
        server.start();
        address = "127.0.0.1:" + net.getListenPort();
    }

    static Properties loopback() {
        Properties p = new Properties();
        p.put("bindAddress", "127.0.0.1");
        return p;
    }

    /** A port that nobody uses, and neither the one two below it, on which a broker listens too. */
    static synchronized int freePort() {
        while (true) {
            try (ServerSocket a = new ServerSocket(0)) {
                int port = a.getLocalPort();
                try (ServerSocket b = new ServerSocket(port - 2)) {
                    if (TAKEN.add(port) & TAKEN.add(port - 2)) {
                        return port;
                    }
                }
            } catch (java.io.IOException inUse) {
                continue;
            }
        }
    }
}
