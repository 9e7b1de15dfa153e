//! The versions of the RocketMQ binder for Spring Cloud Stream, and where they differ beyond their keys.
use serde::Serialize;

/// A version of `spring-cloud-starter-stream-rocketmq` of which the keys were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum BinderVersion {
    /// 2.2.6.RELEASE, for Spring Boot 2.3.
    #[serde(rename = "2.2.6.RELEASE")]
    V2_2_6,
    /// 2021.1, for Spring Boot 2.4: the keys of 2.2.6.
    #[serde(rename = "2021.1")]
    V2021_1,
    /// 2.2.7.RELEASE, for Spring Boot 2.3: rewritten, with other keys.
    #[default]
    #[serde(rename = "2.2.7.RELEASE")]
    V2_2_7,
    /// 2021.0.1.0, for Spring Boot 2.6.
    #[serde(rename = "2021.0.1.0")]
    V2021_0_1,
    /// 2021.0.5.0, for Spring Boot 2.6.
    #[serde(rename = "2021.0.5.0")]
    V2021_0_5,
    /// 2022.0.0.0, for Spring Boot 3.0.
    #[serde(rename = "2022.0.0.0")]
    V2022_0_0,
    /// 2023.0.1.0, for Spring Boot 3.2.
    #[serde(rename = "2023.0.1.0")]
    V2023_0_1,
    /// 2023.0.3.3, for Spring Boot 3.2.
    #[serde(rename = "2023.0.3.3")]
    V2023_0_3,
}

impl BinderVersion {
    /// Every version, in the order in which the keys came.
    pub const ALL: [Self; 8] = [
        Self::V2_2_6,
        Self::V2021_1,
        Self::V2_2_7,
        Self::V2021_0_1,
        Self::V2021_0_5,
        Self::V2022_0_0,
        Self::V2023_0_1,
        Self::V2023_0_3,
    ];

    /// The version's name, as in a Maven file.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2_2_6 => "2.2.6.RELEASE",
            Self::V2021_1 => "2021.1",
            Self::V2_2_7 => "2.2.7.RELEASE",
            Self::V2021_0_1 => "2021.0.1.0",
            Self::V2021_0_5 => "2021.0.5.0",
            Self::V2022_0_0 => "2022.0.0.0",
            Self::V2023_0_1 => "2023.0.1.0",
            Self::V2023_0_3 => "2023.0.3.3",
        }
    }

    /// The names of all versions.
    pub fn names() -> [&'static str; 8] {
        Self::ALL.map(Self::name)
    }

    /// The version of a name such as `2.2.7.RELEASE` or `2.2.7`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| {
            version.name() == name || version.name().strip_suffix(".RELEASE").is_some_and(|short| short == name)
        })
    }

    /// The generation before 2.2.7, with keys of its own.
    pub fn is_old(self) -> bool {
        self <= Self::V2021_1
    }

    /// Without a group a consumer's start stops, up to 2021.0.1.0 (`RocketMQMessageChannelBinder`).
    pub fn needs_consumer_group(self) -> bool {
        self <= Self::V2021_0_1
    }

    /// The group of a producer that names none, on any level; `None` when its start stops
    /// (`RocketMQProduceFactory`).
    pub fn default_producer_group(self, topic: &str) -> Option<String> {
        match self {
            old if old.is_old() => Some(topic.to_owned()),
            Self::V2_2_7 | Self::V2021_0_1 => None,
            _ => Some("anonymous".to_owned()),
        }
    }
}
