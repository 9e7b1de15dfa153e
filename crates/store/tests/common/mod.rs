//! Small stores for the tests.
#![allow(dead_code, reason = "each test file uses some of it")]
pub(crate) mod recorded;
pub(crate) mod write;

use std::net::{Ipv4Addr, SocketAddrV4};
use store::{BornTime, NewRecord, Properties, QueueId, SearchRule, Store, StoreConfig, StoreTime, TopicName};

/// The queue of the stores that only care about one.
pub(crate) fn place() -> (TopicName, QueueId) {
    (TopicName::from("T"), QueueId(0))
}

/// Files as small as those of the recorded stores: 16 KiB of log, 20 queue entries.
pub(crate) fn small() -> StoreConfig {
    StoreConfig { commit_log_file_size: 16_384, consume_queue_file_size: 400, ..StoreConfig::default() }
}

/// A plain message.
pub(crate) fn sent<'a>(topic: &'a TopicName, queue: i32, body: &'a str, properties: &'a Properties) -> NewRecord<'a> {
    let host = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10_911);
    NewRecord {
        topic,
        queue: QueueId(queue),
        flag: 0,
        sys_flag: 0,
        born_time: BornTime(0),
        born_host: host,
        store_host: host,
        reconsume_times: 0,
        prepared_transaction_offset: 0,
        body: body.as_bytes(),
        properties,
    }
}

/// A store with one queue, whose messages have these store times.
pub(crate) fn store_of(times: &[i64]) -> Store {
    let mut store = Store::new(small());
    times.iter().for_each(|&time| add(&mut store, time));
    store
}

/// Adds a message and dispatches it.
pub(crate) fn add(store: &mut Store, time: i64) {
    let (topic, queue) = place();
    let properties = Properties::new();
    store.append(sent(&topic, queue.0, "x", &properties), StoreTime(time)).expect("a small message fits");
    store.dispatch();
}

/// The answer of the index.
pub(crate) fn ask(store: &Store, rule: SearchRule, time: i64) -> i64 {
    let (topic, queue) = place();
    store.search(&topic, queue, rule, StoreTime(time)).0
}
