//! Why nothing can be built from a text: what is wrong, where, and what to do.
use super::yaml::place;
use crate::Language;
use std::fmt;

/// A text from which nothing is built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What is wrong.
    pub kind: ImportErrorKind,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportErrorKind {
    /// There is nothing but blanks and comments.
    Empty,
    /// It is YAML, but not a set of keys: some text or a list.
    NotKeys,
    /// There are keys, but none of Spring Cloud Stream.
    NoStreamKeys {
        /// The keys at the left margin.
        found: Vec<String>,
    },
    /// There are keys of Spring Cloud Stream, but no binding of which a topic could be made.
    NoBindings,
    /// A key is indented less than its neighbours and more than its parent.
    BetweenLevels {
        /// The line as it stands, without blanks at its ends.
        text: String,
        /// The parent's key.
        parent: String,
        /// The column at which the parent starts.
        parent_column: usize,
        /// The line of the neighbour above.
        neighbour_line: usize,
        /// The column at which the neighbour starts: the likely place of this key, too.
        neighbour_column: usize,
    },
    /// A tab indents a line.
    Tab,
    /// A second colon in one line, or a line that belongs to the one above.
    ColonInValue,
    /// A quote is not closed.
    OpenQuote {
        /// The line of the quote.
        opened_line: usize,
    },
    /// A bracket or brace is not closed, or a comma is missing.
    OpenBracket {
        /// The line of the bracket.
        opened_line: usize,
    },
    /// A value starts with a character that YAML keeps for itself.
    ReservedStart {
        /// The character.
        character: char,
    },
    /// The same key twice under one parent, which stops Spring's start.
    DuplicateKey {
        /// The key.
        key: String,
        /// The line of the first one.
        first_line: usize,
    },
    /// A key that is a list or a map.
    KeyNotText,
    /// `*name` without `&name` before it.
    UnknownAnchor {
        /// The name.
        name: String,
    },
    /// Longer than any configuration file.
    TooLong {
        /// The bytes that are there.
        bytes: usize,
        /// The most that are read.
        most: usize,
    },
    /// More levels than any configuration has.
    TooDeep {
        /// The most levels that are read.
        most: usize,
    },
    /// More keys than are read, counting those that aliases repeat.
    TooMany {
        /// The most keys that are read.
        most: usize,
    },
    /// The binder version is not one of those recorded.
    UnknownBinder {
        /// What was asked for.
        binder: String,
    },
    /// Anything else, in the parser's own words.
    Parser {
        /// The parser's words.
        problem: String,
    },
}

impl ImportError {
    pub(super) fn new(line: usize, column: usize, kind: ImportErrorKind) -> Self {
        Self { line, column, kind }
    }

    /// The parser's error in words that say what to do.
    pub(super) fn of_parser(error: &libyaml_safer::Error, text: &str) -> Self {
        let (line, column) = error.problem_mark().map_or((1, 1), place);
        let (opened_line, opened_column) = error.context_mark().map_or((line, column), place);
        let here = || line_of(text, line).chars().nth(column - 1);
        let kind = match (error.problem(), error.context().unwrap_or("")) {
            ("did not find expected key", "while parsing a block mapping") => {
                between_levels(text, line, column, opened_line, opened_column)
            }
            (_, "while scanning a quoted scalar") => Some(ImportErrorKind::OpenQuote { opened_line }),
            (_, "while parsing a flow sequence" | "while parsing a flow mapping") => {
                Some(ImportErrorKind::OpenBracket { opened_line })
            }
            ("mapping values are not allowed in this context", _) => Some(ImportErrorKind::ColonInValue),
            ("found character that cannot start any token", _) => match here() {
                Some('\t') => Some(ImportErrorKind::Tab),
                character => character.map(|character| ImportErrorKind::ReservedStart { character }),
            },
            ("found a tab character that violates indentation", _) => Some(ImportErrorKind::Tab),
            _ => None,
        };
        let problem = || match error.context() {
            Some(context) if !context.is_empty() => format!("{} {context}", error.problem()),
            _ => error.problem().to_owned(),
        };
        Self { line, column, kind: kind.unwrap_or_else(|| ImportErrorKind::Parser { problem: problem() }) }
    }

    /// The column to which the line would have to be moved, when that is the likely repair.
    pub fn move_to_column(&self) -> Option<usize> {
        match self.kind {
            ImportErrorKind::BetweenLevels { neighbour_column, .. } => Some(neighbour_column),
            _ => None,
        }
    }

    /// The whole error as a sentence: place, what is wrong, what to do.
    pub fn text(&self, language: Language) -> String {
        let what = self.kind.text(language);
        let Self { line, column, .. } = self;
        match (self.kind.has_place(), language) {
            (false, _) => what,
            (true, Language::En) => format!("Line {line}, column {column}: {what}"),
            (true, Language::Zh) => format!("第 {line} 行第 {column} 列：{what}"),
        }
    }
}

fn line_of(text: &str, line: usize) -> &str {
    text.lines().nth(line - 1).unwrap_or("")
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| *c == ' ').count()
}

/// A key that is indented between the keys above it and their parent.
fn between_levels(
    text: &str,
    line: usize,
    column: usize,
    map_line: usize,
    map_column: usize,
) -> Option<ImportErrorKind> {
    let is_content = |line: &str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    let (above, neighbour) = text.lines().enumerate().take(line - 1).filter(|(_, text)| is_content(text)).last()?;
    let neighbour_column = indent(neighbour) + 1;
    // The last line above that starts in the column of the map in which the parser still is, is the parent.
    let parent =
        text.lines().take(above).skip(map_line - 1).filter(|text| is_content(text) && indent(text) + 1 == map_column);
    let parent = parent.last()?.trim().split(':').next()?.to_owned();
    (map_column < column && column < neighbour_column).then(|| ImportErrorKind::BetweenLevels {
        text: line_of(text, line).trim().to_owned(),
        parent,
        parent_column: map_column,
        neighbour_line: above + 1,
        neighbour_column,
    })
}

impl ImportErrorKind {
    fn has_place(&self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::NoStreamKeys { .. }
                | Self::NoBindings
                | Self::TooLong { .. }
                | Self::UnknownBinder { .. }
        )
    }

    fn text(&self, language: Language) -> String {
        if language == Language::En { self.english() } else { self.chinese() }
    }

    fn english(&self) -> String {
        match self {
            Self::Empty => "There is nothing in it. Paste the whole application.yml.".into(),
            Self::NotKeys => "This is not a set of keys. Paste an application.yml: lines such as “spring:”.".into(),
            Self::NoStreamKeys { found } => format!(
                "No key of Spring Cloud Stream in it. It has {}; wanted is spring.cloud.stream.bindings.",
                list(found)
            ),
            Self::NoBindings => {
                "No binding in it, so no topic. Wanted is spring.cloud.stream.bindings.NAME.destination.".into()
            }
            Self::BetweenLevels { parent, parent_column, neighbour_line, neighbour_column, .. } => format!(
                "This key stands between two levels: its parent {parent} begins in column {parent_column}, its \
                 neighbour in line {neighbour_line} in column {neighbour_column}. YAML allows neither. Move it to \
                 column {neighbour_column}."
            ),
            Self::Tab => "A tab indents this line. YAML wants blanks: replace the tab.".into(),
            Self::ColonInValue => "A colon where none may be. Put a value with “: ” in quotes, or check that the line \
                                   above ends with its own colon."
                .into(),
            Self::OpenQuote { opened_line } => format!("The quote from line {opened_line} is not closed."),
            Self::OpenBracket { opened_line } => {
                format!("In the brackets from line {opened_line} a comma or the closing bracket is missing.")
            }
            Self::ReservedStart { character } => {
                format!("A value cannot start with {character}. Put it in quotes.")
            }
            Self::DuplicateKey { key, first_line } => {
                format!("{key} stands here a second time; the first is in line {first_line}. Remove one.")
            }
            Self::KeyNotText => "This key is a list or a map. A key of Spring is text.".into(),
            Self::UnknownAnchor { name } => format!("*{name} refers to nothing: there is no &{name} before it."),
            Self::TooLong { bytes, most } => {
                format!("The text has {bytes} bytes; at most {most} are read. Paste only the application.yml.")
            }
            Self::TooDeep { most } => format!("Here are more than {most} levels. No configuration is that deep."),
            Self::TooMany { most } => format!("The text has more than {most} keys, counting repeated ones."),
            Self::UnknownBinder { binder } => {
                format!("Binder {binder} is not known. Known are {}.", list(&super::BinderVersion::names()))
            }
            Self::Parser { problem } => format!("{problem}."),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Empty => "内容是空的。请粘贴整个 application.yml。".into(),
            Self::NotKeys => "这不是一组键。请粘贴 application.yml，例如以“spring:”开头的行。".into(),
            Self::NoStreamKeys { found } => {
                format!("没有 Spring Cloud Stream 的键。现有 {}；需要 spring.cloud.stream.bindings。", list(found))
            }
            Self::NoBindings => "没有绑定，也就没有主题。需要 spring.cloud.stream.bindings.名称.destination。".into(),
            Self::BetweenLevels { parent, parent_column, neighbour_line, neighbour_column, .. } => format!(
                "这个键在两级之间：上级 {parent} 从第 {parent_column} 列开始，第 {neighbour_line} 行的同级键从第 \
                 {neighbour_column} 列开始，YAML 两者都不允许。请移到第 {neighbour_column} 列。"
            ),
            Self::Tab => "这一行用制表符缩进。YAML 只允许空格，请替换。".into(),
            Self::ColonInValue => "这里不能有冒号。含“: ”的值请加引号，或检查上一行末尾是否缺冒号。".into(),
            Self::OpenQuote { opened_line } => format!("第 {opened_line} 行的引号没有闭合。"),
            Self::OpenBracket { opened_line } => format!("第 {opened_line} 行的括号里缺少逗号或右括号。"),
            Self::ReservedStart { character } => format!("值不能以 {character} 开头，请加引号。"),
            Self::DuplicateKey { key, first_line } => {
                format!("{key} 重复出现，第一次在第 {first_line} 行。请删去一个。")
            }
            Self::KeyNotText => "这个键是列表或映射。Spring 的键是文本。".into(),
            Self::UnknownAnchor { name } => format!("*{name} 没有对应的 &{name}。"),
            Self::TooLong { bytes, most } => {
                format!("内容有 {bytes} 字节，最多读 {most} 字节。请只粘贴 application.yml。")
            }
            Self::TooDeep { most } => format!("层级超过 {most} 层。配置不会这么深。"),
            Self::TooMany { most } => format!("键超过 {most} 个（含别名重复的）。"),
            Self::UnknownBinder { binder } => {
                format!("不认识 binder {binder}。已知的有 {}。", list(&super::BinderVersion::names()))
            }
            Self::Parser { problem } => format!("{problem}。"),
        }
    }
}

fn list<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl std::error::Error for ImportError {}
