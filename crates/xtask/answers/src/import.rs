//! A Spring configuration, as JSON: `cargo xtask import`.
use std::io::Write;

/// How it is called.
pub(crate) const USAGE: &str = "usage: cargo xtask import FILE.yaml [--binder V]";

/// Prints what the file becomes; the error says where the file is wrong.
pub(crate) fn run(words: &[&str], mut out: impl Write) -> Result<bool, String> {
    let (path, binder) = match *words {
        [path] => (path, notation::spring_yaml::BinderVersion::default().name()),
        [path, "--binder", binder] | ["--binder", binder, path] => (path, binder),
        _ => return Err(USAGE.to_owned()),
    };
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        format!("{path}: byte {valid} is no UTF-8; save the file as UTF-8")
    })?;
    let import = notation::import(&text, binder).map_err(|error| format!("{path}: {error}"))?;
    let json = serde_json::to_string_pretty(&import).expect("an import is JSON");
    writeln!(out, "{json}").map_err(|error| error.to_string())?;
    Ok(true)
}
