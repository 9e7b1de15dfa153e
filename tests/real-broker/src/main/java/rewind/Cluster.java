package rewind;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** The steps of a scenario on a cluster. Topics are made on its first master, and only that one is used. */
final class Cluster {
    /** What brokers answer a reset when no client of the group is online; `mqadmin` then makes the older call. */
    private static final int NOBODY_ONLINE = 206;
    private static final int QUEUES = 4;

    private final Consumer<Answer> told;
    private final DefaultMQAdminExt admin = new DefaultMQAdminExt(10_000L);
    private final DefaultMQProducer producer = new DefaultMQProducer("rewind_replay");
    private final DefaultMQPullConsumer reader = new DefaultMQPullConsumer("rewind_replay_reader");
    private final Map<String, Question> groups = new HashMap<>();
    private final Map<String, Listener> consumers = new LinkedHashMap<>();
    /** For each topic, where its queues ended when the scenario first met it. */
    private final Map<String, List<Long>> firsts = new LinkedHashMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private String broker;
    private String address;
    private long started;
    private long clock;

    Cluster(Consumer<Answer> told) {
        this.told = told;
    }

    void tell(String event, Answer fields) {
        Answer line = new Answer().put("at", System.currentTimeMillis()).put("event", event);
        line.putAll(fields);
        told.accept(line);
    }

    void open(String names) throws Exception {
        admin.setInstanceName("rewind-replay-admin");
        admin.start();
        producer.setInstanceName("rewind-replay");
        producer.start();
        reader.setInstanceName("rewind-replay-reader");
        reader.start();
        var brokers = admin.examineBrokerClusterInfo().getBrokerAddrTable();
        for (String name : new TreeMap<>(brokers).keySet()) {
            String master = brokers.get(name).getBrokerAddrs().get(0L);
            if (master != null && broker == null) {
                broker = name;
                address = master;
            }
        }
        if (broker == null) {
            throw new IllegalStateException("the name server at " + names + " knows no master broker");
        }
    }

    void play(Question step) throws Exception {
        switch (step.text("do")) {
            case "begin" -> begin(step);
            case "topic" -> topic(step.text("topic"), (int) step.number("queues", QUEUES));
            case "send" -> send(step);
            case "group" -> groups.put(step.text("group"), step);
            case "start" -> start(step);
            case "stop" -> stop(step.text("group"), step.text("consumer"));
            case "wait" -> Thread.sleep(step.number("ms", 0));
            case "waitUntil" -> Thread.sleep(Math.max(0, real(step.number("time", 0)) - System.currentTimeMillis()));
            case "rewind" -> rewind(step);
            default -> throw new IllegalArgumentException("unknown step " + step.text("do"));
        }
    }

    private void begin(Question step) throws Exception {
        started = System.currentTimeMillis();
        clock = step.number("clock", started);
        tell("begin", new Answer().put("recording", 1).put("scenario", step.text("scenario", "")).put("clock", clock)
            .put("broker", broker).put("brokerVersion", admin.fetchBrokerRuntimeStats(address).getTable().get("brokerVersionDesc")));
    }

    /** A time of the scenario on the cluster's clock. */
    private long real(long time) {
        return time < 0 ? time : time - clock + started;
    }

    private void topic(String topic, int queues) throws Exception {
        TopicConfig config = new TopicConfig(topic);
        config.setReadQueueNums(queues);
        config.setWriteQueueNums(queues);
        config.setPerm(6);
        admin.createAndUpdateTopicConfig(address, config);
        meet(topic, queues);
    }

    /** Waits until clients find the topic, and notes where its queues end. */
    private void meet(String topic, int queues) throws Exception {
        List<Long> ends = new ArrayList<>();
        for (int tries = 0; ends.size() < queues; tries++) {
            try {
                ends.add(admin.maxOffset(new MessageQueue(topic, broker, ends.size())));
            } catch (MQClientException notYet) {
                if (tries > 600) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
        firsts.put(topic, ends);
        tell("topic", new Answer().put("topic", topic).put("queues", queues).put("first", ends));
    }

    private void known(String topic) throws Exception {
        if (firsts.containsKey(topic)) {
            return;
        }
        int queues = 0;
        try {
            for (var data : admin.examineTopicRouteInfo(topic).getQueueDatas()) {
                queues = data.getBrokerName().equals(broker) ? data.getReadQueueNums() : queues;
            }
        } catch (MQClientException unknown) {
            queues = 0;
        }
        if (queues > 0) {
            meet(topic, queues);
        } else {
            topic(topic, QUEUES);
        }
    }

    private void send(Question step) throws Exception {
        String topic = step.text("topic");
        known(topic);
        int turn = turns.merge(topic, 1, Integer::sum) - 1;
        int queue = (int) step.number("queue", turn % firsts.get(topic).size());
        Message m = new Message(topic, step.text("tag", null), step.text("keys", null),
            step.text("body").getBytes(StandardCharsets.UTF_8));
        if (step.number("delay", 0) > 0) {
            m.setDelayTimeLevel((int) step.number("delay", 0));
        }
        SendResult r = producer.send(m, new MessageQueue(topic, broker, queue));
        tell("sent", new Answer().put("topic", topic).put("queue", queue).put("status", r.getSendStatus().toString())
            .put("msgId", r.getMsgId()).put("delay", step.number("delay", 0)));
    }

    private void start(Question step) throws Exception {
        String group = step.text("group");
        Question settings = groups.get(group);
        if (settings == null) {
            throw new IllegalArgumentException("group " + group + " has no settings: write `group … reads …` first");
        }
        known(settings.text("topic"));
        int number = 0;
        while (consumers.containsKey(group + " " + letter(number))) {
            number++;
        }
        String name = letter(number);
        long from = real(settings.number("timestamp", 0));
        consumers.put(group + " " + name, new Listener(this, group, name, settings, from));
        tell("started", new Answer().put("group", group).put("consumer", name));
    }

    private static String letter(int number) {
        String letter = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? letter : letter + number / 26;
    }

    private void stop(String group, String name) {
        Listener listener = consumers.get(group + " " + name);
        if (listener == null || !listener.running) {
            throw new IllegalArgumentException("group " + group + " has no running consumer " + name);
        }
        listener.stop();
        tell("stopped", new Answer().put("group", group).put("consumer", name));
    }

    private void rewind(Question step) throws Exception {
        String topic = step.text("topic");
        String group = step.text("group");
        long time = step.has("message")
            ? messageTime(topic, (int) step.number("queue", 0), step.number("message", 0)) + step.number("plus", 0)
            : real(step.number("time", -1));
        boolean force = step.has("force");
        Answer answer = new Answer().put("group", group).put("topic", topic).put("time", time).put("force", force);
        Map<String, Object> offsets = new TreeMap<>();
        try {
            try {
                admin.resetOffsetByTimestamp(topic, group, time, force)
                    .forEach((queue, offset) -> offsets.put("" + queue.getQueueId(), offset));
                answer.put("call", "resetOffsetByTimestamp");
            } catch (MQClientException e) {
                if (e.getResponseCode() != NOBODY_ONLINE) {
                    throw e;
                }
                for (var row : admin.resetOffsetByTimestampOld(group, topic, time, force)) {
                    offsets.put("" + row.getQueueId(), row.getRollbackOffset());
                }
                answer.put("call", "resetOffsetByTimestampOld");
            }
            tell("rewound", answer.put("offsets", offsets));
        } catch (Exception refused) {
            answer.putAll(Answer.error(refused));
            tell("refused", answer);
        }
    }

    /** The store time of a message, counted from where its queue ended when the scenario began. */
    private long messageTime(String topic, int queue, long number) throws Exception {
        known(topic);
        long offset = firsts.get(topic).get(queue) + number;
        List<MessageExt> found = reader.pull(new MessageQueue(topic, broker, queue), "*", offset, 1).getMsgFoundList();
        if (found == null || found.isEmpty()) {
            throw new IllegalArgumentException("Q" + queue + " #" + number + " of " + topic + " is not there yet");
        }
        return found.get(0).getStoreTimestamp();
    }

    /** Stops all, and tells what the queues hold and where the groups are. */
    void close() throws Exception {
        for (Map.Entry<String, Listener> consumer : consumers.entrySet()) {
            if (consumer.getValue().running) {
                String[] names = consumer.getKey().split(" ");
                stop(names[0], names[1]);
            }
        }
        for (Map.Entry<String, List<Long>> topic : firsts.entrySet()) {
            for (int queue = 0; queue < topic.getValue().size(); queue++) {
                messages(new MessageQueue(topic.getKey(), broker, queue), topic.getValue().get(queue));
            }
        }
        for (String group : groups.keySet()) {
            Map<String, Object> committed = new TreeMap<>();
            try {
                admin.examineConsumeStats(group).getOffsetTable().forEach((queue, row) -> {
                    if (firsts.containsKey(queue.getTopic())) {
                        committed.put(queue.getTopic() + "-" + queue.getQueueId(), row.getConsumerOffset());
                    }
                });
            } catch (MQClientException nothingConsumed) {
                committed.clear();
            }
            tell("committed", new Answer().put("group", group).put("offsets", committed));
        }
        tell("end", new Answer());
    }

    private void messages(MessageQueue queue, long from) throws Exception {
        long end = admin.maxOffset(queue);
        for (long next = from; next < end;) {
            var result = reader.pull(queue, "*", next, 32);
            for (MessageExt m : result.getMsgFoundList() == null ? List.<MessageExt>of() : result.getMsgFoundList()) {
                tell("message", new Answer().put("topic", m.getTopic()).put("queue", m.getQueueId())
                    .put("offset", m.getQueueOffset()).put("storeTime", m.getStoreTimestamp())
                    .put("bornTime", m.getBornTimestamp()).put("msgId", m.getMsgId()).put("tag", m.getTags())
                    .put("keys", m.getKeys()).put("body", new String(m.getBody(), StandardCharsets.UTF_8)));
            }
            if (result.getNextBeginOffset() <= next) {
                return;
            }
            next = result.getNextBeginOffset();
        }
    }
}
