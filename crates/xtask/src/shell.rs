//! Running other programs, with the project's own tools first on the path.
use crate::setup;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// What every step returns: nothing, or a sentence for the reader.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// The folder of the browser tests, which is also the npm project.
pub(crate) const E2E: &str = "tests/e2e";

/// The folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/xtask is two folders deep").into()
}

/// Where the pinned tools are kept: outside the clone, so that a fresh clone on the same machine finds them.
pub(crate) fn tools() -> PathBuf {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("REWIND_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("rewind-tools")))
        .or_else(|| set("HOME").map(|home| home.join(".cache/rewind-tools")))
        .unwrap_or_else(|| root().join("target/tools"))
}

/// One program to run in the project's root.
pub(crate) struct Shell {
    command: Command,
    shown: String,
}

impl Shell {
    /// A program found on the path.
    pub(crate) fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        let pinned = setup::TOOLS.iter().map(|tool| tool.folder().join("bin"));
        let npm = root().join(E2E).join("node_modules/.bin");
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(pinned.chain([npm]).chain(std::env::split_paths(&inherited)));
        command.env("PATH", path.expect("no folder on the path has a colon in its name")).current_dir(root());
        Self { command, shown: program.to_owned() }
    }

    /// Adds arguments.
    pub(crate) fn args<'a>(mut self, args: impl IntoIterator<Item = &'a str>) -> Self {
        for arg in args {
            self.shown = format!("{} {arg}", self.shown);
            self.command.arg(arg);
        }
        self
    }

    /// Runs in a folder below the root.
    pub(crate) fn inside(mut self, folder: &str) -> Self {
        self.command.current_dir(root().join(folder));
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Shows the command, runs it and fails when it fails.
    pub(crate) fn run(mut self) -> Result {
        println!("xtask: {}", self.shown);
        let status = self.command.status();
        self.judge(status)
    }

    /// As `run`, and hands over each line that the program prints on standard output, after showing it.
    pub(crate) fn run_reading(mut self, mut line_read: impl FnMut(&str)) -> Result {
        println!("xtask: {}", self.shown);
        let status = self.command.stdout(Stdio::piped()).spawn().and_then(|mut child| {
            let printed = child.stdout.take().expect("it was asked for one line above");
            for line in BufReader::new(printed).lines().map_while(|line| line.ok()) {
                println!("{line}");
                line_read(&line);
            }
            child.wait()
        });
        self.judge(status)
    }

    fn judge(&self, status: std::io::Result<ExitStatus>) -> Result {
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` ended with {status}", self.shown)),
            Err(error) => Err(format!("`{}` could not be started: {error}", self.shown)),
        }
    }

    /// What the program prints, or `None` when it is missing or fails.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
