// What differs between the versions: 4.x.
package peer;

import org.apache.rocketmq.common.BrokerConfig;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.store.DefaultMessageStore;
import org.apache.rocketmq.store.MessageExtBrokerInner;
import org.apache.rocketmq.store.PutMessageResult;
import org.apache.rocketmq.store.config.MessageStoreConfig;
import org.apache.rocketmq.store.stats.BrokerStatsManager;

final class Api {
    static DefaultMessageStore create(MessageStoreConfig config, String topic) throws Exception {
        return new DefaultMessageStore(config, new BrokerStatsManager("peer", true), (t, q, o, c, s, f, p) -> { },
            new BrokerConfig());
    }

    static MessageExt message(String tag) {
        MessageExtBrokerInner message = new MessageExtBrokerInner();
        message.setTags(tag);
        message.setTagsCode(MessageExtBrokerInner.tagsString2tagsCode(tag));
        return message;
    }

    static void seal(MessageExt message) {
        ((MessageExtBrokerInner) message).setPropertiesString(MessageDecoder.messageProperties2String(message.getProperties()));
    }

    static PutMessageResult put(DefaultMessageStore store, MessageExt message) {
        return store.putMessage((MessageExtBrokerInner) message);
    }

    static long search(DefaultMessageStore store, String topic, int queue, long time) {
        return store.getOffsetInQueueByTime(topic, queue, time);
    }
}
