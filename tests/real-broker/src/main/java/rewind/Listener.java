package rewind;

import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.UtilAll;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;

/** A push consumer that handles one message at a time, and tells of each. */
final class Listener {
    private final DefaultMQPushConsumer consumer;
    boolean running = true;

    Listener(Cluster cluster, String group, String name, Question settings, long fromTime) throws Exception {
        consumer = new DefaultMQPushConsumer(group);
        consumer.setInstanceName("rewind-replay-" + group + "-" + name);
        consumer.setConsumeThreadMin(1);
        consumer.setConsumeThreadMax(1);
        consumer.setConsumeMessageBatchMaxSize(1);
        switch (settings.text("from", "last")) {
            case "first" -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
            case "timestamp" -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);
            default -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
        }
        if (settings.has("timestamp")) {
            consumer.setConsumeTimestamp(UtilAll.timeMillisToHumanString3(fromTime));
        }
        long handler = settings.number("handlerMs", 0);
        consumer.subscribe(settings.text("topic"), settings.text("tags", "*"));
        consumer.registerMessageListener((MessageListenerConcurrently) (list, context) -> {
            for (MessageExt m : list) {
                cluster.tell("received", new Answer().put("group", group).put("consumer", name)
                    .put("topic", m.getTopic()).put("queue", m.getQueueId()).put("offset", m.getQueueOffset())
                    .put("storeTime", m.getStoreTimestamp()).put("msgId", m.getMsgId()));
                try {
                    Thread.sleep(handler);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        });
        consumer.start();
    }

    void stop() {
        running = false;
        consumer.shutdown();
    }
}
