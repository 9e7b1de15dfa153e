//! What the page says, in English and Chinese. No view holds text of its own.
mod errors;
mod macros;
mod retention;
mod sheets;
mod shell;
mod store_errors;
mod timeline;

pub use errors::{command_error, recording_error};
pub use retention::{Lookups, Retention};
pub use sheets::{NotModelled, OpenStore, PasteYaml, SaveStore, Story};
pub use shell::{Clock, Common, Dock, Group, Header, Probes, Producer, Starts, Steps};
pub use store_errors::{config_remark, file_error, saving_error, store_remark};
pub use timeline::{Preview, Spoken, Timeline};

/// The languages of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Language {
    /// The language that a `lang` attribute asks for; English when it is none of ours.
    pub fn from_tag(tag: &str) -> Self {
        if tag.trim().to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// For a `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// The texts.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::En => &EN,
            Self::Zh => &ZH,
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }
}

impl From<Language> for notation::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Zh => Self::Zh,
        }
    }
}

/// The texts of what stands on the page from the start, part by part. Those of windows and of what is opened by hand are
/// asked for by part (`OpenStore::of`), so that the first load can do without them.
#[derive(Debug)]
#[expect(missing_docs, reason = "named after the parts of the page")]
pub struct Texts {
    pub common: Common,
    pub header: Header,
    pub producer: Producer,
    pub group: Group,
    pub clock: Clock,
    pub steps: Steps,
    pub dock: Dock,
    pub timeline: Timeline,
    pub spoken: Spoken,
    pub preview: Preview,
}

static EN: Texts = Texts {
    common: Common::EN,
    header: Header::EN,
    producer: Producer::EN,
    group: Group::EN,
    clock: Clock::EN,
    steps: Steps::EN,
    dock: Dock::EN,
    timeline: Timeline::EN,
    spoken: Spoken::EN,
    preview: Preview::EN,
};

static ZH: Texts = Texts {
    common: Common::ZH,
    header: Header::ZH,
    producer: Producer::ZH,
    group: Group::ZH,
    clock: Clock::ZH,
    steps: Steps::ZH,
    dock: Dock::ZH,
    timeline: Timeline::ZH,
    spoken: Spoken::ZH,
    preview: Preview::ZH,
};

/// Puts values into the places `{0}`, `{1}` … of a text.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut filled = text.to_owned();
    for (place, value) in values.iter().enumerate() {
        filled = filled.replace(&format!("{{{place}}}"), value);
    }
    filled
}

/// A count with separators between thousands: `1,482,116`.
pub fn count(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "−".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `2nd time`, `第 2 次`: a count in a text with one place.
#[inline(never)]
pub fn ordinal(language: Language, text: &str, number: u32) -> String {
    let suffix = match (language, number % 100, number % 10) {
        (Language::Zh, ..) => "",
        (Language::En, 11..=13, _) => "th",
        (Language::En, _, 1) => "st",
        (Language::En, _, 2) => "nd",
        (Language::En, _, 3) => "rd",
        (Language::En, ..) => "th",
    };
    fill(text, &[&format!("{number}{suffix}")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_complete_and_fill_the_same_places() {
        let parts = [
            Common::ALL,
            Header::ALL,
            Producer::ALL,
            Group::ALL,
            Clock::ALL,
            Steps::ALL,
            Starts::ALL,
            Dock::ALL,
            Probes::ALL,
            OpenStore::ALL,
            PasteYaml::ALL,
            NotModelled::ALL,
            Retention::ALL,
            Lookups::ALL,
            SaveStore::ALL,
            Story::ALL,
            Timeline::ALL,
            Spoken::ALL,
            Preview::ALL,
        ];
        for (name, en, zh) in parts.concat() {
            assert!(!en.is_empty() && !zh.is_empty(), "{name} is empty");
            for place in ["{0}", "{1}", "{2}", "{3}", "{4}"] {
                assert_eq!(en.contains(place), zh.contains(place), "{name}: {place} is in one language only");
            }
            assert!(!en.contains("{}") && !zh.contains("{}"), "{name}: places have numbers");
        }
    }

    #[test]
    fn values_go_to_their_places_in_any_order() {
        assert_eq!(fill("{1} of {0}", &["18", "9"]), "9 of 18");
        assert_eq!(fill("{0} 中的 {1}", &["18", "9"]), "18 中的 9");
    }

    #[test]
    fn ordinals_follow_the_language() {
        let english = [2, 3, 4, 11, 21, 112].map(|number| ordinal(Language::En, "{0} time", number));
        assert_eq!(english, ["2nd time", "3rd time", "4th time", "11th time", "21st time", "112th time"]);
        assert_eq!(ordinal(Language::Zh, "第 {0} 次", 2), "第 2 次");
    }

    #[test]
    fn thousands_are_parted() {
        assert_eq!(count(7), "7");
        assert_eq!(count(1_482_116), "1,482,116");
        assert_eq!(count(-1000), "−1,000");
    }
}
