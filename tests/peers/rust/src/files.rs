//! Changing a store's times on the disk while nobody has it open.
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const START_MS: i64 = 1_704_067_200_000;
const SPREAD_MS: i64 = 3_600_000;
const BURST: i64 = 300;
const MAGIC: u32 = 0xDAA3_20A7;
/// Entries of a queue file of the default size.
const ENTRIES: i64 = 300_000;

/// The store time of a message: the same in every program that is measured.
pub fn time(shape: &str, number: i64, count: i64) -> i64 {
    START_MS + if shape == "spread" { SPREAD_MS * number / count } else { number / BURST }
}

/// An empty folder.
pub fn fresh(folder: &Path) -> PathBuf {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).expect("a folder can be made");
    folder.to_owned()
}

/// Gives each message of the log its time and takes all that was made of the log away, as after a crash.
pub fn set_times(folder: &Path, time: impl Fn(i64) -> i64) {
    for file in fs::read_dir(folder.join("commitlog")).expect("it has a log").flatten() {
        let mut log = fs::read(file.path()).expect("a log file can be read");
        let int = |log: &[u8], at: usize| u32::from_be_bytes(log[at..at + 4].try_into().expect("4 bytes"));
        let mut at = 0;
        while at + 64 <= log.len() && int(&log, at + 4) == MAGIC {
            let number = i64::from_be_bytes(log[at + 20..at + 28].try_into().expect("8 bytes"));
            log[at + 56..at + 64].copy_from_slice(&time(number).to_be_bytes());
            at += int(&log, at) as usize;
        }
        fs::write(file.path(), log).expect("a log file can be written");
    }
    for made in ["consumequeue", "index"] {
        let _ = fs::remove_dir_all(folder.join(made));
    }
    let _ = fs::remove_file(folder.join("checkpoint"));
    fs::write(folder.join("abort"), "").expect("a file can be made");
}

/// Gives each queue file the time of its last message, as if it had been written then.
pub fn set_queue_file_times(folder: &Path, count: i64, time: impl Fn(i64) -> i64) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("it has a queue").flatten().map(|file| file.path()).collect();
    files.sort();
    for (file, number) in files.iter().zip(1..) {
        let ms = time((number * ENTRIES).min(count) - 1);
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(ms.unsigned_abs());
        let changed = fs::File::options().write(true).open(file).and_then(|file| file.set_modified(at));
        changed.expect("the time of a file can be set");
    }
}
