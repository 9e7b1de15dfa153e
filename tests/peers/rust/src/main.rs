//! Measures the Rust port of RocketMQ's store on request: `../README.md` tells the lines it reads and writes.
mod files;

use cheetah_string::CheetahString;
use cpu_time::ProcessTime;
use dashmap::DashMap;
use rocketmq_model::common::config::TopicConfig;
use rocketmq_model::common::message::{
    message_ext::MessageExt, message_ext_broker_inner::MessageExtBrokerInner, message_single::Message,
};
use rocketmq_runtime::{RuntimeConfig, RuntimeOwner};
use rocketmq_store::*;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const TOPIC: &str = "Bench";
const BODY_BYTES: usize = 200;
/// Far longer than its queues ever took.
const PATIENCE: Duration = Duration::from_secs(120);

fn message(topic: &CheetahString) -> MessageExtBrokerInner {
    let body: Vec<u8> = (0..BODY_BYTES).map(|at| b'a' + (at % 26) as u8).collect();
    let message = Message::builder().topic(topic.clone()).tags("TagA").body(body).build_unchecked();
    let message_ext_inner = MessageExt { message, ..Default::default() };
    let mut inner = MessageExtBrokerInner { message_ext_inner, ..Default::default() };
    inner.message_ext_inner.set_queue_id(0);
    inner
}

fn factory(folder: &Path) -> StoreFactoryConfig {
    let config = MessageStoreConfig {
        store_path_root_dir: folder.to_string_lossy().into_owned().into(),
        ha_listen_port: 0,
        timer_wheel_enable: false,
        // With it on, a lone message waits for its batch: 50 times as long.
        commit_log_micro_batch_enabled: false,
        ..Default::default()
    };
    let topics = Arc::new(DashMap::<CheetahString, Arc<TopicConfig>>::new());
    let runtime = Arc::new(StoreRuntimeConfig::default());
    StoreFactoryConfig::try_new(Arc::new(config), runtime, topics, None, false, StoreTelemetry::default())
        .expect("settings that are its defaults are valid")
}

/// Opens a store in a folder, as a value of a type that the port does not name.
macro_rules! open {
    ($owner:expr, $folder:expr) => {{
        let context = $owner.root_context().component("peer");
        let (mut store, _timer) = StoreFactory::open(factory($folder), context).expect("it opens").into_parts();
        store.init().await.expect("it begins");
        assert!(store.load().await, "it loads");
        store.start().await.expect("it starts");
        store
    }};
}

macro_rules! append {
    ($store:expr, $topic:expr, $count:expr) => {
        for _ in 0..$count {
            let result = BrokerWriteStore::put_message(&mut $store, message($topic)).await;
            assert!(result.put_message_status() == PutMessageStatus::PutOk, "{:?}", result.put_message_status());
        }
    };
}

macro_rules! await_queue {
    ($store:expr, $topic:expr, $count:expr) => {
        let start = Instant::now();
        while $store.get_max_offset_in_queue($topic, 0) < $count && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!($store.get_max_offset_in_queue($topic, 0) >= $count, "its queue did not fill");
    };
}

fn took(units: i64, wall: Duration, own: Duration) -> String {
    format!(r#""units":{units},"seconds":{:.6},"cpu":{:.6}"#, wall.as_secs_f64(), own.as_secs_f64())
}

fn main() {
    let scratch = PathBuf::from(std::env::args().nth(1).expect("usage: peer FOLDER"));
    let config = RuntimeConfig { worker_threads: 2, thread_name: "peer".into(), ..Default::default() };
    let owner = RuntimeOwner::plan(config).expect("a plan").build().expect("a runtime");
    owner.block_on(async {
        let topic = CheetahString::from_static_str(TOPIC);
        let filled = scratch.join("filled");
        let (mut opened, mut span, mut written) = (None, (0, 0), 0);
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split(' ').collect();
            match *words {
                ["append", count] => {
                    let count: i64 = count.parse().expect("a number");
                    let folder = files::fresh(&scratch.join("append"));
                    let mut store = open!(owner, &folder);
                    let (wall, own) = (Instant::now(), ProcessTime::now());
                    append!(store, &topic, count);
                    let fields = took(count, wall.elapsed(), own.elapsed());
                    await_queue!(store, &topic, count);
                    println!(r#"{{{fields},"settled":{:.6}}}"#, wall.elapsed().as_secs_f64());
                    let _ = store.shutdown_gracefully().await;
                }
                ["fill", shape, count] => {
                    let count: i64 = count.parse().expect("a number");
                    if written == 0 {
                        let mut store = open!(owner, &files::fresh(&filled));
                        append!(store, &topic, count);
                        await_queue!(store, &topic, count);
                        written = count;
                        opened = Some(store);
                    }
                    if let Some(mut store) = opened.take() {
                        let _ = store.shutdown_gracefully().await;
                    }
                    let time = |number| files::time(shape, number, count);
                    files::set_times(&filled, time);
                    let store = open!(owner, &filled);
                    await_queue!(store, &topic, count);
                    files::set_queue_file_times(&filled.join("consumequeue").join(TOPIC).join("0"), count, time);
                    span = (time(0), time(count - 1));
                    opened = Some(store);
                    println!(r#"{{"units":{count}}}"#);
                }
                ["search", _rule, calls, seed] => {
                    let store = opened.as_ref().expect("`fill` comes first");
                    let (calls, mut state): (i64, u64) =
                        (calls.parse().expect("a number"), seed.parse().expect("a number"));
                    let (wall, own, mut sum) = (Instant::now(), ProcessTime::now(), 0);
                    for _ in 0..calls {
                        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                        let time = span.0 + (state >> 33) as i64 % (span.1 - span.0 + 1);
                        sum += store.get_offset_in_queue_by_time(&topic, 0, time);
                    }
                    println!(r#"{{{},"sum":{sum}}}"#, took(calls, wall.elapsed(), own.elapsed()));
                }
                _ => println!("null"),
            }
        }
        if let Some(mut store) = opened {
            let _ = store.shutdown_gracefully().await;
        }
    });
    let _ = owner.shutdown_runtime_blocking();
    let _ = std::fs::remove_dir_all(&scratch);
}
