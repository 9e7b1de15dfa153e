package rewind;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** What clients and tools ask a broker. */
final class Clients {
    private static final String[] STATUS = {"FOUND", "NO_NEW_MSG", "NO_MATCHED_MSG", "OFFSET_ILLEGAL"};

    private final Node node;
    private final Wire wire;

    Clients(Node node, Wire wire) {
        this.node = node;
        this.wire = wire;
    }

    Answer answer(Question ask) throws Exception {
        switch (ask.text("op")) {
            case "range":
                return range(ask);
            case "search":
                return search(ask);
            case "pull":
                return pull(ask);
            case "read":
                return read(ask);
            case "look":
                return look(ask);
            case "query":
                return query(ask);
            case "topic":
                return topic(ask);
            case "send":
                return send(ask);
            case "offset":
                return offset(ask);
            case "commit":
                wire.must(Wire.UPDATE_CONSUMER_OFFSET, "consumerGroup", ask.text("group"), "topic", ask.text("topic"),
                    "queueId", ask.number("queue", 0), "commitOffset", ask.number("offset", 0));
                return new Answer();
            default:
                throw new IllegalArgumentException("unknown op " + ask.text("op"));
        }
    }

    private Answer range(Question ask) throws Exception {
        Object[] place = {"topic", ask.text("topic"), "queueId", ask.number("queue", 0)};
        return new Answer()
            .put("min", Long.parseLong(wire.must(Wire.MIN_OFFSET, place).get("offset")))
            .put("max", Long.parseLong(wire.must(Wire.MAX_OFFSET, place).get("offset")))
            .put("earliestStoreTime", Long.parseLong(wire.must(Wire.EARLIEST_STORE_TIME, place).get("timestamp")));
    }

    private Answer search(Question ask) throws Exception {
        List<Object> offsets = new ArrayList<>();
        for (long time : Desk.numbers(ask.list("times"))) {
            RemotingCommand told = wire.ask(Wire.SEARCH_BY_TIME, "topic", ask.text("topic"), "queueId",
                ask.number("queue", 0), "timestamp", time, "boundaryType", ask.text("boundary", null));
            offsets.add(told.getCode() == 0 ? (Object) Long.parseLong(told.getExtFields().get("offset"))
                : "code " + told.getCode() + ": " + told.getRemark());
        }
        return new Answer().put("offsets", offsets);
    }

    private Answer pull(Question ask) throws Exception {
        RemotingCommand told = pull(ask, ask.number("offset", 0));
        Answer answer = outcome(told);
        List<Object> found = new ArrayList<>();
        if (told.getCode() == 0) {
            for (ByteBuffer record : records(told.getBody())) {
                found.add(Show.message(record));
            }
        }
        return answer.put("messages", found);
    }

    /** Pulls a queue from `offset` to its end. Each pull is told, each message with its bytes and its fields. */
    private Answer read(Question ask) throws Exception {
        List<Object> pulls = new ArrayList<>();
        long next = ask.number("offset", 0);
        for (boolean more = true; more;) {
            RemotingCommand told = pull(ask, next);
            Answer answer = outcome(told).put("offset", next);
            List<Object> found = new ArrayList<>();
            if (told.getCode() == 0) {
                for (ByteBuffer record : records(told.getBody())) {
                    found.add(Show.message(record));
                }
            }
            pulls.add(answer.put("messages", found));
            long from = next;
            next = answer.get("next") instanceof Long to ? to : from;
            more = next > from;
        }
        return new Answer().put("pulls", pulls);
    }

    private RemotingCommand pull(Question ask, long offset) throws Exception {
        // The request says what it subscribes to (4), and does not wait for messages.
        return wire.ask(Wire.PULL, "consumerGroup", ask.text("group", "real_broker_pull"), "topic", ask.text("topic"),
            "queueId", ask.number("queue", 0), "queueOffset", offset, "maxMsgNums", ask.number("max", 32),
            "sysFlag", 4, "commitOffset", 0, "suspendTimeoutMillis", 0, "subscription", ask.text("tags", "*"),
            "subVersion", 0, "expressionType", "TAG");
    }

    private static Answer outcome(RemotingCommand told) {
        Map<String, String> fields = told.getExtFields();
        int status = List.of(0, 19, 20, 21).indexOf(told.getCode());
        if (status < 0 || fields == null || !fields.containsKey("nextBeginOffset")) {
            return new Answer().put("status", "code " + told.getCode() + ": " + told.getRemark());
        }
        return new Answer().put("status", STATUS[status])
            .put("next", Long.parseLong(fields.get("nextBeginOffset")))
            .put("min", Long.parseLong(fields.get("minOffset")))
            .put("max", Long.parseLong(fields.get("maxOffset")));
    }

    /** The records at these places of the log, as the broker hands them out. */
    private Answer look(Question ask) throws Exception {
        List<Object> bytes = new ArrayList<>();
        for (long place : Desk.numbers(ask.list("places"))) {
            RemotingCommand told = wire.ask(Wire.VIEW_MESSAGE, "offset", place);
            bytes.add(told.getCode() == 0 ? HexFormat.of().formatHex(told.getBody())
                : "code " + told.getCode() + ": " + told.getRemark());
        }
        return new Answer().put("bytes", bytes);
    }

    private Answer query(Question ask) throws Exception {
        RemotingCommand told = wire.ask(Wire.QUERY_BY_KEY, "topic", ask.text("topic"), "key", ask.text("key"),
            "maxNum", ask.number("max", 64), "beginTimestamp", ask.number("from", 0),
            "endTimestamp", ask.number("to", Long.MAX_VALUE));
        List<Object> found = new ArrayList<>();
        // 22: nothing found.
        if (told.getCode() == 0) {
            for (ByteBuffer record : records(told.getBody())) {
                found.add(record.getLong(28));
            }
        } else if (told.getCode() != 22) {
            Wire.fieldsOf(told);
        }
        return new Answer().put("places", found);
    }

    private Answer offset(Question ask) throws Exception {
        RemotingCommand told = wire.ask(Wire.QUERY_CONSUMER_OFFSET, "consumerGroup", ask.text("group"),
            "topic", ask.text("topic"), "queueId", ask.number("queue", 0));
        return new Answer().put("offset", told.getCode() == 0 ? Long.parseLong(told.getExtFields().get("offset")) : -1);
    }

    private Answer topic(Question ask) throws Exception {
        wire.must(Wire.UPDATE_TOPIC, "topic", ask.text("topic"), "defaultTopic", "TBW102", "readQueueNums",
            ask.number("queues", 1), "writeQueueNums", ask.number("queues", 1), "perm", 6,
            "topicFilterType", "SINGLE_TAG", "topicSysFlag", 0, "order", false);
        return new Answer();
    }

    /** Sends one message; its properties are given as they are to be stored. */
    private Answer send(Question ask) throws Exception {
        StringBuilder properties = new StringBuilder();
        ask.json().getAsJsonObject("properties").entrySet()
            .forEach(e -> properties.append(e.getKey()).append('\u0001').append(e.getValue().getAsString()).append('\u0002'));
        RemotingCommand request = RemotingCommand.createRequestCommand(Wire.SEND, null);
        Object[] fields = {"producerGroup", "real_broker_send", "topic", ask.text("topic"), "defaultTopic", "TBW102",
            "defaultTopicQueueNums", 4, "queueId", ask.number("queue", 0), "sysFlag", 0, "bornTimestamp",
            ask.number("born", 0), "flag", ask.number("flag", 0), "properties", properties, "reconsumeTimes", 0, "unitMode", false,
            "batch", false};
        for (int i = 0; i < fields.length; i += 2) {
            request.addExtField((String) fields[i], String.valueOf(fields[i + 1]));
        }
        request.setBody(ask.text("body", "").getBytes(StandardCharsets.UTF_8));
        Map<String, String> told = Wire.fieldsOf(wire.send(request));
        node.awaitDispatch();
        return new Answer().put("offset", Long.parseLong(told.get("queueOffset")))
            .put("physical", MessageDecoder.decodeMessageId(told.get("msgId")).getOffset());
    }

    private static List<ByteBuffer> records(byte[] bytes) {
        List<ByteBuffer> out = new ArrayList<>();
        for (int at = 0; at < bytes.length;) {
            int size = ByteBuffer.wrap(bytes, at, 4).getInt();
            out.add(ByteBuffer.wrap(bytes, at, size).slice());
            at += size;
        }
        return out;
    }
}
