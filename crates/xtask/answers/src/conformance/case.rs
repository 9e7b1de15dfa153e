//! One case: what is stored, in which files, and what happens to them. Plain data, so that it can be shrunk.
use serde::Serialize;

/// A broker's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Case {
    /// Bytes of a log file.
    pub(crate) log_file: i64,
    /// Entries of a queue file.
    pub(crate) queue_entries: i64,
    /// How many queues each topic has.
    pub(crate) topics: Vec<i32>,
    /// When the first message is stored.
    pub(crate) start_ms: i64,
    /// What is sent to our broker.
    pub(crate) sends: Vec<Send>,
    /// Log files that have been deleted since, if there are as many and one is left.
    pub(crate) trimmed_files: usize,
    /// Whether the broker stopped before it deleted queue files too.
    pub(crate) queues_untouched: bool,
    /// What became of the files' modification times.
    pub(crate) modified: Modified,
    /// What is sent to the real broker afterwards; their gaps are pauses.
    pub(crate) then: Vec<Send>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Send {
    pub(crate) topic: usize,
    pub(crate) queue: i32,
    /// Milliseconds since the message before; negative where the broker's clock was put back.
    pub(crate) gap_ms: i64,
    pub(crate) tag: Option<&'static str>,
    pub(crate) key: Option<u8>,
    /// 0 is none; 1 is one second; 2 is longer than anybody waits.
    pub(crate) delay_level: u8,
    /// Characters of the body.
    pub(crate) body: usize,
}

/// Modification times of log and queue files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Modified {
    /// Each file's last message.
    Natural,
    /// All at one time after the last message, as a copy leaves them.
    Late,
    /// Anywhere around the messages.
    Anywhere(u64),
}

impl Case {
    /// A group that has committed offsets. Brokers of one process work side by side, and each case has its own.
    pub(crate) fn readers(&self) -> String {
        format!("readers{}", self.start_ms)
    }

    /// The name of a topic.
    pub(crate) fn topic(&self, index: usize) -> String {
        format!("topic{index}")
    }
}
