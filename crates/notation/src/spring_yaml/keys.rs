//! The keys of each binder version: which are known, of what type, with what default, and whether they reach the
//! client. Recorded from the binders; a test compares every entry with the record.
use super::binder::BinderVersion;
use super::flat::relaxed;
use Note::*;
use Type::*;

/// A level of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `spring.cloud.stream.rocketmq.binder`
    Binder,
    /// `spring.cloud.stream.rocketmq.bindings.<binding>.consumer`
    Consumer,
    /// `spring.cloud.stream.rocketmq.bindings.<binding>.producer`
    Producer,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::Binder, Self::Consumer, Self::Producer];

    /// Where keys of this level stand.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Binder => "spring.cloud.stream.rocketmq.binder",
            Self::Consumer => "spring.cloud.stream.rocketmq.bindings.<binding>.consumer",
            Self::Producer => "spring.cloud.stream.rocketmq.bindings.<binding>.producer",
        }
    }

    fn keys(self) -> &'static [Key] {
        match self {
            Self::Binder => BINDER,
            Self::Consumer => CONSUMER,
            Self::Producer => PRODUCER,
        }
    }
}

/// The Java type of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `String`
    Text,
    /// `int`
    Int,
    /// `Integer`
    Integer,
    /// `long`
    Long,
    /// `boolean`
    Bool,
    /// `Boolean`
    Boolean,
    /// `List`
    List,
    /// `Set`
    Set,
    /// `ConsumeFromWhere`
    Where,
}

impl Type {
    /// The type's name in Java.
    pub fn java(self) -> &'static str {
        match self {
            Text => "String",
            Int => "int",
            Integer => "Integer",
            Long => "long",
            Bool => "boolean",
            Boolean => "Boolean",
            List => "List",
            Set => "Set",
            Where => "ConsumeFromWhere",
        }
    }
}

/// What is special about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    Plain,
    /// A binding that has none takes the binder's.
    CopiedDown,
    /// Known at the binder, but no binding takes it.
    NotCopiedDown,
    /// Goes from level to level and is never handed on.
    CopiedNeverGiven,
    /// Bound, checked by nobody, never handed on.
    NeverGiven,
    /// The binding's `group` of Spring Cloud Stream takes its place.
    ReplacedByGroup,
    /// Only for polled consumers.
    OnlyPolled,
    /// Read for consumers only.
    ConsumersOnly,
    /// Every text but BROADCASTING means CLUSTERING.
    OtherMeansClustering,
    /// Tags with `||` between them, or a text that starts with `sql:`.
    TagsOrSql,
    /// Sync, Async or OneWay.
    SendTypes,
    /// A producer traces only with an access key.
    TraceNeedsKeys,
    /// Only a synchronous send sets the delay level.
    SyncSetsDelay,
    /// Only for a producer without an access key.
    WithoutAccessKey,
}

impl Note {
    /// The note as it was recorded, in English and Chinese.
    pub fn text(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Plain => return None,
            CopiedDown => ("copied to a binding that has none", "没有该键的绑定会取这里的值"),
            NotCopiedDown => ("not copied to the bindings", "不会传给各绑定"),
            CopiedNeverGiven => {
                ("copied between levels, never given to the client", "在各级之间复制，但从不交给客户端")
            }
            NeverGiven => {
                ("bound, checked by nobody, never given to the client", "绑定了，但无人检查，也从不交给客户端")
            }
            ReplacedByGroup => (
                "replaced by the group of spring.cloud.stream.bindings.<binding>",
                "被 spring.cloud.stream.bindings.<binding> 的 group 取代",
            ),
            OnlyPolled => ("only for polled consumers", "只用于拉取式消费者"),
            ConsumersOnly => ("read for consumers only", "只对消费者有效"),
            OtherMeansClustering => (
                "CLUSTERING or BROADCASTING; any other text means CLUSTERING",
                "CLUSTERING 或 BROADCASTING；其他文本都按 CLUSTERING",
            ),
            TagsOrSql => (
                "tags with || between them, or a text that starts with sql:",
                "用 || 分隔的标签，或以 sql: 开头的表达式",
            ),
            SendTypes => ("Sync, Async or OneWay", "Sync、Async 或 OneWay"),
            TraceNeedsKeys => (
                "consumer always; producer only together with accessKey and secretKey",
                "消费者总是有效；生产者须同时有 accessKey 和 secretKey",
            ),
            SyncSetsDelay => (
                "true: synchronous send, the delay level is set; false: the delay level is not set",
                "true：同步发送，延迟级别有效；false：不设置延迟级别",
            ),
            WithoutAccessKey => ("producer without access key only", "只对没有 accessKey 的生产者有效"),
        })
    }
}

/// The values of `consumeFromWhere`.
pub const CONSUME_FROM_WHERE: [&str; 6] = [
    "CONSUME_FROM_LAST_OFFSET",
    "CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST",
    "CONSUME_FROM_MIN_OFFSET",
    "CONSUME_FROM_MAX_OFFSET",
    "CONSUME_FROM_FIRST_OFFSET",
    "CONSUME_FROM_TIMESTAMP",
];

/// A key of some binder versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key, with dots below its level.
    pub name: &'static str,
    /// Its Java type.
    pub java_type: Type,
    /// Its default; empty when it has none.
    pub default: &'static str,
    /// Whether the binder hands it to the client.
    pub reaches_client: bool,
    /// What is special about it.
    pub note: Note,
    versions: &'static [BinderVersion],
}

/// The key of a level in a version; small and capital letters, dashes and underscores make no difference.
pub fn find_key(binder: BinderVersion, level: Level, name: &str) -> Option<&'static Key> {
    let name = relaxed_key(name);
    keys_of(binder, level).find(|key| relaxed_key(key.name) == name)
}

/// The keys of a level in a version.
pub fn keys_of(binder: BinderVersion, level: Level) -> impl Iterator<Item = &'static Key> {
    level.keys().iter().filter(move |key| key.versions.contains(&binder))
}

fn relaxed_key(name: &str) -> String {
    name.split('.').map(relaxed).collect::<Vec<_>>().join(".")
}

const ALL: &[BinderVersion] = &BinderVersion::ALL;
const OLD: &[BinderVersion] = &[BinderVersion::V2_2_6, BinderVersion::V2021_1];
const BEFORE_NEWEST: &[BinderVersion] = &[
    BinderVersion::V2_2_7,
    BinderVersion::V2021_0_1,
    BinderVersion::V2021_0_5,
    BinderVersion::V2022_0_0,
    BinderVersion::V2023_0_1,
];
const NEWEST: &[BinderVersion] = &[BinderVersion::V2023_0_3];
const NEW: &[BinderVersion] = &[
    BinderVersion::V2_2_7,
    BinderVersion::V2021_0_1,
    BinderVersion::V2021_0_5,
    BinderVersion::V2022_0_0,
    BinderVersion::V2023_0_1,
    BinderVersion::V2023_0_3,
];
const REACHES: bool = true;
const DROPPED: bool = false;

const fn key(
    name: &'static str,
    java_type: Type,
    default: &'static str,
    versions: &'static [BinderVersion],
    reaches_client: bool,
    note: Note,
) -> Key {
    Key { name, java_type, default, reaches_client, note, versions }
}

/// Level `binder`.
const BINDER: &[Key] = &[
    key("accessChannel", Text, "LOCAL", BEFORE_NEWEST, DROPPED, CopiedNeverGiven),
    key("accessChannel", Text, "LOCAL", NEWEST, REACHES, CopiedDown),
    key("accessKey", Text, "", OLD, REACHES, Plain),
    key("accessKey", Text, "", NEW, REACHES, CopiedDown),
    key("customizedTraceTopic", Text, "RMQ_SYS_TRACE_TOPIC", OLD, REACHES, Plain),
    key("customizedTraceTopic", Text, "", NEW, REACHES, CopiedDown),
    key("enabled", Bool, "true", NEW, DROPPED, NotCopiedDown),
    key("enableMsgTrace", Bool, "true", OLD, REACHES, TraceNeedsKeys),
    key("enableMsgTrace", Bool, "true", NEW, DROPPED, NotCopiedDown),
    key("group", Text, "", NEW, REACHES, CopiedDown),
    key("heartbeatBrokerInterval", Int, "30000", NEW, DROPPED, NotCopiedDown),
    key("nameServer", List, "[127.0.0.1:9876]", OLD, REACHES, Plain),
    key("nameServer", Text, "", NEW, REACHES, CopiedDown),
    key("namespace", Text, "", NEW, REACHES, CopiedDown),
    key("namespaceV2", Text, "", NEWEST, REACHES, CopiedDown),
    key("persistConsumerOffsetInterval", Int, "5000", NEW, DROPPED, NotCopiedDown),
    key("pollNameServerInterval", Int, "30000", NEW, DROPPED, NotCopiedDown),
    key("secretKey", Text, "", OLD, REACHES, Plain),
    key("secretKey", Text, "", NEW, REACHES, CopiedDown),
    key("unitName", Text, "", NEW, REACHES, CopiedDown),
    key("useTLS", Bool, "false", NEW, DROPPED, NotCopiedDown),
    key("vipChannelEnabled", Bool, "false", NEW, DROPPED, NotCopiedDown),
];

/// Level `consumer`.
const CONSUMER: &[Key] = &[
    key("accessChannel", Text, "LOCAL", BEFORE_NEWEST, DROPPED, CopiedNeverGiven),
    key("accessChannel", Text, "LOCAL", NEWEST, REACHES, Plain),
    key("accessKey", Text, "", NEW, REACHES, Plain),
    key("allocateMessageQueueStrategy", Text, "", NEW, REACHES, Plain),
    key("broadcasting", Boolean, "false", OLD, REACHES, Plain),
    key("consumeFromWhere", Where, "CONSUME_FROM_LAST_OFFSET", NEW, REACHES, Plain),
    key("consumeMaxSpan", Int, "2000", NEW, DROPPED, Plain),
    key(
        "consumeTimestamp",
        Text,
        "(half an hour before the application started, yyyyMMddHHmmss)",
        NEW,
        DROPPED,
        NeverGiven,
    ),
    key("customizedTraceTopic", Text, "", NEW, REACHES, Plain),
    key("delayLevelWhenNextConsume", Int, "0", OLD, REACHES, Plain),
    key("enabled", Boolean, "true", OLD, REACHES, Plain),
    key("enabled", Bool, "true", NEW, REACHES, Plain),
    key("enableMsgTrace", Bool, "true", NEW, REACHES, Plain),
    key("fromStore", Bool, "false", OLD, REACHES, OnlyPolled),
    key("group", Text, "", NEW, DROPPED, ReplacedByGroup),
    key("heartbeatBrokerInterval", Int, "30000", NEW, REACHES, Plain),
    key("messageModel", Text, "CLUSTERING", NEW, REACHES, OtherMeansClustering),
    key("nameServer", Text, "", NEW, REACHES, Plain),
    key("namespace", Text, "", NEW, REACHES, Plain),
    key("namespaceV2", Text, "", NEWEST, REACHES, Plain),
    key("orderly", Boolean, "false", OLD, REACHES, Plain),
    key("persistConsumerOffsetInterval", Int, "5000", NEW, REACHES, Plain),
    key("pollNameServerInterval", Int, "30000", NEW, DROPPED, Plain),
    key("pull.consumerTimeoutMillisWhenSuspend", Long, "30000", NEW, REACHES, OnlyPolled),
    key("pull.errAcknowledge", Text, "", NEW, REACHES, OnlyPolled),
    key("pull.pollTimeoutMillis", Long, "5000", NEW, REACHES, OnlyPolled),
    key("pull.pullThreadNums", Int, "20", NEW, DROPPED, Plain),
    key("pull.pullThresholdForAll", Long, "1000", NEW, REACHES, OnlyPolled),
    key("pull.topicMetadataCheckIntervalMillis", Long, "30000", NEW, DROPPED, Plain),
    key("pullBatchSize", Int, "10", NEW, REACHES, Plain),
    key("pullThresholdForQueue", Int, "1000", NEW, DROPPED, Plain),
    key("pullThresholdSizeForQueue", Int, "100", NEW, DROPPED, Plain),
    key("pullTimeDelayMillsWhenException", Long, "1000", NEW, REACHES, Plain),
    key("pullTimeout", Long, "10000", OLD, REACHES, OnlyPolled),
    key("push.consumeMessageBatchMaxSize", Int, "1", NEW, DROPPED, Plain),
    key("push.consumeTimeout", Long, "15", NEWEST, REACHES, Plain),
    key("push.delayLevelWhenNextConsume", Int, "0", NEW, REACHES, Plain),
    key("push.maxReconsumeTimes", Int, "0", BEFORE_NEWEST, DROPPED, Plain),
    key("push.maxReconsumeTimes", Int, "0", NEWEST, REACHES, Plain),
    key("push.orderly", Bool, "false", NEW, REACHES, Plain),
    key("push.pullInterval", Long, "0", NEW, REACHES, Plain),
    key("push.pullThresholdForTopic", Int, "-1", NEW, DROPPED, Plain),
    key("push.pullThresholdSizeForTopic", Int, "-1", NEW, DROPPED, Plain),
    key("push.suspendCurrentQueueTimeMillis", Int, "1000", NEW, REACHES, Plain),
    key("secretKey", Text, "", NEW, REACHES, Plain),
    key("sql", Text, "", OLD, REACHES, Plain),
    key("subscription", Text, "", NEW, REACHES, TagsOrSql),
    key("suspendCurrentQueueTimeMillis", Long, "1000", OLD, REACHES, Plain),
    key("tags", Text, "", OLD, REACHES, Plain),
    key("trustedPackages", Set, "", OLD, REACHES, Plain),
    key("unitName", Text, "", NEW, REACHES, Plain),
    key("useTLS", Bool, "false", NEW, REACHES, Plain),
    key("vipChannelEnabled", Bool, "false", NEW, REACHES, Plain),
];

/// Level `producer`.
const PRODUCER: &[Key] = &[
    key("accessChannel", Text, "LOCAL", BEFORE_NEWEST, DROPPED, CopiedNeverGiven),
    key("accessChannel", Text, "LOCAL", NEWEST, REACHES, Plain),
    key("accessKey", Text, "", NEW, REACHES, Plain),
    key("checkForbiddenHook", Text, "", NEW, REACHES, Plain),
    key("compressMessageBodyThreshold", Int, "4096", OLD, REACHES, Plain),
    key("compressMsgBodyThreshold", Int, "4096", NEW, REACHES, Plain),
    key("customizedTraceTopic", Text, "", NEW, REACHES, Plain),
    key("enabled", Boolean, "true", OLD, REACHES, Plain),
    key("enabled", Bool, "true", NEW, REACHES, Plain),
    key("enableMsgTrace", Bool, "true", NEW, REACHES, Plain),
    key("errorMessageStrategy", Text, "", NEW, REACHES, Plain),
    key("group", Text, "", ALL, REACHES, Plain),
    key("heartbeatBrokerInterval", Int, "30000", NEW, DROPPED, ConsumersOnly),
    key("maxMessageSize", Integer, "4194304", OLD, REACHES, Plain),
    key("maxMessageSize", Int, "4194304", NEW, REACHES, Plain),
    key("messageQueueSelector", Text, "", NEW, REACHES, Plain),
    key("nameServer", Text, "", NEW, REACHES, Plain),
    key("namespace", Text, "", NEW, REACHES, Plain),
    key("namespaceV2", Text, "", NEWEST, REACHES, Plain),
    key("persistConsumerOffsetInterval", Int, "5000", NEW, DROPPED, ConsumersOnly),
    key("pollNameServerInterval", Int, "30000", NEW, DROPPED, Plain),
    key("producerType", Text, "Normal", NEW, REACHES, Plain),
    key("retryAnotherBroker", Bool, "false", NEW, REACHES, Plain),
    key("retryNextServer", Bool, "false", OLD, REACHES, Plain),
    key("retryTimesWhenSendAsyncFailed", Int, "2", ALL, REACHES, Plain),
    key("retryTimesWhenSendFailed", Int, "2", ALL, REACHES, Plain),
    key("secretKey", Text, "", NEW, REACHES, Plain),
    key("sendCallBack", Text, "", NEW, REACHES, Plain),
    key("sendFailureChannel", Text, "", NEW, REACHES, Plain),
    key("sendMessageHook", Text, "", NEW, REACHES, Plain),
    key("sendMessageTimeout", Int, "3000", OLD, REACHES, Plain),
    key("sendMsgTimeout", Int, "3000", NEW, REACHES, Plain),
    key("sendType", Text, "Sync", NEW, REACHES, SendTypes),
    key("sync", Boolean, "false", OLD, REACHES, SyncSetsDelay),
    key("transactional", Boolean, "false", OLD, REACHES, Plain),
    key("transactionListener", Text, "", NEW, REACHES, Plain),
    key("unitName", Text, "", NEW, REACHES, Plain),
    key("useTLS", Bool, "false", NEW, REACHES, Plain),
    key("vipChannelEnabled", Boolean, "true", OLD, REACHES, WithoutAccessKey),
    key("vipChannelEnabled", Bool, "false", NEW, REACHES, Plain),
];
