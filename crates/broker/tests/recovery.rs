//! What a broker finds when it starts on a damaged folder. The numbers are what 4.9.7, 5.1.4, 5.3.3 and 5.5.0 answered on
//! these folders.
use broker::{Broker, BrokerConfig, BrokerVersion, FileSizes, Message};
use store::{
    BornTime, FileBytes, Folder, FolderFile, Properties, QueueId, QueueOffset, Record, StoreConfig, StoreTime,
    TopicName,
};

const START_MS: i64 = 1_704_067_200_000;
const LATER: StoreTime = StoreTime(1_795_600_000_000);

/// A broker that stopped properly: 130 messages, a second apart, the first five in topic Early, the rest in Late. Log
/// files hold about fifteen of them, queue files twenty.
fn folder(version: BrokerVersion) -> Folder {
    let sizes = StoreConfig { commit_log_file_size: 4_096, consume_queue_file_size: 400, ..StoreConfig::default() };
    let config = BrokerConfig { cluster: "labCluster".to_owned(), ..BrokerConfig::default() };
    let mut broker = Broker::new(version, config, sizes);
    let topics = ["Early", "Late"].map(TopicName::from);
    topics.iter().for_each(|topic| _ = broker.create_topic(topic, 1).expect("a good name"));
    for n in 0..130 {
        let body = format!("{n:0100}");
        let message = Message {
            topic: &topics[usize::from(n >= 5)],
            queue: QueueId(0),
            born_time: BornTime(5),
            born_host: "127.0.0.1:5000".parse().expect("an address"),
            body: body.as_bytes(),
            properties: Properties::new().with(Properties::UNIQ_KEY, &format!("7F000001000000000000000000000{n:03}")),
        };
        broker.append(message, StoreTime(START_MS + n * 1_000)).expect("it fits");
    }
    broker.dispatch();
    broker.save(FileSizes::AsTheyAre).expect("it can be saved")
}

/// A file of the folder with other bytes; `None` takes it away.
fn with(folder: &Folder, path: &str, change: impl Fn(&mut Vec<u8>) -> Option<()>) -> Folder {
    let mut changed = Folder::new();
    for (other, file) in folder.iter() {
        let mut file = file.clone();
        if other == path {
            let mut bytes = file.bytes.used().to_vec();
            bytes.resize(usize::try_from(file.bytes.len()).expect("small"), 0);
            let Some(()) = change(&mut bytes) else { continue };
            file.bytes = FileBytes::from(bytes);
        }
        changed.insert(other, file).expect("a path");
    }
    changed
}

fn abort(mut folder: Folder) -> Folder {
    folder.insert("abort", FolderFile { bytes: FileBytes::default(), modified_ms: 0 }).expect("a path");
    folder
}

/// The name of a log file, counted from the first one or, when negative, from behind the last one.
fn log_file(folder: &Folder, nth: isize) -> String {
    let names: Vec<&str> = folder.under("commitlog").map(|(name, _)| name).collect();
    let index = usize::try_from(nth).unwrap_or_else(|_| names.len() - nth.unsigned_abs());
    format!("commitlog/{}", names[index])
}

/// Where the records of a log file begin and end.
fn records(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut all: Vec<std::ops::Range<usize>> = Vec::new();
    while let Ok(record) = Record::decode(&bytes[all.last().map_or(0, |last| last.end)..]) {
        let start = all.last().map_or(0, |last| last.end);
        all.push(start..start + record.bytes().len());
    }
    all
}

/// A byte of the fourth record's body in that file is another one.
fn wrong_checksum(folder: &Folder, nth: isize) -> Folder {
    with(folder, &log_file(folder, nth), |bytes| {
        let record = records(bytes)[3].clone();
        bytes[record.start + 90] = b'Z';
        Some(())
    })
}

/// The fourth record of the first file does not begin as a record.
fn wrong_magic(folder: &Folder) -> Folder {
    with(folder, &log_file(folder, 0), |bytes| {
        let record = records(bytes)[3].clone();
        bytes[record.start + 4..record.start + 8].copy_from_slice(b"ABCD");
        Some(())
    })
}

/// Only half of the last record was written.
fn torn(folder: &Folder) -> Folder {
    with(folder, &log_file(folder, -1), |bytes| {
        let record = records(bytes).pop().expect("it holds records");
        bytes[record.start + record.len() / 2..].fill(0);
        Some(())
    })
}

/// The last queue file is missing, and half of the one before it.
fn short_queue(folder: &Folder) -> Folder {
    let file = |nth: i64| format!("consumequeue/Late/0/{:020}", nth * 400);
    let cut = with(folder, &file(6), |_| None);
    with(&cut, &file(5), |bytes| {
        bytes[200..].fill(0);
        Some(())
    })
}

fn no_queues(folder: &Folder) -> Folder {
    let paths: Vec<String> = folder.under("consumequeue").map(|(path, _)| format!("consumequeue/{path}")).collect();
    paths.iter().fold(folder.clone(), |folder, path| with(&folder, path, |_| None))
}

/// `expect`: for each version the end of Early, the end of Late, and how many messages of Late can be read.
fn check(what: &str, damage: impl Fn(&Folder) -> Folder, expect: [(i64, i64, usize); 4]) {
    for (version, expect) in BrokerVersion::ALL.into_iter().zip(expect) {
        let (broker, _) = Broker::open(&damage(&folder(version)), version, LATER).expect("it opens");
        let end =
            |topic: &str| broker.store().queue(&TopicName::from(topic), QueueId(0)).map_or(0, |queue| queue.max().0);
        let late = TopicName::from("Late");
        let readable = |at: &i64| broker.store().message(&late, QueueId(0), QueueOffset(*at)).is_ok();
        let found = (end("Early"), end("Late"), (0..end("Late")).filter(readable).count());
        assert_eq!(found, expect, "{what}, {version}");
    }
}

const ALL: [(i64, i64, usize); 4] = [(5, 125, 125); 4];

#[test]
fn damage_in_old_files_is_not_looked_for() {
    check("nothing", Folder::clone, ALL);
    check("a crash", |folder| abort(folder.clone()), ALL);
    check("a checksum in the first file", |folder| wrong_checksum(folder, 0), ALL);
    check("the same and a crash", |folder| abort(wrong_checksum(folder, 0)), ALL);
    check("a magic in the first file", wrong_magic, ALL);
    check("the same and a crash", |folder| abort(wrong_magic(folder)), ALL);
}

#[test]
fn how_far_back_it_looks_differs() {
    // 4.9 and 5.1 read three files, later versions the last one that the queues reach into. After a crash the checkpoint
    // decides; the last file of 4.9 holds too few messages to be believed.
    let second_last = |folder: &Folder| wrong_checksum(folder, -2);
    check("a checksum in the last file but one", second_last, [(5, 110, 110), (5, 102, 102), ALL[2], ALL[3]]);
    check("the same and a crash", |folder| abort(second_last(folder)), [(5, 110, 110), ALL[1], ALL[2], ALL[3]]);
}

#[test]
fn a_torn_tail_is_cut() {
    check("torn", torn, [(5, 124, 124); 4]);
    check("torn in a crash", |folder| abort(torn(folder)), [(5, 124, 124); 4]);
}

#[test]
fn queues_that_lack_their_end_are_filled_by_some() {
    // 5.1 leaves them; 5.3 and later forget the first message that is missing.
    check("a short queue", short_queue, [(5, 125, 125), (5, 110, 110), (5, 124, 124), (5, 124, 124)]);
    // After a crash the queues get what the log files hold that are read again; what is before is lost to them.
    let lost_two = (5, 123, 123);
    check("the same and a crash", |folder| abort(short_queue(folder)), [ALL[0], lost_two, lost_two, lost_two]);
    let rest = (0, 125, 13);
    check("no queues, and a crash", |folder| abort(no_queues(folder)), [(0, 125, 18), rest, rest, rest]);
}
