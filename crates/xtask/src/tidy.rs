//! What no compiler checks: versions named twice are equal, files are short, nothing names a machine.
use crate::setup::WASM_BINDGEN;
use crate::shell::root;
use std::fs::read_to_string;
use std::path::{Path, PathBuf};

/// A reader keeps one file in the head.
const MOST_LINES: usize = 400;
/// Not ours, or made by a build.
const SKIPPED: [&str; 7] = [".git", "target", "dist", "node_modules", "test-results", "playwright-report", "truth"];

fn text(path: &str) -> String {
    read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What stands between `before` and `after`, the first time.
fn between(path: &str, before: &str, after: &str) -> String {
    let text = text(path);
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("{path} holds no `{before}…{after}`")).0.to_owned()
}

fn files() -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder of the project can be read").flatten() {
            let path = entry.path();
            let skipped = SKIPPED.iter().any(|name| path.file_name().is_some_and(|file| file == *name));
            match path.is_dir() {
                _ if skipped => {}
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

fn ends_with(path: &Path, endings: &[&str]) -> bool {
    endings.iter().any(|ending| path.extension().is_some_and(|found| found == *ending))
}

#[test]
fn wasm_bindgen_has_one_version() {
    let version = WASM_BINDGEN.version;
    assert_eq!(between("Cargo.toml", "wasm-bindgen = \"=", "\""), version);
    assert_eq!(between("crates/xtask/tools/Cargo.toml", "wasm-bindgen-cli = { version = \"=", "\""), version);
    assert_eq!(between("Trunk.toml", "wasm_bindgen = \"", "\""), version);
}

#[test]
fn wasm_opt_has_one_version() {
    let npm = between("tests/e2e/package.json", "\"binaryen\": \"", ".");
    assert_eq!(between("Trunk.toml", "wasm_opt = \"version_", "\""), npm);
}

#[test]
fn the_measured_module_is_optimised_as_the_page_is() {
    let page = format!(
        "-O{} {}",
        between("index.html", "data-wasm-opt=\"", "\""),
        between("index.html", "data-wasm-opt-params=\"", "\"")
    );
    let measured = between("crates/xtask/src/peers.rs", "WASM_OPT: [&str; 4] = [", "]");
    assert_eq!(measured.replace(['"', ','], ""), page);
}

#[test]
fn the_compiler_has_one_version() {
    let channel = between("rust-toolchain.toml", "channel = \"", "\"");
    let oldest = between("Cargo.toml", "rust-version = \"", "\"");
    assert!(channel.starts_with(&oldest), "rust-toolchain.toml says {channel}, Cargo.toml {oldest}");
}

#[test]
fn lock_files_name_no_download_address_of_their_own() {
    let locks =
        ["crates/xtask/tools", "tests/fuzz/libfuzzer", "tests/peers/rust"].map(|folder| format!("{folder}/Cargo.lock"));
    for lock in ["Cargo.lock"].into_iter().chain(locks.iter().map(String::as_str)) {
        for source in text(lock).lines().filter(|line| line.starts_with("source = ")) {
            assert_eq!(source, "source = \"registry+https://github.com/rust-lang/crates.io-index\"", "in {lock}");
        }
    }
    let npm = text("tests/e2e/package-lock.json");
    assert!(!npm.contains("\"resolved\""), "tests/e2e/.npmrc keeps addresses out of package-lock.json");
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for file in files().iter().filter(|file| ends_with(file, &["rs", "js", "mjs"])) {
        let text = read_to_string(file).expect("source is text");
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{} has {lines} lines, more than {MOST_LINES}", file.display());
        let opening = if ends_with(file, &["rs"]) { "//! " } else { "//" };
        assert!(text.starts_with(opening), "{} opens with no `{opening}` sentence", file.display());
    }
}

#[test]
fn nothing_names_a_folder_of_one_machine() {
    // In two pieces, so that this file passes.
    let folders = ["ho|me/", "ro|ot/", "wo|rk/", "Us|ers/"].map(|name| format!("/{}", name.replace('|', "")));
    let endings = ["rs", "js", "toml", "md", "json", "jsonl", "html", "css", "yml", "yaml", "sh", "lock"];
    for file in files().iter().filter(|file| ends_with(file, &endings)) {
        let text = read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for (number, line) in text.lines().enumerate() {
            let named = folders.iter().find(|folder| {
                line.match_indices(folder.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~}".contains(before))
                })
            });
            assert!(named.is_none(), "{}:{} names {}", file.display(), number + 1, named.map_or("", |name| name));
        }
    }
}
