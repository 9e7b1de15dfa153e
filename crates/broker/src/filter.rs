//! Tag expressions: `*`, `TagA`, `TagA || TagB`.
use std::collections::BTreeSet;

/// What a group subscribes to (`SubscriptionData`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagFilter {
    /// Every message.
    Every,
    /// Messages with one of these tags. There may be none, which lets nothing through.
    Some {
        /// The tags.
        tags: BTreeSet<String>,
        /// Their codes.
        codes: BTreeSet<i64>,
    },
}

impl TagFilter {
    /// Reads an expression; only `*` alone and the empty one mean every tag. One that can't be read lets nothing
    /// through.
    pub fn new(expression: &str) -> Self {
        Self::parse(expression).unwrap_or_else(|| Self::Some { tags: BTreeSet::new(), codes: BTreeSet::new() })
    }

    /// As [`new`](Self::new); `None` is where a client says "parse subscription error" (`FilterAPI.buildSubscriptionData`):
    /// nothing but separators.
    pub fn parse(expression: &str) -> Option<Self> {
        if expression.is_empty() || expression == "*" {
            return Some(Self::Every);
        }
        Self::tags(expression)
    }

    #[inline(never)]
    fn tags(expression: &str) -> Option<Self> {
        if expression.split("||").all(str::is_empty) {
            return None;
        }
        let parts = expression.split("||").map(str::trim).filter(|tag| !tag.is_empty());
        let tags: BTreeSet<String> = parts.map(str::to_owned).collect();
        let codes = tags.iter().map(|tag| store::tag_code(Some(tag))).collect();
        Some(Self::Some { tags, codes })
    }

    /// The broker's look, at the queue entry alone: two tags of one hash pass alike.
    pub fn passes_entry(&self, tag_code: i64) -> bool {
        match self {
            Self::Every => true,
            Self::Some { codes, .. } => codes.contains(&tag_code),
        }
    }

    /// The client's look, at the tag itself.
    pub fn passes(&self, tag: Option<&str>) -> bool {
        match self {
            Self::Every => true,
            Self::Some { tags, .. } => tag.is_some_and(|tag| tags.contains(tag)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TagFilter;

    fn check(expression: &str, tag: Option<&str>, expect: bool) {
        assert_eq!(TagFilter::new(expression).passes(tag), expect, "{expression} for {tag:?}");
    }

    #[test]
    fn a_star_passes_everything_and_names_pass_themselves() {
        check("*", None, true);
        check("", Some("A"), true);
        check("A || B", Some("B"), true);
        check("A||B", Some("C"), false);
        check("A", None, false);
    }

    #[test]
    fn a_star_among_others_is_a_tag_like_any_other() {
        check(" *", Some("A"), false);
        check("* || A", None, false);
        check("* || A", Some("*"), true);
    }

    #[test]
    fn separators_alone_cannot_be_read_and_blanks_between_them_mean_no_tag() {
        assert_eq!(TagFilter::parse("||"), None);
        check("||", Some("A"), false);
        assert!(TagFilter::parse(" || ").is_some());
        check(" || ", Some("A"), false);
    }

    #[test]
    fn the_broker_cannot_tell_two_tags_of_one_hash_apart_and_the_client_can() {
        let filter = TagFilter::new("Aa");
        assert!(filter.passes_entry(store::tag_code(Some("BB"))));
        assert!(!filter.passes(Some("BB")));
    }
}
