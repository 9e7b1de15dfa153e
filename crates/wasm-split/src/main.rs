//! Cuts a wasm module in two: what a page needs to be drawn, and what it loads when a hand comes near.
//!
//! `wasm-split cut MODULE.wasm PROFILE FIRST.wasm LATER.wasm`: functions that the profile names go to the later half,
//! and so does all that only such functions call; stretches of other functions that it names become functions of their
//! own before. In the first half each of them is a stub that calls through a table
//! slot; the later half fills the slots when it is instantiated with the first half's exports as its imports `first`.
//! Memory and globals stay in the first half; constants go where they are needed. A stub that finds its slots empty calls the module's own export
//! `ensure_later`, which has to load the later half then and there. So a cut in the wrong place costs time, and nothing
//! else.
//!
//! `wasm-split count MODULE.wasm COUNTED.wasm NAMES`: a module in which each stretch of code notes in an exported global
//! (`n` and its number) that it ran, and the profile names of all functions with how many stretches each has, one a line,
//! in the order of the numbers. What did not run until a page stands still makes the profile.
mod count;
mod data;
mod graph;
mod halves;
mod live;
mod outline;
#[cfg(test)]
mod outline_laws;
mod points;
mod profile;
mod stack;
mod stretches;

use std::process::ExitCode;

const USAGE: &str = "usage: wasm-split cut MODULE.wasm PROFILE FIRST.wasm LATER.wasm
       wasm-split count MODULE.wasm COUNTED.wasm NAMES";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["cut", module, profile, first, later] => cut(module, profile, first, later),
        ["count", module, counted, names] => count(module, counted, names),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("wasm-split: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn cut(module: &str, profile: &str, first: &str, later: &str) -> Result<String, String> {
    let profile = profile::read(&text(profile)?)?;
    let halves = halves::cut(&bytes(module)?, &profile)?;
    write(first, &halves.first)?;
    write(later, &halves.later)?;
    let (moved, stubs, stretches) = (halves.moved, halves.stubs, halves.stretches);
    Ok(format!(
        "wasm-split: {moved} functions go to the later half, {stubs} of them behind stubs; {stretches} were parts of others"
    ))
}

fn count(module: &str, counted: &str, names: &str) -> Result<String, String> {
    let (wasm, list) = count::count(&bytes(module)?)?;
    write(counted, &wasm)?;
    write(names, list.join("\n").as_bytes())?;
    Ok(format!("wasm-split: {} functions are counted", list.len()))
}

fn bytes(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{path}: {error}"))
}

fn text(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

fn write(path: &str, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("{path}: {error}"))
}
