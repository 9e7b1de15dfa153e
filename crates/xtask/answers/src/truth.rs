//! Every recorded answer below a folder, against ours.
mod article;
mod config;
mod dates;
mod first_start;
mod keys;
mod reset;
mod search;
mod sheet;
mod stores;
mod written;

use crate::say::say;
use serde_json::Value;
use sheet::Sheet;
use std::path::{Path, PathBuf};
use stores::Stores;

/// How one line is checked; an error means that the line cannot be read.
type Checker<'a> = Box<dyn FnMut(&mut Sheet, &Value) -> Result<(), String> + 'a>;

/// Checks the folder and prints; tells whether all agreed.
pub(crate) fn check(folder: &Path) -> Result<bool, String> {
    let mut total = Sheet::new("total");
    let mut sheets = Vec::new();
    let mut stores = Stores::new(folder);
    for path in tables(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        sheets.push(check_table(&path, &name, &mut stores)?);
    }
    if sheets.is_empty() {
        return Err(format!("{}: no .jsonl file in here or in stores/", folder.display()));
    }
    for sheet in &sheets {
        say(sheet);
        total.add(sheet);
    }
    say(&total);
    Ok(!total.differs())
}

/// The tables, in order of their names; those of `stores/` last.
fn tables(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for place in [folder.to_owned(), folder.join("stores")] {
        let Ok(entries) = place.read_dir() else {
            if place == folder {
                return Err(format!("{}: no such folder", folder.display()));
            }
            continue;
        };
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
        files.sort();
        found.extend(files);
    }
    Ok(found)
}

fn check_table(path: &Path, name: &str, stores: &mut Stores) -> Result<Sheet, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut sheet = Sheet::new(name);
    let mut checker = checker(name, stores);
    for line in text.lines() {
        sheet.next_line();
        if line.trim().is_empty() {
            continue;
        }
        sheet.count_line();
        let checked = match serde_json::from_str::<Value>(line) {
            Ok(value) => checker(&mut sheet, &value),
            Err(error) => Err(format!("not JSON: {error}")),
        };
        if let Err(problem) = checked {
            sheet.broken(problem);
        }
    }
    Ok(sheet)
}

fn checker<'a>(name: &str, stores: &'a mut Stores) -> Checker<'a> {
    match name {
        "article.jsonl" => Box::new(article::check),
        "article-properties.jsonl" => Box::new(keys::check),
        "config.jsonl" => Box::new(config::check),
        "dates.jsonl" => Box::new(dates::check),
        "search.jsonl" => Box::new(|sheet, line| search::check(stores, sheet, line)),
        "first-start.jsonl" => Box::new(|sheet, line| first_start::check(stores, sheet, line)),
        "written.jsonl" => Box::new(written::check),
        "stores/index.jsonl" => Box::new(|sheet, line| stores.check_index(sheet, line)),
        "stores/messages.jsonl" => Box::new(|sheet, line| stores.check_message(sheet, line)),
        "delay.jsonl" => unknown("delay: redelivery and the dead-letter topic"),
        "reset.jsonl" => Box::new(reset::check),
        "retention.jsonl" => unknown("retention"),
        "trace.jsonl" => unknown("trace"),
        _ => unknown(&format!("nothing here knows what {name} is about")),
    }
}

/// A table that nothing here models yet.
fn unknown<'a>(reason: &str) -> Checker<'a> {
    let reason = reason.to_owned();
    Box::new(move |sheet, _| {
        sheet.skip(reason.as_str(), 1);
        Ok(())
    })
}
