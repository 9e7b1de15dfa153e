//! The pieces of work, each to be timed from outside.
use crate::allocated_bytes;
use crate::shape::{Shape, Times};
use std::net::{Ipv4Addr, SocketAddrV4};
use store::{
    BornTime, Folder, NewRecord, OpenOptions, Properties, QueueId, SearchRule, Store, StoreConfig, StoreTime, TopicName,
};

const TOPIC: &str = "Bench";
const HOST: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911);
const BODY_BYTES: usize = 200;

/// What the work leaves behind for the next piece.
#[derive(Default)]
pub struct Work {
    store: Option<Store>,
    folder: Option<Folder>,
    span: (StoreTime, StoreTime),
}

impl Work {
    /// Appends messages with bodies of 200 bytes and a tag to a fresh store.
    pub fn append(&mut self, count: i64, queues: i32, shape: Shape) {
        self.store = None;
        let mut store = Store::new(StoreConfig::default());
        let topic = TopicName::from(TOPIC);
        let body: [u8; BODY_BYTES] = std::array::from_fn(|at| b'a' + (at % 26) as u8);
        let mut queue = 0;
        for number in 0..count {
            let now = shape.time(number, count);
            // Made for each message, as a broker makes it of each request.
            let properties = Properties::new().with(Properties::TAGS, "TagA");
            let record = NewRecord {
                topic: &topic,
                queue: QueueId(queue),
                flag: 0,
                sys_flag: 0,
                born_time: BornTime(now.0),
                born_host: HOST,
                store_host: HOST,
                reconsume_times: 0,
                prepared_transaction_offset: 0,
                body: &body,
                properties: &properties,
            };
            store.append(record, now).expect("a small message is accepted");
            queue = (queue + 1) % queues;
        }
        self.span = (shape.time(0, count), shape.time(count - 1, count));
        self.store = Some(store);
    }

    /// Gives the queues what was appended. Returns how many messages that were.
    pub fn dispatch(&mut self) -> usize {
        self.store.as_mut().map_or(0, |store| store.dispatch().len())
    }

    /// Searches queue 0 for times between the first and the last. Returns the sum of the answers.
    pub fn search(&self, rule: SearchRule, calls: u32, seed: u64) -> i64 {
        let Some(store) = &self.store else { return 0 };
        let topic = TopicName::from(TOPIC);
        let mut times = Times::new(seed, self.span.0, self.span.1);
        (0..calls).map(|_| store.search(&topic, QueueId(0), rule, times.next()).0).sum()
    }

    /// Makes the folder of a broker whose log holds at least so many bytes.
    pub fn make_folder(&mut self, bytes: i64) {
        self.append(1_000, 1, Shape::Spread);
        let record = self.store.as_ref().map_or(1, |store| store.max_log_offset().0 / 1_000);
        self.append(bytes / record + 1, 1, Shape::Spread);
        self.dispatch();
        self.folder = self.store.take().map(|store| store.save().expect("the topic's name is plain"));
    }

    /// Opens that folder, as after a stop or as after a crash. Returns how many messages it holds.
    pub fn open(&mut self, lost_queues: bool) -> i64 {
        self.store = None;
        let Some(folder) = &self.folder else { return 0 };
        let lost;
        let folder = if lost_queues {
            let mut without = Folder::new();
            for (path, file) in folder.iter().filter(|(path, _)| !path.starts_with("consumequeue/")) {
                without.insert(path, file.clone()).expect("it was in a folder before");
            }
            lost = without;
            &lost
        } else {
            folder
        };
        let (store, report) = Store::open(folder, &OpenOptions::default()).expect("a folder that we saved opens");
        self.store = Some(store);
        i64::try_from(report.records).unwrap_or(i64::MAX)
    }

    /// Bytes that the store needs beside its folder, found by letting it go.
    pub fn store_bytes(&mut self) -> usize {
        let with = allocated_bytes();
        self.store = None;
        with - allocated_bytes()
    }

    /// Bytes of the log.
    pub fn log_bytes(&self) -> i64 {
        self.store.as_ref().map_or(0, |store| store.max_log_offset().0)
    }

    /// Gives the store away.
    pub fn take_store(&mut self) -> Option<Store> {
        self.store.take()
    }
}
