//! The three ways in which a search by time can land.
use serde::{Deserialize, Serialize};

/// Where a search by time lands in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SearchRule {
    /// 4.9: the nearest message, the earlier one of two equally near, inside one queue file: the first that was
    /// *modified* at the time or later. Of several in one millisecond it is whichever the search meets.
    NearestInFileByModificationTime,
    /// 5.x, and its LOWER boundary: the first message at or after the time; the end of the queue if there is none.
    FirstAtOrAfter,
    /// 5.x with the UPPER boundary: the last message at or before the time; the first one if there is none.
    LastAtOrBefore,
}

impl SearchRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::NearestInFileByModificationTime, Self::FirstAtOrAfter, Self::LastAtOrBefore];
}
