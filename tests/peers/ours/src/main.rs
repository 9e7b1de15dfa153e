//! Measures our store natively on request: `../README.md` tells the lines it reads and writes.
use bench_ours::{History, Kind, Shape, Work};
use cpu_time::ThreadTime;
use std::fmt::Write;
use std::io::BufRead;
use std::time::Instant;
use store::SearchRule;

/// Commands of a whole session: a little less than it takes.
const SESSION: usize = 9_900;
/// What is asked again and again, to find a median.
const ASKED: usize = 1_000;

fn main() {
    let mut work = Work::default();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        println!("{}", answer(&mut work, &words).unwrap_or_else(|| "null".to_owned()));
    }
}

fn answer(work: &mut Work, words: &[&str]) -> Option<String> {
    let mut fields = String::new();
    let number = |text: &str| text.parse::<i64>().ok();
    match *words {
        ["append", count] => {
            let count = number(count)?;
            let append = timed(&mut || work.append(count, 1, Shape::Spread));
            let dispatch = timed(&mut || {
                work.dispatch();
            });
            let settled = (append.0 + dispatch.0, append.1 + dispatch.1);
            took(&mut fields, count, append);
            write!(fields, r#","settled":{:.6},"settledCpu":{:.6}"#, settled.0, settled.1).ok()?;
        }
        ["fill", shape, count] => {
            work.append(number(count)?, 1, if shape == "bursts" { Shape::Bursts } else { Shape::Spread });
            write!(fields, r#""units":{}"#, work.dispatch()).ok()?;
        }
        ["search", rule, calls, seed] => {
            let rule = SearchRule::ALL[usize::try_from(number(rule)?).ok()?];
            let (calls, seed, mut sum) = (calls.parse().ok()?, seed.parse().ok()?, 0);
            let time = timed(&mut || sum = work.search(rule, calls, seed));
            took(&mut fields, i64::from(calls), time);
            write!(fields, r#","sum":{sum}"#).ok()?;
        }
        ["make", bytes] => {
            work.make_folder(number(bytes)?);
            write!(fields, r#""units":{bytes}"#).ok()?;
        }
        ["open", after] => {
            let mut messages = 0;
            let time = timed(&mut || messages = work.open(after == "lost"));
            took(&mut fields, work.log_bytes(), time);
            write!(fields, r#","messages":{messages}"#).ok()?;
        }
        ["memory"] => {
            let log = work.log_bytes();
            write!(fields, r#""log":{log},"store":{}"#, work.store_bytes()).ok()?;
        }
        ["history", messages, queues] => history(&mut fields, number(messages)?, queues.parse().ok()?),
        _ => return None,
    }
    Some(format!("{{{fields}}}"))
}

/// A copy of the whole simulation, the bytes that commands keep, undo and redo.
fn history(fields: &mut String, messages: i64, queues: i32) {
    let mut history = History::new(messages, queues);
    let copy = median(ASKED, || {
        std::hint::black_box(history.simulation().clone());
    });
    let each = SESSION / (Kind::STORING_NOTHING.len() + 1);
    let mut kept = String::new();
    for kind in Kind::STORING_NOTHING.into_iter().chain([Kind::Send]) {
        let comma = if kept.is_empty() { "" } else { "," };
        write!(kept, r#"{comma}"{kind:?}":{}"#, history.keep(kind, each)).expect("a text takes all");
    }
    let undo = median(SESSION / 2, || {
        history.undo();
    });
    let redo = median(SESSION / 2, || {
        history.redo();
    });
    write!(fields, r#""copy":{copy:.9},"undo":{undo:.9},"redo":{redo:.9},"kept":{{{kept}}}"#)
        .expect("a text takes all");
}

/// Seconds by the clock on the wall, and of this thread's processor time.
fn timed(work: &mut dyn FnMut()) -> (f64, f64) {
    let own = ThreadTime::now();
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock of the machine")]
    let wall = Instant::now();
    work();
    (wall.elapsed().as_secs_f64(), own.elapsed().as_secs_f64())
}

fn took(fields: &mut String, units: i64, (seconds, cpu): (f64, f64)) {
    write!(fields, r#""units":{units},"seconds":{seconds:.6},"cpu":{cpu:.6}"#).expect("a text takes all");
}

/// The median of the seconds that a piece of work takes.
fn median(times: usize, mut work: impl FnMut()) -> f64 {
    let mut all: Vec<f64> = (0..times).map(|_| timed(&mut work).1).collect();
    all.sort_by(f64::total_cmp);
    all[times / 2]
}
