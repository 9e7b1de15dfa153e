//! Tells a difference so that it can be asked again by hand.
use super::case::Case;
use super::check::Difference;
use crate::say::say;
use broker::BrokerVersion;
use serde_json::{Value, json};
use std::path::Path;

/// Values longer than this are cut; they are in the folder.
const SHOWN: usize = 1_500;

/// The whole story.
pub(super) fn tell(version: BrokerVersion, seed: u64, number: usize, case: &Case, found: &Difference, place: &Path) {
    let release = version.release();
    say(format!("\ncase {number} of --seed {seed} differs on {release}, where {}. Made smaller:", found.step));
    say(json!(case));
    say(format!("real: {}\nours: {}", cut(&found.real), cut(&found.ours)));
    let store = place.join(found.folder);
    say(format!("The folder is kept. Ask it again: cargo xtask real-broker --version {release} <<'END'"));
    say(json!({ "op": "open", "store": store }));
    if found.question["op"] != "open" {
        say(&found.question);
    }
    say("{\"op\":\"halt\"}\nEND\n");
}

/// The difference alone.
pub(super) fn brief(version: BrokerVersion, number: usize, found: &Difference) {
    let (release, step, question) = (version.release(), found.step, cut(&found.question));
    say(format!("conformance: case {number} differs on {release} where {step}: {question}"));
    say(format!("  real: {}\n  ours: {}", cut(&found.real), cut(&found.ours)));
}

fn cut(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}
