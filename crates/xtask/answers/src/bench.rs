//! How long the questions behind a moving handle take, natively: `cargo xtask bench`. It prints and asserts nothing.
mod large_store;

use crate::say::say;
use simulation::{BrokerVersion, ConsumeFrom, Detail, Rewind, Simulation, Window};
use std::time::Instant;
use store::{GroupName, QueueId, SearchRule, StoreTime, write_tar_gz};

/// Positions of the handle that are measured.
const POSITIONS: i64 = 2_000;

/// Measures, and leaves the store in `archive` for the page to open.
pub(crate) fn run(words: &[&str]) -> Result<bool, String> {
    let [archive] = *words else { return Err("usage: cargo xtask bench".to_owned()) };
    say(format_args!("{} messages in {} queues, natively", large_store::MESSAGES, large_store::QUEUES));
    let folder = timed("append and dispatch, in all", large_store::folder);
    let packed = timed("write the archive", || write_tar_gz(&folder));
    std::fs::write(archive, packed).map_err(|error| format!("{archive}: {error}"))?;
    let open = || Simulation::open_store(&folder, BrokerVersion::V5_3, StoreTime(0));
    let (simulation, _) = timed("open the folder", open).map_err(|error| error.to_string())?;

    let topic = large_store::topic();
    let group =
        simulation.snapshot().groups.first().map(|group| group.group.clone()).ok_or("no group reads the store")?;
    let (from, to) = large_store::span();
    let times: Vec<StoreTime> = positions(from, to).collect();
    let rewind = |time| Rewind { group: group.clone(), topic: topic.clone(), time, force: true };
    say(format_args!("\n{:<44}{:>10}{:>10}{:>10}   in microseconds", "", "median", "95 %", "longest"));
    measure("preview of a rewind", &times, |time| simulation.preview_rewind(&rewind(time)).rows.len());
    for version in BrokerVersion::ALL {
        measure(&format!("  the same as version {version}"), &times, |time| {
            simulation.preview_rewind_as(version, &rewind(time)).rows.len()
        });
    }
    for rule in SearchRule::ALL {
        let search = |time| simulation.broker().store().search(&topic, QueueId(0), rule, time).0 as usize;
        measure(&format!("search in one queue, {rule:?}"), &times, search);
    }
    let nobody = GroupName::from("nobody");
    measure("preview of a first start", &times, |_| {
        simulation.preview_first_start(&nobody, &topic, &ConsumeFrom::Last).len()
    });
    let detail = Detail { marks_max: 400, buckets: 1200 };
    measure("timeline of a tenth, 1200 pixels", &times, |time| {
        let window = Window { from: time, to: time.plus_ms((to.0 - from.0) / 10) };
        simulation.timeline(&topic, Some(&group), window, detail).map_or(0, |timeline| timeline.lanes.len())
    });
    measure("snapshot", &times[..200], |_| simulation.snapshot().groups.len());
    measure("a copy of the simulation", &times, |_| simulation.clone().now().0 as usize);
    Ok(true)
}

/// Times all over the store and a little beyond it, in no order.
fn positions(from: StoreTime, to: StoreTime) -> impl Iterator<Item = StoreTime> {
    let length = to.since_ms(from) + 2_000;
    // Steps by a large odd number visit a range as if at random, and the same way every time.
    (0..POSITIONS).map(move |step| from.plus_ms((step * 7_777_777).rem_euclid(length) - 1_000))
}

fn timed<T>(what: &str, run: impl FnOnce() -> T) -> T {
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock of the machine")]
    let start = Instant::now();
    let done = run();
    say(format_args!("{what:<44}{:>10.0} ms", start.elapsed().as_secs_f64() * 1e3));
    done
}

fn measure(what: &str, times: &[StoreTime], mut ask: impl FnMut(StoreTime) -> usize) {
    let mut micros: Vec<f64> = Vec::with_capacity(times.len());
    for &time in times {
        #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock of the machine")]
        let start = Instant::now();
        std::hint::black_box(ask(time));
        micros.push(start.elapsed().as_secs_f64() * 1e6);
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| micros[((micros.len() - 1) as f64 * share) as usize];
    say(format_args!("{what:<44}{:>10.2}{:>10.2}{:>10.2}", at(0.5), at(0.95), at(1.0)));
}
