//! Remarks on a Spring file, and marks for its lines, collected while it is read.
use super::{BinderVersion, LineMark, Mark, flat::Segment, keys::Note};

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The application would not start.
    Stops,
    /// A key that people count on has no effect.
    NoEffect,
    /// A key of another place or version.
    Misplaced,
    /// Good to know.
    Note,
}

/// A remark on a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// The key as written; empty when the remark is on several.
    pub key: String,
    /// What is to be said.
    pub kind: RemarkKind,
    /// How much it weighs.
    pub severity: Severity,
}

/// What is to be said on a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// A word that `consumeFromWhere` does not know.
    NoSuchConstant {
        /// The word.
        value: String,
    },
    /// A value that its type cannot hold.
    BadValue {
        /// The value.
        value: String,
        /// The Java type.
        java_type: &'static str,
    },
    /// A consumer without a group.
    ConsumerGroupMissing {
        /// The binder version.
        binder: BinderVersion,
        /// The group that the binder takes instead; `None` when the start stops.
        instead: Option<String>,
    },
    /// A producer without a group on any level.
    ProducerGroupMissing {
        /// The binder version.
        binder: BinderVersion,
        /// The group that the binder takes instead; `None` when the start stops.
        instead: Option<String>,
    },
    /// `consumeTimestamp` is bound and never handed to the client.
    TimestampDropped {
        /// The binder version.
        binder: BinderVersion,
    },
    /// `consumeTimestamp` does not exist in this version, and does not help in any other.
    TimestampUnknown {
        /// The binder version.
        binder: BinderVersion,
    },
    /// A client that got this `consumeTimestamp` would not start.
    TimestampUnreadable {
        /// The text.
        text: String,
    },
    /// `consumeFromWhere` does not exist in this version.
    WhereUnknown {
        /// The binder version.
        binder: BinderVersion,
        /// True when the client does the same by itself.
        same_result: bool,
    },
    /// A known key that the binder keeps to itself.
    NeverReachesClient {
        /// The binder version.
        binder: BinderVersion,
        /// Why.
        note: Note,
    },
    /// Without `sync: true` the delay level of a message is lost.
    DelayLost {
        /// The binder version.
        binder: BinderVersion,
    },
    /// A key of other binder versions.
    OtherVersion {
        /// The binder version.
        binder: BinderVersion,
        /// The versions that know the key.
        known_in: Vec<BinderVersion>,
        /// The key, with its value, that this version has instead.
        instead: Option<String>,
        /// True when this version does by itself what the key asks for.
        same_result: bool,
    },
    /// A key in the wrong section.
    Misplaced {
        /// Where it belongs.
        belongs: String,
    },
    /// A key that no binder version knows.
    Unknown {
        /// A known key that is written almost like it.
        similar: Option<&'static str>,
    },
    /// Settings for a binding that is not among the bindings.
    UnknownBinding {
        /// The bindings that are there.
        bindings: Vec<String>,
    },
    /// `consumeFromWhere` is read only by a group without an offset.
    ReadOnlyWithoutOffset,
    /// Neither of the two message models, so clustering.
    OtherMeansClustering {
        /// The value.
        value: String,
    },
    /// No client is made at all.
    ConsumerDisabled,
    /// A binding without `destination` has a topic of its own name.
    DestinationMissing,
    /// A later line has the same key.
    Overridden {
        /// The later line.
        by_line: usize,
    },
    /// A document that is only read with a profile.
    OtherProfile {
        /// The profile.
        profile: String,
    },
    /// A value from outside of the file.
    FromOutside {
        /// The placeholder's name.
        name: String,
        /// The default that is taken; `None` when it has none.
        default: Option<String>,
    },
    /// Keys of rocketmq-spring, which is another library.
    OtherLibrary {
        /// Their lines.
        lines: Vec<usize>,
    },
    /// Keys that do nothing in a simulation.
    NoPart {
        /// Their lines.
        lines: Vec<usize>,
    },
}

impl Remark {
    /// The lines that it is on: one, but for remarks on several keys.
    pub fn lines(&self) -> Vec<usize> {
        match &self.kind {
            RemarkKind::NoPart { lines } | RemarkKind::OtherLibrary { lines } => lines.clone(),
            _ => vec![self.line],
        }
    }
}

impl Remark {
    fn weight(&self) -> (Severity, u8, usize, usize) {
        (self.severity, self.kind.rank(), self.line, self.column)
    }
}

impl RemarkKind {
    fn severity(&self) -> Severity {
        match self {
            Self::NoSuchConstant { .. }
            | Self::BadValue { .. }
            | Self::ConsumerGroupMissing { instead: None, .. }
            | Self::ProducerGroupMissing { instead: None, .. } => Severity::Stops,
            Self::TimestampDropped { .. }
            | Self::TimestampUnknown { .. }
            | Self::WhereUnknown { same_result: false, .. }
            | Self::NeverReachesClient { .. }
            | Self::DelayLost { .. } => Severity::NoEffect,
            Self::OtherVersion { .. }
            | Self::Misplaced { .. }
            | Self::Unknown { .. }
            | Self::UnknownBinding { .. }
            | Self::OtherMeansClustering { .. } => Severity::Misplaced,
            _ => Severity::Note,
        }
    }

    /// Remarks of one severity: those on the first start come first.
    fn rank(&self) -> u8 {
        match self {
            Self::TimestampDropped { .. } | Self::TimestampUnknown { .. } => 0,
            Self::WhereUnknown { .. } | Self::DelayLost { .. } => 1,
            Self::NoPart { .. } => 9,
            Self::OtherLibrary { .. } => 8,
            _ => 5,
        }
    }
}

/// Adds a line to lines that are in order, once.
pub(super) fn add_line(lines: &mut Vec<usize>, line: usize) {
    if let Err(at) = lines.binary_search(&line) {
        lines.insert(at, line);
    }
}

/// Remarks and marks, as they are found.
#[derive(Default)]
pub(super) struct Notes {
    remarks: Vec<Remark>,
    marks: Vec<LineMark>,
    no_part: Vec<usize>,
    other_library: Vec<usize>,
}

impl Notes {
    pub(super) fn remark(&mut self, key: &Segment, kind: RemarkKind) {
        self.add(key.line, key.column, key.text.clone(), kind);
    }

    /// Puts a remark behind all that weigh as much or more.
    fn add(&mut self, line: usize, column: usize, key: String, kind: RemarkKind) {
        let severity = kind.severity();
        let new = Remark { line, column, key, kind, severity };
        let at = self.remarks.partition_point(|old| old.weight() <= new.weight());
        self.remarks.insert(at, new);
    }

    /// Marks a line. Of several marks the strongest stays.
    pub(super) fn mark(&mut self, line: usize, mark: Mark) {
        match self.marks.binary_search_by_key(&line, |known| known.line) {
            Ok(at) => self.marks[at].mark = self.marks[at].mark.max(mark),
            Err(at) => self.marks.insert(at, LineMark { line, mark }),
        }
    }

    /// A key that does nothing in a simulation.
    pub(super) fn no_part(&mut self, key: &Segment) {
        self.mark(key.line, Mark::Ignored);
        add_line(&mut self.no_part, key.line);
    }

    pub(super) fn other_library(&mut self, key: &Segment) {
        self.mark(key.line, Mark::Ignored);
        add_line(&mut self.other_library, key.line);
    }

    /// The marks by line, and the remarks by weight.
    pub(super) fn finish(mut self) -> (Vec<LineMark>, Vec<Remark>) {
        let (library, no_part) = (std::mem::take(&mut self.other_library), std::mem::take(&mut self.no_part));
        if let Some(line) = library.first().copied() {
            self.add(line, 1, String::new(), RemarkKind::OtherLibrary { lines: library });
        }
        if let Some(line) = no_part.first().copied() {
            self.add(line, 1, String::new(), RemarkKind::NoPart { lines: no_part });
        }
        (self.marks, self.remarks)
    }
}
