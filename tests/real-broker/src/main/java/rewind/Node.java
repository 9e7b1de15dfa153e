package rewind;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.rocketmq.broker.BrokerController;
import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyServerConfig;
import org.apache.rocketmq.store.config.MessageStoreConfig;

/** One running broker on a store folder, with the settings of the `broker.conf` in it. */
final class Node {
    final String address;
    final BrokerController broker;

    private Node(String address, BrokerController broker) {
        this.address = address;
        this.broker = broker;
    }

    /** Opens the folder; {@code extra} overrides any setting by its official name. */
    static Node open(String store, String names, Properties extra) throws Exception {
        Path folder = Path.of(store).toAbsolutePath().normalize();
        Files.createDirectories(folder);
        int port = NameServer.freePort();
        Properties p = settings(folder, names, port);
        p.putAll(extra);
        BrokerConfig brokerConfig = new BrokerConfig();
        MessageStoreConfig storeConfig = new MessageStoreConfig();
        NettyServerConfig server = new NettyServerConfig();
        NettyClientConfig client = new NettyClientConfig();
        for (Object target : new Object[] {brokerConfig, storeConfig, server, client}) {
            MixAll.properties2Object(p, target);
        }
        BrokerController broker;
        // 5.5 looks its own jars through when a broker starts; two at once close each other's.
        synchronized (Node.class) {
            broker = new BrokerController(brokerConfig, server, client, storeConfig);
            try {
                if (!broker.initialize()) {
                    throw new IllegalStateException("the broker does not start on this store");
                }
                broker.start();
            } catch (Exception refused) {
                // It may hold the store already.
                broker.shutdown();
                throw refused;
            }
        }
        Node node = new Node("127.0.0.1:" + port, broker);
        node.awaitDispatch();
        return node;
    }

    /** Waits until every message of the log has reached its queue. */
    void awaitDispatch() throws InterruptedException {
        long end = System.currentTimeMillis() + 30_000;
        while (broker.getMessageStore().dispatchBehindBytes() > 0) {
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("messages do not reach their queues");
            }
            Thread.sleep(2);
        }
    }

    void close() {
        broker.shutdown();
    }

    private static Properties settings(Path folder, String names, int port) throws IOException {
        Properties p = new Properties();
        Path conf = folder.resolve("broker.conf");
        if (Files.exists(conf)) {
            try (InputStream in = Files.newInputStream(conf)) {
                p.load(in);
            }
        }
        p.putAll(NameServer.loopback());
        p.put("namesrvAddr", names);
        p.put("brokerName", "broker-" + port);
        p.put("brokerIP1", "127.0.0.1");
        p.put("listenPort", "" + port);
        p.put("haListenPort", "" + NameServer.freePort());
        p.put("storePathRootDir", folder.toString());
        p.put("storePathCommitLog", folder.resolve("commitlog").toString());
        // A machine that runs these programs may be busy, and its disk full.
        p.put("brokerFastFailureEnable", "false");
        p.put("waitTimeMillsInSendQueue", "5000");
        p.put("diskMaxUsedSpaceRatio", "95");
        // Timed messages of 5.x are not asked about; their files cost a broker most of its start.
        p.put("timerWheelEnable", "false");
        return p;
    }
}
