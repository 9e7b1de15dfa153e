//! Any text as what people write: Spring's YAML, journeys, times, Java's dates, commands as JSON.
use crate::dice::Dice;
use crate::{memory::within, mutate as change};
use notation::journey::Journey;
use notation::time_text::{Context, read_time};
use notation::zone::{FixedZone, UTC};
use notation::{import, java_date};
use simulation::{BrokerVersion, Command, Simulation};
use store::StoreTime;

/// The longest text tried.
const INPUT_MAX: usize = 16 << 10;
/// What reading a text may take: a tree of nodes for each byte …
const MEMORY_PER_BYTE: u64 = 2 << 10;
/// … and, for a text that is played, a simulation with its history.
const MEMORY: u64 = 64 << 20;
/// A command waits at most so long here: how long a wait may take is `STEPS_MAX`, and takes seconds.
const ADVANCE_MS_MAX: i64 = 60_000;
/// Commands, or lines of a journey, that are tried.
const LINES_MAX: usize = 60;
/// Digits in a row in a journey that is played: longer numbers are long waits and many messages.
const DIGITS_MAX: usize = 2;

/// Reads the text. The first byte says as what.
pub fn run(data: &[u8]) {
    let Some((&kind, bytes)) = data.split_first().filter(|_| data.len() <= INPUT_MAX) else { return };
    let text = String::from_utf8_lossy(bytes);
    within(MEMORY + MEMORY_PER_BYTE * bytes.len() as u64, "reading a text", || match kind % 5 {
        0 => spring(&text),
        1 => journey(&text),
        2 => times(&text),
        3 => dates(&text),
        _ => commands(&text),
    });
}

fn spring(text: &str) {
    for binder in ["2.2.6.RELEASE", "2.2.7.RELEASE", "2023.0.3.3"] {
        match import(text, binder) {
            Ok(import) => assert!(import.remarks.iter().all(|remark| !remark.text.is_empty())),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

fn journey(text: &str) {
    let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    let short = digits.is_none_or(|digits| digits <= DIGITS_MAX) && text.lines().count() <= LINES_MAX;
    match Journey::parse(text) {
        Ok(journey) if short => _ = journey.play(),
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn times(text: &str) {
    let shanghai = FixedZone { id: "Asia/Shanghai", offset_ms: 8 * 3_600_000 };
    for now_ms in [0, 1_642_388_508_123, i64::MAX, i64::MIN] {
        read_time(text, &Context { now_ms, earliest_ms: Some(now_ms), date_of: now_ms, zone: &shanghai });
    }
}

fn dates(text: &str) {
    let (input, pattern) = text.split_once('\n').unwrap_or((text, "yyyyMMddHHmmss"));
    java_date::parse_date(input, pattern, &UTC).ok();
    for line in [java_date::ClientLine::V4, java_date::ClientLine::V5] {
        java_date::push_consumer_start_error(input, line, &UTC);
        java_date::mqadmin_time(input, line, &UTC);
    }
}

/// Commands, a line each, on one simulation. A refused one changes nothing.
fn commands(text: &str) {
    let mut simulation = Simulation::new(BrokerVersion::V5_3, StoreTime(1_642_388_460_000));
    for line in text.lines().take(LINES_MAX) {
        let Ok(mut command) = serde_json::from_str::<Command>(line) else { continue };
        if let Command::Advance { by_ms } = &mut command {
            *by_ms = (*by_ms).min(ADVANCE_MS_MAX);
        }
        let before = simulation.snapshot();
        match simulation.apply(&command) {
            Ok(_) => {}
            Err(error) => {
                assert!(!error.to_string().is_empty());
                assert_eq!(simulation.snapshot(), before, "{line}");
            }
        }
    }
}

/// Changes bytes, or lines.
pub fn mutate(data: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut data = data.to_vec();
    if dice.once_in(3) {
        let mut lines: Vec<&[u8]> = data.split(|&byte| byte == b'\n').collect();
        let (from, to) = (dice.roll(lines.len()), dice.roll(lines.len()));
        if dice.once_in(2) {
            lines.swap(from, to);
        } else {
            lines.insert(to, lines[from]);
        }
        data = lines.join(&b'\n');
    }
    if !dice.once_in(4) {
        change::bytes(&mut data, dice);
    }
    data
}
