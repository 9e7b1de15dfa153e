//! The three ways in which a search by time can land.
use serde::{Deserialize, Serialize};

/// Where a search by time lands in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SearchRule {
    /// 4.9: the nearest message of one queue file, which is chosen by its modification time; the earlier one of two
    /// equally near.
    NearestInFileByModificationTime,
    /// 5.x, and its LOWER boundary: the first message at or after the time.
    FirstAtOrAfter,
    /// 5.x with the UPPER boundary: the last message at or before the time.
    LastAtOrBefore,
}
