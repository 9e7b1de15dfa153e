//! The tables, in Markdown.
use super::program::Program;
use super::rates::{Rounds, per_second};
use super::{LOG_BYTES, MESSAGES, Measured, QUEUES, SHAPES, STATES};
use crate::say::say;
use serde_json::Value;

type Rows<'a> = [(&'a Program, &'a Measured)];

/// Prints all of them.
pub(super) fn print(rows: &Rows<'_>) {
    append(rows);
    for shape in SHAPES {
        search(rows, shape);
    }
    open(rows);
    memory(rows);
    rows.iter().filter_map(|(_, measured)| measured.history.as_ref()).for_each(history);
}

fn append(rows: &Rows<'_>) {
    let java = quickest(rows, |measured| (measured.append.rate(), measured.append.wall()));
    head("append, bodies of 200 bytes", "| until the queues know all, by the clock ", "| --: ");
    for (program, measured) in rows {
        let settled = measured.append.settled().map_or("–".to_owned(), per_second);
        say(format_args!("{} {settled} |", line(&program.title, &measured.append, java)));
    }
}

fn search(rows: &Rows<'_>, shape: &'static str) {
    let of = |measured: &Measured| {
        let of_shape = measured.search.iter().filter(|((other, _), _)| *other == shape);
        of_shape.map(|(_, rounds)| (rounds.rate(), rounds.wall())).fold((0.0, 0.0), larger)
    };
    let java = quickest(rows, of);
    head(&format!("search by time, {shape}, {MESSAGES} messages in one queue"), "", "");
    for (program, measured) in rows {
        for ((_, rule), rounds) in measured.search.iter().filter(|((other, _), _)| *other == shape) {
            let rule = ["nearest, as 4.9", "first at or after, as 5.x"][*rule];
            say(line(&format!("{}: {rule}", program.title), rounds, java));
        }
    }
}

fn open(rows: &Rows<'_>) {
    say(format_args!("\n| open a log of {} MiB | after a stop | after a crash | queues lost |", LOG_BYTES >> 20));
    say("| --- | --: | --: | --: |");
    for (program, measured) in rows.iter().filter(|(_, measured)| !measured.open.is_empty()) {
        let of = |state: &str| {
            let rounds = measured.open.get(state).filter(|rounds| !rounds.is_empty());
            rounds.map_or("–".to_owned(), |rounds| format!("{:.0} MB/s", rounds.rate() / 1e6))
        };
        let [stop, crash, lost] = STATES.map(of);
        say(format_args!("| {} | {stop} | {crash} | {lost} |", program.title));
    }
}

fn memory(rows: &Rows<'_>) {
    say("\n| memory of an opened store | bytes of the log | beside them | a message |");
    say("| --- | --: | --: | --: |");
    for (program, measured) in rows {
        let Some(memory) = &measured.memory else { continue };
        let number = |name: &str| memory[name].as_f64().unwrap_or(f64::NAN);
        let messages = measured.open.values().find_map(Rounds::messages).unwrap_or(f64::NAN);
        let (log, store) = (number("log"), number("store"));
        say(format_args!("| {} | {log:.0} | {store:.0} | {:.1} |", program.title, store / messages));
    }
}

fn history(history: &Value) {
    let micros = |name: &str| history[name].as_f64().unwrap_or(f64::NAN) * 1e6;
    say(format_args!("\n| a session on {MESSAGES} messages in {QUEUES} queues, natively | |\n| --- | --: |"));
    for (what, name) in [("a copy of the whole simulation", "copy"), ("undo", "undo"), ("redo", "redo")] {
        say(format_args!("| {what}, median | {:.1} µs |", micros(name)));
    }
    for (kind, bytes) in history["kept"].as_object().into_iter().flatten() {
        say(format_args!("| kept of a command, {kind} | {bytes} bytes |"));
    }
}

/// The rates of the faster Java store: of processor time, and by the clock.
fn quickest(rows: &Rows<'_>, rates: impl Fn(&Measured) -> (f64, f64)) -> (f64, f64) {
    let java = rows.iter().filter(|(program, _)| program.role.is_java());
    java.map(|(_, measured)| rates(measured)).fold((0.0, 0.0), larger)
}

fn larger(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    (one.0.max(other.0), one.1.max(other.1))
}

fn head(what: &str, more: &str, more_line: &str) {
    let own = "a second of processor time, median | all rounds | × Java";
    say(format_args!("\n| {what} | {own} | by the clock, quickest round | × Java {more}|"));
    say(format_args!("| --- | --: | --: | --: | --: | --: {more_line}|"));
}

fn line(title: &str, rounds: &Rounds, java: (f64, f64)) -> String {
    let (least, most) = rounds.range();
    let times = (rounds.rate() / java.0, rounds.wall() / java.1);
    let [rate, least, most, wall] = [rounds.rate(), least, most, rounds.wall()].map(per_second);
    format!("| {title} | {rate} | {least} to {most} | {:.2} | {wall} | {:.2} |", times.0, times.1)
}
