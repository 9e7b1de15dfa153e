//! What happened: the answer to a command, in order, each with its time.
use crate::command::{ConsumerId, Retention};
use crate::first_start::FirstStart;
use crate::retention::{LogFileView, TrimmedQueue};
use broker::BrokerVersion;
use serde::Serialize;
use store::{GroupName, LogOffset, QueueId, QueueOffset, StoreTime, TopicName};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// When, by the simulation's clock.
    pub at: StoreTime,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum What {
    /// A topic was made, by a command or by the first send.
    TopicCreated { topic: TopicName, queues: i32 },
    /// A message lies in the commit log.
    Stored { topic: TopicName, queue: QueueId, offset: QueueOffset, log: LogOffset, delay_level: i32 },
    /// A queue has an entry for it: from now on it can be pulled and searched.
    Dispatched { topic: TopicName, queue: QueueId, offset: QueueOffset },
    /// A consumer came.
    ConsumerStarted { group: GroupName, consumer: ConsumerId },
    /// A consumer went.
    ConsumerStopped { group: GroupName, consumer: ConsumerId },
    /// A consumer now reads these queues of its topic.
    Assigned { group: GroupName, consumer: ConsumerId, topic: TopicName, queues: Vec<QueueId> },
    /// A consumer found out where to start in a queue.
    Started { group: GroupName, consumer: ConsumerId, topic: TopicName, queue: QueueId, decision: FirstStart },
    /// A pull was refused because its offset is not there; the consumer goes on elsewhere.
    OffsetCorrected { group: GroupName, topic: TopicName, queue: QueueId, from: QueueOffset, to: QueueOffset },
    /// A handler received a message.
    Received(Delivery),
    /// A group's offset was saved in the broker.
    Committed { group: GroupName, topic: TopicName, queue: QueueId, offset: QueueOffset },
    /// A reset by time was accepted; per queue where it lands.
    Rewound { group: GroupName, topic: TopicName, time: StoreTime, offsets: Vec<(QueueId, QueueOffset)> },
    /// A consumer was told of the reset and reads from the new place from now on.
    ConsumerMoved { group: GroupName, consumer: ConsumerId, topic: TopicName, queue: QueueId, to: QueueOffset },
    /// The broker is another version now.
    VersionChosen { version: BrokerVersion },
    /// Old files will be deleted by these settings.
    RetentionSet { settings: Retention },
    /// Somebody asked for old files to be deleted; the broker's looks until then do not wait for the hour.
    DeletionAsked { until: StoreTime },
    /// Old log files are gone, with so many queue files that only pointed into them, and with the messages of these
    /// queues.
    FilesDeleted { files: Vec<LogFileView>, queue_files: usize, queues: Vec<TrimmedQueue> },
    /// The messages lie in files of other sizes now.
    FilesResized { log_bytes: i64, queue_bytes: i64 },
}

/// A message in a handler.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Who received it.
    pub group: GroupName,
    /// Which consumer of the group.
    pub consumer: ConsumerId,
    /// Its topic.
    pub topic: TopicName,
    /// Its queue.
    pub queue: QueueId,
    /// Its number in the queue.
    pub offset: QueueOffset,
    /// How often the group has received it now: 2 and more is a replay.
    pub times: u32,
}
