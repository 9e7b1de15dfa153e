//! Every search by time that a real broker answered, asked again.
mod common;

use common::recorded::{VERSIONS, folders, lines, number, open, options, place, rule, text};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Folder, FolderFile, Store, StoreTime};

/// The time that a careless copy gave to all files.
const LATE_MS: i64 = 1_704_067_200_000 + 400 * 86_400_000;

/// The same files, all modified at one later time.
fn late(folder: &Folder) -> Folder {
    let mut late = Folder::new();
    for (path, file) in folder.iter() {
        late.insert(path, FolderFile { modified_ms: LATE_MS, ..file.clone() }).expect("the paths were good");
    }
    late
}

fn check_line(store: &Store, line: &Value) -> usize {
    let (topic, queue) = place(line);
    let range = store.queue(&topic, queue).map_or((0, 0), |queue| (queue.min().0, queue.max().0));
    assert_eq!(range, (number(line, "min"), number(line, "max")), "range of {} in {}", line["store"], line["broker"]);
    let rule = rule(text(line, "broker"), line["boundary"].as_str());
    let (times, offsets) = (line["times"].as_array().expect("times"), line["offsets"].as_array().expect("offsets"));
    for (time, expect) in times.iter().zip(offsets) {
        let time = StoreTime(time.as_i64().expect("a time"));
        let ours = store.search(&topic, queue, rule, time);
        let context =
            format!("{} in {} ({}): {topic} {queue} {rule:?} at {time}", line["store"], line["broker"], line["mtimes"]);
        assert_eq!(Some(ours.0), expect.as_i64(), "{context}");
        let probes = store.probes(&topic, queue, rule, time);
        assert_eq!(probes.answer, ours, "{context}: the probes");
        assert_eq!(probes.left_out, 0);
    }
    times.len()
}

#[test]
fn every_recorded_search_is_answered_the_same() {
    let folders = folders();
    let mut stores = BTreeMap::new();
    for (name, folder) in &folders {
        for version in VERSIONS {
            stores.insert((name.as_str(), version, "natural"), open(folder, &options(version)).0);
            stores.insert((name.as_str(), version, "late"), open(&late(folder), &options(version)).0);
        }
    }
    let lines = lines("search.jsonl");
    let mut answers = 0;
    for line in &lines {
        let key = (text(line, "store"), text(line, "broker"), text(line, "mtimes"));
        answers += check_line(&stores[&key], line);
    }
    assert!(answers > 36_000, "the recording is there: {} lines, {answers} answers", lines.len());
}
