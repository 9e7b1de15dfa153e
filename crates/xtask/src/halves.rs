//! The release build: made by Trunk, then cut into what a page needs to be drawn and what it loads later.
use crate::setup::{self, Need};
use crate::shell::{E2E, Result, Shell, root};
use std::fs;
use std::path::Path;

/// Names of functions that no page calls until a hand comes near; `cargo xtask profile` writes it.
const PROFILE: &str = "web/later.profile";
/// What Trunk makes.
const WHOLE: &str = "dist/rewind_bg.wasm";
const LATER: &str = "dist/rewind_later.wasm";
/// The whole module with its function names, between the two steps.
const NAMED: &str = "target/rewind_named.wasm";

/// The page in `dist/`, in two halves.
pub(crate) fn build() -> Result {
    whole()?;
    split(&["cut", NAMED, PROFILE, WHOLE, LATER])?;
    minify()
}

/// Shortens the scripts: wasm-bindgen writes them for people.
fn minify() -> Result {
    let mut scripts = vec!["dist/rewind.js".to_owned(), "dist/embed.js".to_owned()];
    scripts_below(&root().join("dist/snippets"), &mut scripts)?;
    let options =
        ["--minify", "--format=esm", "--outdir=dist", "--outbase=dist", "--allow-overwrite", "--log-level=error"];
    Shell::new("esbuild").args(scripts.iter().map(String::as_str).chain(options)).run()
}

fn scripts_below(folder: &Path, scripts: &mut Vec<String>) -> Result {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            scripts_below(&path, scripts)?;
        } else if path.extension().is_some_and(|end| end == "js") {
            let inside = path.strip_prefix(root()).map_err(|error| error.to_string())?;
            scripts.push(inside.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

/// Writes the profile anew: builds a page that counts, looks at it in Chromium, and notes what was not called.
pub(crate) fn profile() -> Result {
    setup::need(&[Need::Chromium])?;
    whole()?;
    let names = "target/rewind_names.txt";
    split(&["count", NAMED, WHOLE, names])?;
    Shell::new("node")
        .args(["profile.js", "../../dist", &format!("../../{names}"), &format!("../../{PROFILE}")])
        .inside(E2E)
        .run()
}

fn whole() -> Result {
    // Trunk finds `wasm-bindgen` and npm's `wasm-opt` on the path.
    setup::need(&[Need::Target, Need::WasmBindgen, Need::Npm, Need::Trunk])?;
    let trunk = || Shell::new("trunk").args(["build", "--release"]).run();
    // A first build that takes minutes has lost its stage folder before ("error writing JS loader file to stage dir");
    // the second try finds everything compiled. A build that is really broken fails again, and at once.
    trunk().or_else(|problem| {
        println!("xtask: {problem}; once more");
        trunk()
    })?;
    fs::copy(root().join(WHOLE), root().join(NAMED)).map_err(|error| format!("{WHOLE}: {error}"))?;
    Ok(())
}

fn split(arguments: &[&str]) -> Result {
    let arguments = ["run", "--quiet", "--package", "wasm-split", "--"].into_iter().chain(arguments.iter().copied());
    Shell::new("cargo").args(arguments).run()
}
