//! Tag expressions: `*`, `TagA`, `TagA || TagB`.
use std::collections::BTreeSet;

/// What a group subscribes to (`SubscriptionData`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagFilter {
    /// Empty means every tag.
    tags: BTreeSet<String>,
    codes: BTreeSet<i64>,
}

impl TagFilter {
    /// Reads an expression; `*` and the empty one mean every tag (`FilterAPI.buildSubscriptionData`).
    pub fn new(expression: &str) -> Self {
        let expression = expression.trim();
        if expression.is_empty() || expression == "*" {
            return Self::default();
        }
        let tags: BTreeSet<String> =
            expression.split("||").map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        let codes = tags.iter().map(|tag| store::tag_code(Some(tag))).collect();
        Self { tags, codes }
    }

    /// The broker's look, at the queue entry alone: two tags of one hash pass alike.
    pub fn passes_entry(&self, tag_code: i64) -> bool {
        self.tags.is_empty() || self.codes.contains(&tag_code)
    }

    /// The client's look, at the tag itself.
    pub fn passes(&self, tag: Option<&str>) -> bool {
        self.tags.is_empty() || tag.is_some_and(|tag| self.tags.contains(tag))
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
    fn the_broker_cannot_tell_two_tags_of_one_hash_apart_and_the_client_can() {
        let filter = TagFilter::new("Aa");
        assert!(filter.passes_entry(store::tag_code(Some("BB"))));
        assert!(!filter.passes(Some("BB")));
    }
}
