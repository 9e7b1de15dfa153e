package rewind;

import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.remoting.netty.NettyClientConfig;
import org.apache.rocketmq.remoting.netty.NettyRemotingClient;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/**
 * Requests in RocketMQ's protocol, as a client puts them on the wire. Their numbers and field names are the same in all
 * versions (`RequestCode`, the request headers), while the client's classes are not; and answers come as bytes.
 */
final class Wire {
    static final int SEND = 10;
    static final int PULL = 11;
    static final int QUERY_BY_KEY = 12;
    static final int QUERY_CONSUMER_OFFSET = 14;
    static final int UPDATE_CONSUMER_OFFSET = 15;
    static final int UPDATE_TOPIC = 17;
    static final int SEARCH_BY_TIME = 29;
    static final int MAX_OFFSET = 30;
    static final int MIN_OFFSET = 31;
    static final int EARLIEST_STORE_TIME = 32;
    static final int VIEW_MESSAGE = 33;

    private static final long TIMEOUT_MS = 30_000;

    private final String address;
    private final NettyRemotingClient client;

    Wire(String address) {
        this.address = address;
        NettyClientConfig config = new NettyClientConfig();
        config.setClientWorkerThreads(1);
        client = new NettyRemotingClient(config);
        client.start();
    }

    /** Asks; the fields are name, value, name, value. A refusal is an answer too: see its code. */
    RemotingCommand ask(int code, Object... fields) throws Exception {
        RemotingCommand request = RemotingCommand.createRequestCommand(code, null);
        request.setExtFields(new HashMap<>());
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                request.addExtField((String) fields[i], String.valueOf(fields[i + 1]));
            }
        }
        return send(request);
    }

    RemotingCommand send(RemotingCommand request) throws Exception {
        return client.invokeSync(address, request, TIMEOUT_MS);
    }

    /** Asks what must succeed. */
    Map<String, String> must(int code, Object... fields) throws Exception {
        return fieldsOf(ask(code, fields));
    }

    static Map<String, String> fieldsOf(RemotingCommand response) {
        if (response.getCode() != 0) {
            throw new IllegalStateException("code " + response.getCode() + ": " + response.getRemark());
        }
        return response.getExtFields() == null ? Map.of() : response.getExtFields();
    }

    void close() {
        client.shutdown();
    }
}
