//! Makes the first inputs from recorded stores, journeys and recorded dates: `cargo run -p fuzz-targets --example seeds`.
//!
//! Files that are there already stay as they are; what fuzzing found lies beside them.
use fuzz_targets::folder::{File, Input};
use std::path::{Path, PathBuf};
use store::{Folder, read_tar_gz, write_tar_gz, write_zip};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn store(name: &str) -> Folder {
    let bytes = std::fs::read(tests().join(format!("truth/stores/{name}.tar.gz"))).expect("a recorded store");
    read_tar_gz(&bytes).expect("it can be read")
}

fn write(target: &str, name: &str, data: &[u8]) {
    let folder = tests().join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&folder).expect("the corpus can be written to");
    std::fs::write(folder.join(name), data).expect("the corpus can be written to");
}

fn input(kind: u8, folder: &Folder) -> Input {
    let file = |(path, file): (&str, &store::FolderFile)| File {
        path: path.to_owned(),
        modified_ms: file.modified_ms,
        bytes: file.bytes.used().to_vec(),
        zeros: u32::try_from(file.bytes.zeros()).expect("a recorded file is small"),
    };
    let wanted = |path: &str| !path.ends_with(".bak") && !path.contains("TBW102");
    Input { kind, seed: 7, files: folder.iter().filter(|(path, _)| wanted(path)).map(file).collect() }
}

/// A folder with the first `most` files of each kind only: a short archive.
fn few(folder: &Folder, most: usize) -> Folder {
    let mut copy = Folder::new();
    for part in ["commitlog", "consumequeue", "config"] {
        let some = folder.under(part).filter(|(path, _)| !path.ends_with(".bak")).take(most);
        for (path, file) in some {
            copy.insert(&format!("{part}/{path}"), file.clone()).expect("it was a path");
        }
    }
    copy
}

fn main() {
    for (kind, name) in [
        "simple-4.9.7",
        "simple-5.1.4",
        "mixed-5.3.3",
        "trimmed-5.5.0",
        "skew-4.9.7",
        "crash-5.1.4",
        "ties-5.3.3",
        "crash-5.5.0",
        "mixed-4.9.7",
        "trimmed-5.1.4",
        "simple-5.3.3",
        "mixed-5.5.0",
    ]
    .into_iter()
    .enumerate()
    {
        write("folder", &format!("recorded-{name}"), &input(kind as u8, &store(name)).encode());
    }
    let small = few(&store("simple-4.9.7"), 2);
    let gzip = write_tar_gz(&small);
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gzip[..]), &mut plain).expect("it is whole");
    write("archive", "written-tar", &[&[0][..], &plain].concat());
    write("archive", "written-tar-gz", &[&[1][..], &gzip].concat());
    write("archive", "written-zip", &[&[2][..], &write_zip(&small)].concat());
    texts();
}

fn texts() {
    let text = |kind: u8, name: &str, text: &str| write("text", name, &[&[kind][..], text.as_bytes()].concat());
    text(0, "spring-short", include_str!("spring.yml"));
    for file in std::fs::read_dir(tests().join("journeys")).expect("the journeys").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".txt") {
            text(1, &format!("journey-{name}"), &std::fs::read_to_string(file.path()).expect("a journey is text"));
        }
    }
    for (nth, time) in
        ["2022-01-17 11:01:48.123 +08:00", "-1h30m", "1642388508123", "yesterday 11:01", "now"].iter().enumerate()
    {
        text(2, &format!("time-{nth}"), time);
    }
    for (nth, date) in
        ["20220117110148", "2022-01-17#11:01:48:123\nyyyy-MM-dd#HH:mm:ss:SSS", "now", "-1"].iter().enumerate()
    {
        text(3, &format!("date-{nth}"), date);
    }
    let commands = [
        r#"{"do":"createTopic","topic":"t","queues":2}"#,
        r#"{"do":"produce","topic":"t","tag":"A","body":"x","delayLevel":1}"#,
        r#"{"do":"produce","topic":"t","queue":1,"body":"y"}"#,
        r#"{"do":"configureGroup","group":"g","settings":{"topic":"t","consumeFrom":{"where":"timestamp","time":{"text":"20220117110148","at":5}},"tags":"A || B","handlerMs":5}}"#,
        r#"{"do":"startConsumer","group":"g"}"#,
        r#"{"do":"advance","byMs":7000}"#,
        r#"{"do":"rewind","group":"g","topic":"t","time":0,"force":true}"#,
        r#"{"do":"advanceToNext"}"#,
        r#"{"do":"chooseVersion","version":"4.9"}"#,
        r#"{"do":"rewind","group":"g","topic":"t","time":-1,"force":false}"#,
        r#"{"do":"advance","byMs":60000}"#,
        r#"{"do":"stopConsumer","group":"g","consumer":0}"#,
    ];
    text(4, "commands", &commands.join("\n"));
}
