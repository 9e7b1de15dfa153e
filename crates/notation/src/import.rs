//! A Spring file as data to print: what would be built, and the remarks in words.
use crate::{
    Language,
    spring_yaml::{
        BinderVersion, GroupImport, ImportError, ImportErrorKind, ProducerImport, Remark, Severity, SpringImport,
        TopicImport, read_spring_yaml, remark_text,
    },
};
use serde::Serialize;

/// What a Spring file makes, ready for JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The binder version that was asked about.
    pub binder: &'static str,
    /// False when the application would not start; the first remarks say why.
    pub starts: bool,
    /// The topics.
    pub topics: Vec<TopicImport>,
    /// The producers.
    pub producers: Vec<ProducerImport>,
    /// The consumer groups, with what the client gets.
    pub groups: Vec<GroupImport>,
    /// The remarks, the weightiest first.
    pub remarks: Vec<RemarkLine>,
}

/// A remark in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemarkLine {
    /// The lines, from 1; one but for remarks on several keys.
    pub lines: Vec<usize>,
    /// The column, from 1.
    pub column: usize,
    /// The key as written; empty when the remark is on several.
    pub key: String,
    /// `stops`, `no effect`, `misplaced` or `note`.
    pub severity: &'static str,
    /// The remark in English.
    pub text: String,
    /// The remark in Chinese.
    pub text_zh: String,
}

/// Reads a Spring file as an application with that binder version would.
///
/// # Errors
/// The version is not known, or nothing can be built from the text.
pub fn import(text: &str, binder: &str) -> Result<Import, ImportError> {
    let unknown = || ImportErrorKind::UnknownBinder { binder: binder.to_owned() };
    let version = BinderVersion::named(binder).ok_or_else(|| ImportError { line: 1, column: 1, kind: unknown() })?;
    let SpringImport { starts, topics, producers, groups, remarks, .. } = read_spring_yaml(text, version)?;
    let remarks = remarks.iter().map(in_words).collect();
    Ok(Import { binder: version.name(), starts, topics, producers, groups, remarks })
}

fn in_words(remark: &Remark) -> RemarkLine {
    RemarkLine {
        lines: remark.lines(),
        column: remark.column,
        key: remark.key.clone(),
        severity: match remark.severity {
            Severity::Stops => "stops",
            Severity::NoEffect => "no effect",
            Severity::Misplaced => "misplaced",
            Severity::Note => "note",
        },
        text: remark_text(remark, Language::En),
        text_zh: remark_text(remark, Language::Zh),
    }
}
