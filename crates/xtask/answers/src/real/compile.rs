//! Compiling `tests/real-broker` against a release of RocketMQ. Maven brings the release the first time.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).expect("three folders below the root").to_owned()
}

/// The class path of the program, compiled against `release`.
pub(super) fn classpath(release: &str) -> Result<String, String> {
    let (project, built) = (root().join("tests/real-broker"), root().join("target/real-broker").join(release));
    let stamp = built.join("compiled");
    if modified(&stamp) <= newest(&project.join("src")).max(modified(&project.join("pom.xml"))) {
        eprintln!("xtask: compiling tests/real-broker against RocketMQ {release} (5 s; up to a minute the first time)");
        let pom = project.join("pom.xml");
        let printed = Command::new("mvn")
            .args(["-q", "-B", "-f"])
            .arg(&pom)
            .arg(format!("-Drocketmq.version={release}"))
            .arg("compile")
            .output()
            .map_err(|error| format!("`mvn` could not be started: {error}; `cargo xtask setup` installs it"))?;
        if !printed.status.success() {
            let text = String::from_utf8_lossy(&printed.stdout);
            return Err(format!(
                "{}\nMaven could not compile {} against RocketMQ {release}. The first time it needs Maven Central, or \
                 the mirror that your settings.xml names.",
                text.trim(),
                pom.display()
            ));
        }
        // Written last: half a compilation has none.
        std::fs::write(&stamp, "").map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    let jars = built.join("classpath");
    let jars = std::fs::read_to_string(&jars).map_err(|error| format!("{}: {error}", jars.display()))?;
    Ok(format!("{}:{}", built.join("classes").display(), jars.trim()))
}

fn modified(path: &Path) -> SystemTime {
    path.metadata().and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
}

/// When anything in the folder was last changed.
fn newest(folder: &Path) -> SystemTime {
    let entries = folder.read_dir().into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    entries
        .map(|path| if path.is_dir() { newest(&path) } else { modified(&path) })
        .max()
        .unwrap_or_else(|| modified(folder))
}
