//! The questions under `tests/ask`, against what real brokers answered.
use super::run;
use broker::BrokerVersion;
use serde_json::Value;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("three folders below the root").to_owned()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(parse).collect()
}

fn check(case: &Value, version: BrokerVersion) -> usize {
    let (name, release, folder) = (case["case"].as_str().expect("a name"), version.release(), root().join("tests/ask"));
    let questions = folder.join(format!("{}.questions.jsonl", case["questions"].as_str().unwrap_or(name)));
    let store = root().join(case["store"].as_str().expect("a store").replace("{version}", release));
    let store = store.to_string_lossy();
    let mut words = vec!["--version", release, "--store", &store];
    for setting in case["conf"].as_array().expect("settings") {
        words.extend(["--conf", setting.as_str().expect("a setting")]);
    }
    let mut printed = Vec::new();
    let asked = read_to_string(&questions).unwrap_or_else(|error| panic!("{}: {error}", questions.display()));
    run(&words, asked.as_bytes(), &mut printed).expect("every line is a question");

    let printed = String::from_utf8(printed).expect("answers are text");
    let ours: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect();
    let recorded = lines(&folder.join(format!("{name}.{release}.jsonl")));
    assert_eq!(ours.len(), recorded.len(), "{name} on {release}: one answer a question");
    for (question, (ours, recorded)) in asked.lines().zip(ours.iter().zip(&recorded)) {
        assert_eq!(ours, recorded, "{name} on {release}, left is ours: {question}");
    }
    ours.len()
}

#[test]
fn ours_answers_as_the_real_brokers_did() {
    let cases = lines(&root().join("tests/ask/cases.jsonl"));
    let answers: usize = cases.iter().flat_map(|case| BrokerVersion::ALL.map(|version| check(case, version))).sum();
    assert!(answers > 1000, "only {answers} answers were compared");
}

#[test]
fn what_needs_a_client_is_refused_and_the_next_question_is_answered() {
    let store = root().join("tests/ask/limits.tar.gz");
    let words = ["--store", &store.to_string_lossy(), "--conf", "mappedFileSizeCommitLog=16384"];
    let mut printed = Vec::new();
    let questions = "{\"op\":\"push\",\"note\":1}\n\n{\"op\":\"range\",\"topic\":\"Empty\"}\n";
    run(&words, questions.as_bytes(), &mut printed).expect("every line is a question");
    let printed = String::from_utf8(printed).expect("answers are text");
    let answers: Vec<&str> = printed.lines().collect();
    assert!(answers[0].starts_with(r#"{"op":"push","note":1,"error":"#), "{}", answers[0]);
    assert_eq!(answers[1], r#"{"op":"range","min":0,"max":0,"earliestStoreTime":-1}"#);
}

#[test]
fn a_wrong_command_line_is_named() {
    let check = |words: &[&str], part: &str| {
        let problem = run(words, "".as_bytes(), Vec::new()).expect_err("refused");
        assert!(problem.contains(part), "{problem}");
    };
    check(&[], "usage");
    check(&["--version", "3.2"], "3.2 is not modelled");
    check(&["--store"], "--store");
    check(&["--store", "nowhere.tar.gz"], "nowhere.tar.gz");
    check(&["--conf", "mappedFileSizeCommitLog=many", "--store", "x"], "mappedFileSizeCommitLog");
}
