package rewind;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;

/** Shows a message: its bytes, and its fields as RocketMQ's own decoder reads them. */
final class Show {
    private Show() {
    }

    static Answer message(ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.duplicate().get(bytes);
        MessageExt m = MessageDecoder.decode(record.duplicate());
        return new Answer()
            .put("bytes", HexFormat.of().formatHex(bytes))
            .put("topic", m.getTopic())
            .put("queue", m.getQueueId())
            .put("offset", m.getQueueOffset())
            .put("storeTime", m.getStoreTimestamp())
            .put("bornTime", m.getBornTimestamp())
            .put("physical", m.getCommitLogOffset())
            .put("size", m.getStoreSize())
            .put("bodyCrc", m.getBodyCRC())
            .put("flag", m.getFlag())
            .put("sysFlag", m.getSysFlag())
            .put("reconsumeTimes", m.getReconsumeTimes())
            .put("preparedTransactionOffset", m.getPreparedTransactionOffset())
            .put("bornHost", host(m.getBornHost()))
            .put("storeHost", host(m.getStoreHost()))
            .put("tags", m.getTags())
            .put("keys", m.getKeys())
            .put("body", m.getBody() == null ? "" : new String(m.getBody(), StandardCharsets.UTF_8))
            .put("properties", new TreeMap<>(m.getProperties()));
    }

    private static String host(java.net.SocketAddress address) {
        java.net.InetSocketAddress host = (java.net.InetSocketAddress) address;
        return host.getAddress().getHostAddress() + ":" + host.getPort();
    }
}
