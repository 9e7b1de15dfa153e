//! One program that cargo builds for us, at a fixed version, in a folder of its own.
use crate::shell::{Result, Shell, tools};
use std::path::PathBuf;

/// One pinned program.
pub(crate) struct Tool {
    /// The program, and the package that holds it.
    pub(crate) name: &'static str,
    /// The version that it must print.
    pub(crate) version: &'static str,
    /// What to tell `cargo install` besides the name.
    pub(crate) flags: &'static [&'static str],
    /// A package of ours to install from, for a tool that its own lock file does not build.
    pub(crate) package: Option<&'static str>,
    /// How long the build takes on two free cores, for the reader who waits.
    pub(crate) about: &'static str,
}

impl Tool {
    /// Its own folder, named after its version: two clones with different pins do not disturb each other.
    pub(crate) fn folder(&self) -> PathBuf {
        tools().join(format!("{}-{}", self.name, self.version))
    }

    fn is_there(&self) -> bool {
        let printed = Shell::new(self.name).args(["--version"]).output();
        printed.is_some_and(|line| line.split_whitespace().any(|word| word == self.version))
    }

    /// Builds it, unless it is there. `--debug` halves the time to install; these tools do little work of their own.
    pub(crate) fn install(&self) -> Result {
        if self.is_there() {
            return Ok(());
        }
        println!("xtask: installing {} {} ({} on two cores)", self.name, self.version, self.about);
        let (folder, build) = (self.folder(), self.folder().join("build"));
        let named = format!("{}@{}", self.name, self.version);
        let what = self.package.map_or_else(|| vec![named.as_str()], |package| vec!["--path", package]);
        let done = Shell::new("cargo")
            .args(["install", "--locked", "--debug"])
            .args(["--root", &folder.to_string_lossy()])
            .args(["--target-dir", &build.to_string_lossy()])
            .args(self.flags.iter().copied().chain(what))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .run();
        // Half a gigabyte of objects that nothing needs again; after a failure the next try goes on from them.
        if done.is_ok() {
            let _ = std::fs::remove_dir_all(build);
        }
        done.map_err(|problem| {
            format!(
                "{problem}\n{} {} is missing. The first set-up needs the crate registry; later ones do not.\n\
                 Connect and run `cargo xtask setup`, or install it by hand: `cargo install --locked {named}`.",
                self.name, self.version
            )
        })
    }
}
