//! Bytes from outside may lie. Whatever a folder or an archive holds, opening it and asking it never panics.
mod common;

use common::recorded::{folder, path};
use store::{
    Folder, FolderFile, IndexConfig, LogOffset, OpenError, OpenOptions, OpenReport, Properties, QueueOffset, Remark,
    SearchRule, Store, StoreTime, read_tar, read_tar_gz, read_zip, write_zip,
};

/// A small generator of numbers: the same mutations at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).expect("a small number")
    }
}

/// Changes a few bytes: most of them where something is written, and often to the values that hurt.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(4) {
        let used = bytes.iter().rposition(|&byte| byte != 0).map_or(1, |last| last + 1);
        let at = if dice.roll(8) == 0 { dice.roll(bytes.len()) } else { dice.roll(used) };
        match dice.roll(6) {
            0 => bytes.truncate(at),
            1 | 2 => {
                let value = [0, 1, -1, i32::MAX, i32::MIN, 91, 16_384][dice.roll(7)];
                let at = at & !3;
                if let Some(four) = bytes.get_mut(at..at + 4) {
                    four.copy_from_slice(&value.to_be_bytes());
                }
            }
            _ => {
                let value = dice.roll(256) as u8;
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = value;
                }
            }
        }
    }
}

/// Every byte of a file, zeros and all.
fn whole(file: &FolderFile) -> Vec<u8> {
    let mut bytes = file.bytes.used().to_vec();
    bytes.resize(usize::try_from(file.bytes.len()).expect("a small file"), 0);
    bytes
}

/// A copy of the folder with damage to its files, their names or their number.
fn damaged(folder: &Folder, dice: &mut Dice) -> Folder {
    let mut copy = Folder::new();
    let of_interest =
        |path: &str| ["commitlog", "consumequeue", "index", "checkpoint"].iter().any(|part| path.starts_with(part));
    for (path, file) in folder.iter().filter(|(path, _)| of_interest(path) || *path == "abort") {
        let mut bytes = whole(file);
        let mut path = path.to_owned();
        if dice.roll(3) == 0 {
            damage(&mut bytes, dice);
            bytes.resize(if dice.roll(10) == 0 { bytes.len() } else { whole(file).len() }, 0);
        }
        match dice.roll(60) {
            0 => continue,
            1 => path.push('0'),
            2 => path = path.replace("0000000", "9223372"),
            3 => path = path.replace("/0/", "/-1/"),
            _ => {}
        }
        // Renaming may hit a path that is there already; the first one stays.
        copy.insert(&path, FolderFile { bytes: bytes.into(), modified_ms: file.modified_ms }).ok();
    }
    copy
}

/// Asks an opened store everything, and writes to it.
fn ask_everything(mut store: Store, dice: &mut Dice) {
    assert!(store.records(LogOffset(0)).count() <= 10_000);
    let none = Properties::new();
    let topics: Vec<_> = store.topics().cloned().collect();
    for topic in &topics {
        let queues: Vec<_> = store.queues(topic).map(|(id, queue)| (id, queue.clone())).collect();
        for (id, queue) in queues {
            let times = [i64::MIN, -1, 0, 1_704_067_201_000, i64::MAX];
            for time in times.map(StoreTime) {
                for rule in SearchRule::ALL {
                    let probes = store.probes(topic, id, rule, time);
                    assert_eq!(store.search(topic, id, rule, time), probes.answer, "{topic} {id} {rule:?} {time}");
                }
                queue.next_after(time);
                queue.previous_before(time);
                queue.count_between(StoreTime(0), time);
                queue.density(StoreTime(i64::MIN), time, 4);
                queue.offset_range_in(StoreTime(-5), time);
            }
            let edges = [i64::MIN, -1, queue.min().0, queue.max().0, i64::MAX].into_iter();
            for offset in edges.chain(queue.min().0..queue.min().0.saturating_add(200)) {
                if let Ok(record) = store.message(topic, id, QueueOffset(offset)) {
                    record.fields();
                }
            }
            store.messages_by_key(topic, "m1", (StoreTime(i64::MIN), StoreTime(i64::MAX)), 50);
            store.append(common::sent(topic, id.0, "after", &none), StoreTime(dice.roll(9) as i64)).ok();
        }
    }
    store.record(LogOffset(i64::MIN)).expect_err("nothing is there");
    store.record(LogOffset(i64::MAX)).expect_err("nothing is there");
    store.dispatch();
    let saved = store.save().expect("its paths came from a folder");
    let options = OpenOptions { config: store.config().clone(), ..OpenOptions::default() };
    Store::open(&saved, &options).expect("what was saved opens");
    store.with_file_sizes(1 << 20, 6_000_000).ok();
}

#[test]
fn damaged_folders_open_or_are_refused() {
    let mut dice = Dice(0x5EED);
    let (mut opened, mut remarked) = (0, 0);
    for name in ["simple-4.9.7", "trimmed-5.1.4", "crash-5.5.0", "skew-5.3.3", "mixed-5.3.3"] {
        let good = folder(name);
        for round in 0..300 {
            let mut options = OpenOptions { recheck_log: round % 5 != 0, ..OpenOptions::default() };
            options.config.index = Some(IndexConfig { slots: 64, entries: 256, tags: round % 2 == 0 });
            options.commit_log_file_size = (round % 3 == 0).then_some(16_384);
            options.consume_queue_file_size = (round % 3 == 0).then_some(400);
            if let Ok((store, report)) = Store::open(&damaged(&good, &mut dice), &options) {
                opened += 1;
                remarked += usize::from(!report.remarks.is_empty());
                report.remarks.iter().for_each(|remark| assert!(!remark.to_string().is_empty()));
                ask_everything(store, &mut dice);
            }
        }
    }
    assert!(opened > 300 && remarked > 100, "the damage is neither too great nor too small: {opened}, {remarked}");
}

#[test]
fn damaged_archives_open_or_are_refused() {
    let mut dice = Dice(0xA2C);
    let packed = std::fs::read(path("stores/simple-4.9.7.tar.gz")).expect("the archive is there");
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut plain).expect("it is whole");
    let zip = write_zip(&folder("simple-4.9.7"));
    for _ in 0..400 {
        for (bytes, read) in [(&packed, read_tar_gz as fn(&[u8]) -> _), (&plain, read_tar), (&zip, read_zip)] {
            let mut bytes = bytes.clone();
            damage(&mut bytes, &mut dice);
            if let Ok(folder) = read(&bytes) {
                Store::open(&folder, &OpenOptions::default()).ok();
            }
        }
    }
}

/// The folder `simple-4.9.7` with the bytes at `at` of its log changed.
fn changed(at: usize, bytes: &[u8]) -> Result<(Store, Vec<Remark>), OpenError> {
    damaged_at(at, bytes).map(|(store, report)| (store, report.remarks))
}

fn damaged_at(at: usize, bytes: &[u8]) -> Result<(Store, OpenReport), OpenError> {
    let mut copy = Folder::new();
    for (path, file) in folder("simple-4.9.7").iter() {
        let mut content = whole(file);
        if path.starts_with("commitlog") {
            content[at..at + bytes.len()].copy_from_slice(bytes);
        }
        copy.insert(path, FolderFile { bytes: content.into(), modified_ms: 0 }).expect("a good path");
    }
    Store::open(&copy, &OpenOptions::default())
}

#[test]
fn damage_is_named_with_file_and_byte() {
    // The second record starts at 236; its body at 236 + 88.
    for (at, bytes, expect) in [
        (
            236 + 4,
            &[1, 2, 3, 4][..],
            "commitlog/00000000000000000000, byte 236: expected a message (magic DAA320A7), found 01020304",
        ),
        (236 + 90, b"#", "byte 236: the checksum of the body is"),
        (236, &[0x7F, 0xFF, 0xFF, 0xFF], "byte 236: the record needs 2147483647 bytes, 16148 are left"),
        (236 + 84, &[0, 0, 0, 99], "byte 236: the record says it has 216 bytes, its parts have"),
        (236 + 28, &[0, 0, 0, 0, 0, 0, 0, 7], "byte 236: the record says it lies at 7, it lies at 236"),
    ] {
        let (store, remarks) = changed(at, bytes).expect("what is before the damage opens");
        let remarks: Vec<String> = remarks.iter().map(Remark::to_string).collect();
        assert!(remarks[0].contains(expect), "{remarks:?}");
        assert!(remarks[1].contains("the last 5 entries point behind the end"), "{remarks:?}");
        assert_eq!(store.max_log_offset(), LogOffset(236));
    }
}

#[test]
fn a_store_without_a_good_message_says_so() {
    let (_, report) = damaged_at(0, &[1, 2, 3, 4, 5]).expect("it opens");
    assert!(report.nothing_left(), "{report:?}");
    let open = |folder: &Folder| Store::open(folder, &OpenOptions::default()).expect("it opens").1;
    assert!(!open(&folder("simple-4.9.7")).nothing_left());
    let mut empty = Folder::new();
    let zeros = FolderFile { bytes: store::FileBytes::padded(&[], 16_384), modified_ms: 0 };
    empty.insert("commitlog/00000000000000000000", zeros).expect("a path");
    assert!(!open(&empty).nothing_left(), "a broker without messages is no damage");
}

#[test]
fn folders_that_are_no_store_are_refused_with_a_hint() {
    let open = |paths: &[(&str, usize)]| {
        let mut folder = Folder::new();
        for (path, size) in paths {
            let file = FolderFile { bytes: vec![0; *size].into(), modified_ms: 0 };
            folder.insert(path, file).expect("a good path");
        }
        Store::open(&folder, &OpenOptions::default()).map(|_| ()).map_err(|error| error.to_string())
    };
    let log = |start: usize| format!("commitlog/{start:020}");
    for (paths, expect) in [
        (vec![], "storePathRootDir"),
        (vec![("commitlog/readme.txt", 100)], "a name of 20 digits"),
        (vec![(log(0).as_str(), 100), (log(100).as_str(), 99)], "expected 100 bytes, found 99"),
        (vec![(log(0).as_str(), 100), (log(200).as_str(), 100)], "expected the file 00000000000000000100 before it"),
        (vec![(log(0).as_str(), 8)], "8 bytes can't be the size"),
        (vec![(log(0).as_str(), 100), ("consumequeue/T/x/0", 20)], "consumequeue/TOPIC/QUEUE/FILE"),
    ] {
        let error = open(&paths).expect_err(expect);
        assert!(error.contains(expect), "{error}");
    }
    assert_eq!(open(&[(log(0).as_str(), 100), ("commitlog/.DS_Store", 7)]), Ok(()));
}
