//! Our store beside others, one table: what `cargo xtask bench --peers` runs when the programs are built.
mod program;
mod rates;
mod table;

use program::{Program, Role};
use rates::Rounds;
use serde_json::Value;
use std::collections::BTreeMap;

use crate::say::say;

const MESSAGES: i64 = 1_000_000;
const CALLS: i64 = 200_000;
/// Of a program that does a hundredth as much in a second.
const FEW_MESSAGES: i64 = 100_000;
const FEW_CALLS: i64 = 2_000;
const LOG_BYTES: i64 = 256 << 20;
const QUEUES: i32 = 16;
const ROUNDS: usize = 5;
/// Of each program before the rounds that count: a virtual machine compiles what it has run often enough.
const WARM_UP: usize = 2;

/// How store times lie.
const SHAPES: [&str; 2] = ["spread", "bursts"];
/// In what state a folder is opened: after a stop, after a crash, and after one that took the queues too.
const STATES: [&str; 3] = ["stop", "crash", "lost"];

/// What was measured of one program.
#[derive(Default)]
struct Measured {
    append: Rounds,
    /// By shape and rule.
    search: BTreeMap<(&'static str, usize), Rounds>,
    /// By state.
    open: BTreeMap<&'static str, Rounds>,
    /// Sums of all answers of a search, by shape and rule: programs that agree have equal ones.
    sums: BTreeMap<(&'static str, usize), Vec<i64>>,
    memory: Option<Value>,
    history: Option<Value>,
}

/// Measures the programs of a list, a line each, and prints the tables.
pub(crate) fn run(words: &[&str]) -> Result<bool, String> {
    let [list] = *words else { return Err("usage: cargo xtask bench --peers".to_owned()) };
    let list = std::fs::read_to_string(list).map_err(|error| format!("{list}: {error}"))?;
    let mut programs = list.lines().map(Program::start).collect::<Result<Vec<_>, _>>()?;
    let mut measured: Vec<Measured> = programs.iter().map(|_| Measured::default()).collect();
    append(&mut programs, &mut measured)?;
    for shape in SHAPES {
        search(&mut programs, &mut measured, shape)?;
    }
    open(&mut programs, &mut measured)?;
    for (program, measured) in programs.iter_mut().zip(&mut measured) {
        if program.role.is_ours() {
            measured.memory = Some(program.ask("memory")?);
        }
        if program.role == Role::Native {
            measured.history = Some(program.ask(&format!("history {MESSAGES} {QUEUES}"))?);
        }
    }
    let rows: Vec<(&Program, &Measured)> = programs.iter().zip(&measured).collect();
    table::print(&rows);
    Ok(agree(&rows))
}

fn append(programs: &mut [Program], measured: &mut [Measured]) -> Result<(), String> {
    for round in 0..WARM_UP + ROUNDS {
        note(&format!("append, round {round}"));
        for (program, measured) in programs.iter_mut().zip(measured.iter_mut()) {
            let few = program.role == Role::Port;
            if few && round < WARM_UP {
                continue; // nothing of it is compiled while it runs
            }
            let answer = program.ask(&format!("append {}", if few { FEW_MESSAGES } else { MESSAGES }))?;
            if round >= WARM_UP {
                measured.append.add(&answer)?;
            }
        }
    }
    Ok(())
}

fn search(programs: &mut [Program], measured: &mut [Measured], shape: &'static str) -> Result<(), String> {
    for program in programs.iter_mut() {
        note(&format!("fill, {shape}: {}", program.title));
        program.ask(&format!("fill {shape} {MESSAGES}"))?;
    }
    for round in 0..WARM_UP + ROUNDS {
        note(&format!("search, {shape}, round {round}"));
        for (program, measured) in programs.iter_mut().zip(measured.iter_mut()) {
            let calls = if program.role == Role::Port { FEW_CALLS } else { CALLS };
            for &rule in program.role.rules() {
                let answer = program.ask(&format!("search {rule} {calls} {round}"))?;
                if round >= WARM_UP {
                    measured.search.entry((shape, rule)).or_default().add(&answer)?;
                    measured.sums.entry((shape, rule)).or_default().push(answer["sum"].as_i64().unwrap_or(-1));
                }
            }
        }
    }
    Ok(())
}

fn open(programs: &mut [Program], measured: &mut [Measured]) -> Result<(), String> {
    for program in programs.iter_mut().filter(|program| program.role != Role::Port) {
        program.ask(&format!("make {LOG_BYTES}"))?;
    }
    for round in 0..1 + ROUNDS {
        note(&format!("open, round {round}"));
        let both = programs.iter_mut().zip(measured.iter_mut());
        for (program, measured) in both.filter(|(program, _)| program.role != Role::Port) {
            for state in STATES {
                let answer = program.ask(&format!("open {state}"))?;
                if round > 0 {
                    measured.open.entry(state).or_default().add(&answer)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether ours answered each search as RocketMQ did.
fn agree(rows: &[(&Program, &Measured)]) -> bool {
    let mut all = true;
    for (java, theirs) in rows.iter().filter(|(program, _)| program.role.is_java()) {
        for (ours, measured) in rows.iter().filter(|(program, _)| program.role.is_ours()) {
            for (key, sums) in &theirs.sums {
                if measured.sums.get(key) != Some(sums) {
                    say(format_args!("{} and {} answer {key:?} differently", ours.title, java.title));
                    all = false;
                }
            }
        }
    }
    all
}

fn note(what: &str) {
    eprintln!("bench: {what}");
}
