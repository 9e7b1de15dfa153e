//! Puts the style sheets together, in the order in which they build on one another, without comments and blanks: they
//! are part of the first load, but for those of the windows.
use std::{env, error::Error, fs, path::PathBuf};

const SHEETS: [&str; 9] = ["tokens", "base", "timeline", "preview", "cards", "dock", "sheets", "mini", "widths"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=web/styles");
    write("styles.css", &SHEETS)?;
    write("windows.css", &["windows"])
}

fn write(name: &str, sheets: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut css = String::new();
    for sheet in sheets {
        css.push_str(&fs::read_to_string(format!("web/styles/{sheet}.css"))?);
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join(name), short(&css))?;
    Ok(())
}

/// Without comments, with one blank where there were several, and none beside a sign that parts by itself. No string
/// in the sheets holds such a sign.
fn short(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        rest = &rest[letter.len_utf8()..];
        let parts = matches!(letter, '{' | '}' | ';' | ',');
        if letter.is_whitespace() {
            if !out.ends_with([' ', '{', '}', ';', ',']) {
                out.push(' ');
            }
            continue;
        }
        if parts && out.ends_with(' ') {
            out.pop();
        }
        if letter == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(letter);
    }
    out
}
