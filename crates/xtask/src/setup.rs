//! What the other commands need, each installed once, at a fixed version.
use crate::shell::{E2E, Result, Shell, root};
use crate::tool::Tool;
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";
/// The oldest Node that Playwright and our scripts run on.
const NODE_MAJOR: u32 = 20;

/// The oldest JDK that `tests/real-broker` compiles with.
const JAVA_MAJOR: u32 = 17;

/// The tools that cargo builds, at the versions we tested.
pub(crate) const TOOLS: [Tool; 4] = [WASM_BINDGEN, WASM_PACK, TRUNK, CARGO_FUZZ];
pub(crate) const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    version: "0.2.130", // as in the root Cargo.toml, in tools/Cargo.toml and in Trunk.toml
    flags: &[],
    package: Some("crates/xtask/tools"),
    about: "80 s",
};
const WASM_PACK: Tool = Tool { name: "wasm-pack", version: "0.15.1", flags: &[], package: None, about: "50 s" };
const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",                // 0.22 wants a newer compiler than ours
    flags: &["--no-default-features"], // without TLS, which nothing here uses
    package: None,
    about: "3 min",
};
/// Builds and starts libFuzzer's programs; only `fuzz` needs it.
const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2", flags: &[], package: None, about: "20 s" };

/// Something that a command cannot do without.
#[derive(Clone, Copy)]
pub(crate) enum Need {
    /// Rust's standard library for wasm.
    Target,
    /// `wasm-bindgen` and its test runner.
    WasmBindgen,
    /// Runs the browser tests.
    WasmPack,
    /// Builds and serves the page.
    Trunk,
    /// `wasm-opt`, Playwright and axe.
    Npm,
    /// A browser and the driver of the same version.
    Chromium,
    /// A JDK and Maven, for real brokers.
    Java,
    /// A nightly compiler: libFuzzer's instrumentation is not stable.
    Nightly,
    /// `cargo fuzz`.
    CargoFuzz,
}

/// Installs everything.
pub(crate) fn all() -> Result {
    use Need::{Chromium, Java, Npm, Target, Trunk, WasmBindgen, WasmPack};
    need(&[Npm, Chromium, Java, Target, WasmBindgen, WasmPack, Trunk])?;
    println!("xtask: everything is there");
    Ok(())
}

/// Installs the named things, unless they are there.
pub(crate) fn need(needs: &[Need]) -> Result {
    for need in needs {
        match need {
            Need::Target => target()?,
            Need::WasmBindgen => WASM_BINDGEN.install()?,
            Need::WasmPack => WASM_PACK.install()?,
            Need::Trunk => TRUNK.install()?,
            Need::Npm => npm()?,
            Need::Chromium => chromium()?,
            Need::Java => java()?,
            Need::Nightly => nightly()?,
            Need::CargoFuzz => CARGO_FUZZ.install()?,
        }
    }
    Ok(())
}

fn target() -> Result {
    // Asking the compiler instead of rustup also suits a compiler that came from elsewhere.
    let sysroot = Shell::new("rustc").args(["--print", "sysroot"]).output();
    if sysroot.is_some_and(|path| Path::new(path.trim()).join("lib/rustlib").join(TARGET).join("lib").exists()) {
        return Ok(());
    }
    println!("xtask: installing Rust's standard library for {TARGET} (2 s)");
    Shell::new("rustup").args(["target", "add", TARGET]).run().map_err(|problem| {
        format!("{problem}\nRust's {TARGET} target is missing: `rustup target add {TARGET}` brings it (needs the network once)")
    })
}

fn nightly() -> Result {
    if Shell::new("cargo").args(["+nightly", "--version"]).output().is_some() {
        return Ok(());
    }
    println!("xtask: installing a nightly compiler (a minute)");
    Shell::new("rustup").args(["toolchain", "install", "nightly", "--profile", "minimal"]).run().map_err(|problem| {
        format!("{problem}\nA nightly compiler is missing: `rustup toolchain install nightly` brings it (needs the network once)")
    })
}

fn node() -> Result {
    let get = format!(
        "Node {NODE_MAJOR} or newer and npm are needed (https://nodejs.org, or your system's `nodejs` and `npm` packages)"
    );
    let printed =
        Shell::new("node").args(["--version"]).output().ok_or_else(|| format!("no `node` on the path; {get}"))?;
    let major = printed.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        _ => Err(format!("`node` on the path is {}; {get}", printed.trim())),
    }
}

fn npm() -> Result {
    node()?;
    let folder = root().join(E2E);
    let lock = std::fs::read_to_string(folder.join("package-lock.json")).map_err(|error| format!("{E2E}: {error}"))?;
    // A copy of the lock file that was installed, written last: half an install has none.
    let installed = folder.join("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&installed).is_ok_and(|text| text == lock) {
        return Ok(());
    }
    println!("xtask: installing wasm-opt, Playwright and axe at the versions of {E2E}/package-lock.json (5 s)");
    Shell::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).inside(E2E).run().map_err(|problem| {
        format!("{problem}\nThe first set-up needs the npm registry; later ones do not. By hand: `npm ci --ignore-scripts` in {E2E}")
    })?;
    std::fs::write(&installed, lock).map_err(|error| format!("{}: {error}", installed.display()))
}

fn chromium() -> Result {
    let is_there = |tool| Shell::new(tool).args(["--version"]).output().is_some();
    if is_there("chromium") && is_there("chromedriver") {
        return Ok(());
    }
    let by_hand = "Chromium is missing, or the ChromeDriver of the same version: `chromium` and `chromedriver` must be on \
                   the path.\nDebian: `apt-get install --no-install-recommends chromium chromium-driver` as root";
    apt_install(&["chromium", "chromium-driver"], "Chromium and ChromeDriver", "133 MB, 20 s", by_hand)
}

fn java() -> Result {
    let javac = Shell::new("javac").args(["-version"]).output().unwrap_or_default();
    let major = javac.trim().trim_start_matches("javac ").split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_some_and(|major| major >= JAVA_MAJOR) && Shell::new("mvn").args(["--version"]).output().is_some() {
        return Ok(());
    }
    let by_hand = "a JDK 17 or newer and Maven are needed to ask real brokers: `javac`, `java` and `mvn` must be on the \
                   path.\nDebian: `apt-get install --no-install-recommends default-jdk-headless maven` as root";
    apt_install(&["default-jdk-headless", "maven"], "a JDK and Maven", "250 MB, 30 s", by_hand)
}

/// Installs packages of this system, where it is a Debian and lets us.
fn apt_install(packages: &[&str], what: &str, about: &str, by_hand: &str) -> Result {
    if !Path::new("/etc/debian_version").exists() {
        return Err(by_hand.into());
    }
    let is_root = Shell::new("id").args(["-u"]).output().is_some_and(|id| id.trim() == "0");
    if !is_root && Shell::new("sudo").args(["-n", "true"]).output().is_none() {
        return Err(format!("{by_hand}; here you are not root, and `sudo` asks for a password"));
    }
    println!("xtask: installing {what} from this system's packages ({about} and the download)");
    let apt = |args: &[&str]| {
        let (program, first) = if is_root { ("env", &[][..]) } else { ("sudo", &["-n", "env"][..]) };
        let all = first.iter().chain(&["DEBIAN_FRONTEND=noninteractive", "apt-get"]).chain(args);
        Shell::new(program).args(all.copied()).run()
    };
    let install = ["install", "-y", "-qq", "--no-install-recommends"];
    apt(&["update", "-qq"])
        .and_then(|()| apt(&[&install, packages].concat()))
        .map_err(|problem| format!("{problem}\n{by_hand}"))
}
