//! Any bytes as any file of a store folder, opened by each version, asked, written to, saved and opened again.
//!
//! An input is a version, a seed for the questions, and files: path, modification time, bytes, and a number of zeros
//! behind them, so that a log file of a gibibyte is a short input.
use crate::dice::Dice;
use crate::{memory::within, mutate as change};
use broker::{Broker, BrokerVersion, CleanAt, FileSizes, PullRequest, TagFilter};
use simulation::{Command, ConsumeFrom, Detail, Produce, Rewind, Simulation, Window};
use store::{
    FileBytes, Folder, FolderFile, IndexConfig, LogOffset, OpenOptions, QueueId, QueueOffset, SearchRule, Store,
    StoreTime, TopicName,
};

/// When the folder is opened.
const OPENED_AT: StoreTime = StoreTime(1_795_600_000_000);
/// Topics, and queues of a topic, that are asked.
const ASKED_MAX: usize = 12;

/// A folder to open, and how.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which of the versions, and which settings.
    pub kind: u8,
    /// For the questions.
    pub seed: u64,
    /// Its files.
    pub files: Vec<File>,
}

/// One file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path.
    pub path: String,
    /// When it was last written to.
    pub modified_ms: i64,
    /// Its bytes …
    pub bytes: Vec<u8>,
    /// … and the zeros behind them.
    pub zeros: u32,
}

impl Input {
    /// Reads an input; whatever is there makes one.
    pub fn decode(mut data: &[u8]) -> Self {
        let [kind] = take(&mut data);
        let seed = u64::from_be_bytes(take(&mut data));
        let mut files = Vec::new();
        while !data.is_empty() {
            let [len] = take(&mut data);
            let path = String::from_utf8_lossy(part(&mut data, usize::from(len))).into_owned();
            let modified_ms = i64::from_be_bytes(take(&mut data));
            let zeros = u32::from_be_bytes(take(&mut data));
            let len = u16::from_be_bytes(take(&mut data));
            files.push(File { path, modified_ms, bytes: part(&mut data, usize::from(len)).to_vec(), zeros });
        }
        Self { kind, seed, files }
    }

    /// The bytes of this input.
    pub fn encode(&self) -> Vec<u8> {
        let mut data = vec![self.kind];
        data.extend(self.seed.to_be_bytes());
        for file in &self.files {
            let (path, bytes) = (file.path.as_bytes(), &file.bytes[..file.bytes.len().min(usize::from(u16::MAX))]);
            let path = &path[..path.len().min(255)];
            data.push(path.len() as u8);
            data.extend(path);
            data.extend(file.modified_ms.to_be_bytes());
            data.extend(file.zeros.to_be_bytes());
            data.extend((bytes.len() as u16).to_be_bytes());
            data.extend(bytes);
        }
        data
    }

    /// The folder; files whose path can't be one are left out.
    pub fn folder(&self) -> Folder {
        let mut folder = Folder::new();
        for file in &self.files {
            let len = file.bytes.len() as u64 + u64::from(file.zeros);
            let bytes = FileBytes::padded(&file.bytes, len);
            folder.insert(&file.path, FolderFile { bytes, modified_ms: file.modified_ms }).ok();
        }
        folder
    }
}

fn part<'a>(data: &mut &'a [u8], len: usize) -> &'a [u8] {
    let (part, rest) = data.split_at(len.min(data.len()));
    *data = rest;
    part
}

fn take<const N: usize>(data: &mut &[u8]) -> [u8; N] {
    let found = part(data, N);
    let mut bytes = [0; N];
    bytes[..found.len()].copy_from_slice(found);
    bytes
}

/// Opens, asks, writes, saves, opens again.
pub fn run(data: &[u8]) {
    let input = Input::decode(data);
    let folder = input.folder();
    let version = BrokerVersion::ALL[usize::from(input.kind % 4)];
    let most = folder.memory_max();
    within(most, "opening and asking a folder", || {
        let mut dice = Dice::new(input.seed);
        match input.kind / 4 % 3 {
            0 => as_store(&folder, &mut dice),
            1 => as_broker(&folder, version, &mut dice),
            _ => as_simulation(&folder, version, &mut dice),
        }
    });
}

fn options(dice: &mut Dice) -> OpenOptions {
    let mut options = OpenOptions { recheck_log: !dice.once_in(4), ..OpenOptions::default() };
    options.config.index = (!dice.once_in(8)).then_some(IndexConfig { slots: 64, entries: 256, tags: true });
    options.commit_log_file_size = dice.once_in(4).then_some(16_384);
    options.consume_queue_file_size = dice.once_in(4).then_some(400);
    options
}

/// A time that is stored, or near, or far off.
fn time(store: &Store, topic: &TopicName, queue: QueueId, dice: &mut Dice) -> StoreTime {
    let known = store.queue(topic, queue).filter(|queue| !queue.is_empty()).and_then(|queue| {
        let held = usize::try_from(queue.max().since(queue.min())).unwrap_or(0);
        queue.store_time(queue.min().plus(dice.roll(held) as i64))
    });
    let known = known.unwrap_or(StoreTime(1_704_067_201_000));
    let around = known.plus_ms(dice.roll(5) as i64 - 2);
    dice.one(&[around, around, around, StoreTime(i64::MIN), StoreTime(-1), StoreTime(0), StoreTime(i64::MAX)])
}

fn as_store(folder: &Folder, dice: &mut Dice) {
    let Ok((mut store, report)) = Store::open(folder, &options(dice)) else { return };
    report.remarks.iter().for_each(|remark| assert!(!remark.to_string().is_empty()));
    ask_store(&store, dice);
    for at in [LogOffset(0), LogOffset(i64::MIN), LogOffset(i64::MAX), store.max_log_offset().plus(-1)] {
        store.record(at).ok();
    }
    store.records(store.min_log_offset()).take(1_000).for_each(|record| _ = record.fields());
    store.dispatch();
    let Ok(saved) = store.save() else { return };
    let again = OpenOptions { config: store.config().clone(), ..OpenOptions::default() };
    Store::open(&saved, &again).expect("what was saved opens");
    store.with_file_sizes(1 << 20, 6_000_000).ok();
}

fn ask_store(store: &Store, dice: &mut Dice) {
    for topic in store.topics().take(ASKED_MAX) {
        for (id, queue) in store.queues(topic).take(ASKED_MAX) {
            for _ in 0..6 {
                let time = time(store, topic, id, dice);
                let rule = dice.one(&SearchRule::ALL);
                let probes = store.probes(topic, id, rule, time);
                assert_eq!(store.search(topic, id, rule, time), probes.answer, "{topic} {id} {rule:?} {time}");
                queue.next_after(time);
                queue.previous_before(time);
                queue.count_between(StoreTime(0), time);
                queue.density(StoreTime(i64::MIN), time, 4);
                queue.offset_range_in(StoreTime(-5), time);
            }
            let edges = [i64::MIN, -1, queue.min().0, queue.max().0 - 1, queue.max().0, i64::MAX];
            for offset in edges.map(QueueOffset) {
                store.message(topic, id, offset).map(|record| record.fields()).ok();
            }
        }
        store.messages_by_key(topic, "m1", (StoreTime(i64::MIN), StoreTime(i64::MAX)), 50);
    }
}

fn as_broker(folder: &Folder, version: BrokerVersion, dice: &mut Dice) {
    let Ok((mut broker, opened)) = Broker::open_with(folder, version, &options(dice)) else { return };
    opened.config.iter().for_each(|remark| assert!(!remark.to_string().is_empty()));
    let topics: Vec<_> = broker.topics().iter().map(|(topic, config)| (topic.clone(), config.queues)).collect();
    for (topic, queues) in topics.iter().take(ASKED_MAX) {
        let queue = QueueId(dice.roll(usize::try_from(*queues).unwrap_or(0) + 1) as i32);
        broker.search_offset(topic, queue, time(broker.store(), topic, queue, dice), None);
        let offset = QueueOffset(dice.one(&[0, 1, 5, -1, i64::MAX]));
        let filter = TagFilter::new(dice.one(&["*", "A", "A || B"]));
        broker.pull(PullRequest { topic, queue, offset, max: 32, filter: &filter }).ok();
    }
    broker.waiting().take(1_000).count();
    broker.next_due();
    broker.deliver_due(dice.one(&[StoreTime(0), OPENED_AT, StoreTime(i64::MAX)]));
    broker.dispatch();
    let at = CleanAt { now: OPENED_AT, hour: 4, disk_used_percent: dice.one(&[0, 80, 90]), asked: dice.once_in(4) };
    broker.clean(at);
    let sizes = if dice.once_in(8) { FileSizes::Default } else { FileSizes::AsTheyAre };
    let Ok(saved) = broker.save(sizes) else { return };
    let mut options = options(dice);
    options.commit_log_file_size = None;
    options.consume_queue_file_size = None;
    Broker::open_with(&saved, version, &options).expect("what was saved opens");
}

fn as_simulation(folder: &Folder, version: BrokerVersion, dice: &mut Dice) {
    let Ok((mut simulation, _)) = Simulation::open_store(folder, version, OPENED_AT) else { return };
    let snapshot = simulation.snapshot();
    let groups: Vec<_> =
        snapshot.groups.iter().map(|group| (group.group.clone(), group.settings.topic.clone())).collect();
    for (group, topic) in groups.iter().take(ASKED_MAX) {
        let time = time(simulation.broker().store(), topic, QueueId(0), dice);
        let rewind = Rewind { group: group.clone(), topic: topic.clone(), time, force: dice.once_in(2) };
        simulation.preview_rewind(&rewind);
        simulation.preview_first_start(group, topic, &ConsumeFrom::Timestamp { time: None });
        let window = Window { from: time.plus_ms(-10), to: time.plus_ms(10) };
        simulation.timeline(topic, Some(group), window, Detail { marks_max: 20, buckets: 10 });
        simulation.overview(topic, window, 10);
        simulation.message(topic, QueueId(0), QueueOffset(0), Some(group));
        simulation.probes(topic, QueueId(0), time);
        for command in [
            Command::StartConsumer { group: group.clone() },
            Command::Advance { by_ms: 6_000 },
            Command::Rewind(rewind),
            Command::AdvanceToNext,
            Command::Produce(Produce {
                topic: topic.clone(),
                queue: None,
                tag: "A".to_owned(),
                keys: "k".to_owned(),
                body: "after".to_owned(),
                delay_level: dice.roll(20) as i32,
            }),
            Command::Advance { by_ms: 12_000 },
        ] {
            simulation.apply(&command).ok();
        }
        simulation.feed(group, 50);
    }
    simulation.snapshot();
}

/// Changes files, their names, their times or their number.
pub fn mutate(data: &[u8], dice: &mut Dice) -> Vec<u8> {
    if dice.once_in(20) {
        let mut data = data.to_vec();
        change::bytes(&mut data, dice);
        return data;
    }
    let mut input = Input::decode(data);
    if dice.once_in(3) {
        input.kind = dice.roll(12) as u8;
    }
    if dice.once_in(3) {
        input.seed = dice.number();
    }
    for _ in 0..=dice.roll(2) {
        if !input.files.is_empty() {
            mutate_file(&mut input.files, dice);
        }
    }
    input.encode()
}

fn mutate_file(files: &mut Vec<File>, dice: &mut Dice) {
    let at = dice.roll(files.len());
    let other = dice.roll(files.len());
    let file = &mut files[at];
    match dice.roll(16) {
        0 => _ = files.remove(at),
        1 => files[at].bytes = files[other].bytes.clone(),
        2 => {
            let mut copy = file.clone();
            copy.path = renamed(&copy.path, dice);
            files.push(copy);
        }
        3 => file.path = renamed(&file.path, dice),
        4 => file.modified_ms = dice.one(&[0, -1, i64::MIN, i64::MAX, 1_704_067_201_000]),
        5 => file.zeros = dice.one(&[0, 1, 4_096, 1 << 30, u32::MAX, file.zeros.wrapping_add(1)]),
        6 => {
            // The same length in all.
            let len = file.bytes.len();
            change::bytes(&mut file.bytes, dice);
            file.bytes.resize(len, 0);
        }
        7..=11 => hurt_number(&mut file.bytes, dice),
        _ => {
            let len = (file.bytes.len() + usize::try_from(file.zeros).unwrap_or(0)) as u64;
            change::bytes(&mut file.bytes, dice);
            let zeros = len.saturating_sub(file.bytes.len() as u64);
            file.zeros = u32::try_from(zeros).unwrap_or(u32::MAX);
        }
    }
}

/// Puts a number that hurts over four or eight bytes: sizes, places, times and queues all are such numbers.
fn hurt_number(bytes: &mut [u8], dice: &mut Dice) {
    let at = dice.roll(bytes.len()) & !usize::from(dice.once_in(2));
    let number =
        dice.one(&[0, 1, 2, -1, 255, 20, 91, 299_999, i64::from(i32::MAX), i64::from(i32::MIN), i64::MAX, i64::MIN]);
    let number = number.to_be_bytes();
    let number = if dice.once_in(2) { &number[..] } else { &number[4..] };
    let end = (at + number.len()).min(bytes.len());
    bytes[at..end].copy_from_slice(&number[..end - at]);
}

fn renamed(path: &str, dice: &mut Dice) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let number = dice.one(&["0", "1", "-1", "255", "256", "2147483647", "4294967296", "x", "%RETRY%g", ".DS_Store"]);
    let start = dice.one(&[0, 20, 400, 16_384, 32_768, 6_000_000, 1 << 30, i64::MAX - 399, i64::MAX - 16_383]);
    match dice.roll(5) {
        0 => format!("{folder}/{start:020}"),
        1 => format!("{path}{number}"),
        2 => path.replace("/0/", &format!("/{number}/")),
        3 => format!("{number}/{path}"),
        _ => dice
            .one(&["abort", "checkpoint", "config/topics.json", "config/delayOffset.json", "timerwheel", name])
            .to_owned(),
    }
}
