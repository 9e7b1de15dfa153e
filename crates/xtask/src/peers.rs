//! `bench --peers`: builds every program that is measured side by side, then lets `answers` ask them.
use crate::command::ANSWERS;
use crate::setup::{self, Need};
use crate::shell::{Result, Shell, root};
use std::fs;
use std::path::Path;

/// Everything that is built here, below the root.
const BUILT: &str = "target/peers";
/// Our measured work: a program, and a wasm module that Node runs.
const OURS: &str = "bench-ours";
/// RocketMQ's own store.
const JAVA: &str = "tests/peers/java";
const JAVA_VERSIONS: [&str; 2] = ["4.9.7", "5.3.3"];
const CLASSPATH: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath";
/// What the store looks into inside the virtual machine, as the broker's own start script allows it.
const OPENED: [&str; 6] = ["java.nio", "sun.nio.ch", "java.lang", "java.util", "jdk.internal.ref", "jdk.internal.misc"];
/// The Rust port of it.
const PORT: &str = "tests/peers/rust/Cargo.toml";
/// As `index.html` tells Trunk.
const WASM_OPT: [&str; 4] = ["-Oz", "-g", "--skip-pass=memory-packing", "--one-caller-inline-max-function-size=0"];

/// One line of the list: role, title, program, arguments.
type Program = Vec<String>;

/// Builds, measures, prints the tables.
pub(crate) fn bench() -> Result {
    setup::need(&[Need::Target, Need::Npm, Need::Java])?;
    let built = root().join(BUILT);
    let scratch = built.join("stores");
    // What an interrupted run has left behind.
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let mut list = ours(&built)?;
    for version in JAVA_VERSIONS {
        list.push(java(&built.join(format!("java-{version}")), version, &scratch)?);
    }
    list.push(port(&built, &scratch)?);
    let lines: Vec<String> = list.iter().map(|program| program.join("\t")).collect();
    let file = built.join("programs.txt");
    fs::write(&file, lines.join("\n")).map_err(|error| format!("{}: {error}", file.display()))?;
    let list = file.to_string_lossy();
    Shell::new("cargo").args(["run", "--quiet", "--package", ANSWERS, "--", "peers", &list]).run()
}

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Program {
    words.into_iter().map(str::to_owned).collect()
}

fn ours(built: &Path) -> Result<Vec<Program>> {
    Shell::new("cargo").args(["build", "--quiet", "--profile", "bench", "--package", OURS]).run()?;
    let native = root().join("target/release").join(OURS);
    let mut list = vec![words(["native", "ours, native", &native.to_string_lossy()])];
    let node = root().join("tests/peers/ours/bench.mjs");
    for (title, profile, optimised) in [("page", "release", true), ("speed", "bench", false)] {
        let target = ["--lib", "--target", "wasm32-unknown-unknown"];
        let build = ["build", "--quiet", "--package", OURS, "--profile", profile];
        Shell::new("cargo").args(build.into_iter().chain(target)).run()?;
        let module = root().join("target/wasm32-unknown-unknown/release/bench_ours.wasm");
        let kept = built.join(format!("{title}.wasm"));
        let (from, to) = (module.to_string_lossy(), kept.to_string_lossy());
        if optimised {
            Shell::new("wasm-opt").args(WASM_OPT.into_iter().chain(["-o", &to, &from])).run()?;
        } else {
            fs::copy(&module, &kept).map_err(|error| format!("{from}: {error}"))?;
        }
        let title = if optimised { "ours, wasm as in the page" } else { "ours, wasm for speed" };
        list.push(words(["wasm", title, "node", &node.to_string_lossy(), &to]));
    }
    Ok(list)
}

fn java(folder: &Path, version: &str, scratch: &Path) -> Result<Program> {
    let conf = folder.join("conf");
    fs::create_dir_all(&conf).map_err(|error| format!("{}: {error}", conf.display()))?;
    for name in ["logback.xml", "rmq.logback.xml"] {
        let silent = r#"<configuration><root level="OFF"/></configuration>"#;
        fs::write(conf.join(name), silent).map_err(|error| format!("{}: {error}", conf.display()))?;
    }
    let listed = folder.join("classpath");
    if !listed.exists() {
        let (of, out) = (format!("-Drocketmq.version={version}"), format!("-Dmdep.outputFile={}", listed.display()));
        let pom = format!("{JAVA}/pom.xml");
        Shell::new("mvn").args(["-q", "-B", "-f", &pom, &of, CLASSPATH, &out]).run()?;
    }
    let jars = fs::read_to_string(&listed).map_err(|error| format!("{}: {error}", listed.display()))?;
    let classes = folder.join("classes");
    let of_version = format!("{JAVA}/v{}/peer/Api.java", version.split('.').next().unwrap_or_default());
    let sources = ["src/peer/Peer.java", "src/peer/Store.java"].map(|name| format!("{JAVA}/{name}"));
    // In a file of its own: the line would fill a screen.
    let arguments = folder.join("arguments");
    fs::write(&arguments, format!("-cp {jars}")).map_err(|error| format!("{}: {error}", arguments.display()))?;
    Shell::new("javac")
        .args(["--release", "17", "-d", &classes.to_string_lossy(), &format!("@{}", arguments.display())])
        .args([sources[0].as_str(), &sources[1], &of_version])
        .run()?;
    let role = if version.starts_with('4') { "java4" } else { "java5" };
    let mut program = words([role, &format!("RocketMQ {version}"), "java", "-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"]);
    for package in OPENED {
        program.push(format!("--add-opens=java.base/{package}=ALL-UNNAMED"));
        program.push(format!("--add-exports=java.base/{package}=ALL-UNNAMED"));
    }
    program.extend(["user.home", "java.io.tmpdir"].map(|name| format!("-D{name}={}", scratch.display())));
    program.extend(words(["-Drocketmq.client.logUseSlf4j=true", "-cp"]));
    program.push(format!("{}:{}:{jars}", conf.display(), classes.display()));
    program.extend(words(["peer.Peer", &scratch.to_string_lossy()]));
    Ok(program)
}

fn port(built: &Path, scratch: &Path) -> Result<Program> {
    println!("xtask: building the Rust port; the first time takes about six minutes");
    let target = built.join("rust");
    let build = ["build", "--release", "--quiet", "--locked", "--manifest-path", PORT, "--target-dir"];
    Shell::new("cargo").args(build.into_iter().chain([&*target.to_string_lossy()])).run()?;
    let program = target.join("release/peer");
    Ok(words(["port", "the Rust port 1.0.0", &program.to_string_lossy(), &scratch.join("port").to_string_lossy()]))
}
