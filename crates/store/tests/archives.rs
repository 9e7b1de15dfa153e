//! A folder as an archive, and back.
mod common;

use common::recorded::{folder, folders};
use store::{ArchiveError, FileBytes, Folder, FolderFile, read_tar_gz, read_zip, write_tar_gz, write_zip, zip_files};

/// The files of a folder, without the empty folders and links that no archive needs.
fn files(folder: &Folder) -> Vec<(&str, &FolderFile)> {
    folder.iter().collect()
}

#[test]
fn every_recorded_folder_comes_back_to_the_millisecond() {
    for (name, folder) in folders() {
        let zip = write_zip(&folder);
        let again = read_zip(&zip).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(files(&again) == files(&folder), "{name}");
        let again = read_tar_gz(&write_tar_gz(&folder)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(files(&again) == files(&folder), "{name}, as tar");
    }
}

#[test]
fn a_mostly_empty_log_file_is_small_in_an_archive() {
    let mut large = Folder::new();
    let bytes = FileBytes::padded(b"DAA320A7", 64 << 20);
    large
        .insert("commitlog/00000000000000000000", FolderFile { bytes, modified_ms: 1_704_067_200_123 })
        .expect("a path");
    let zip = write_zip(&large);
    assert!(zip.len() < 70_000, "{} bytes", zip.len());
    assert!(files(&read_zip(&zip).expect("whole")) == files(&large));
    let tar = write_tar_gz(&large);
    assert!(tar.len() < 70_000, "{} bytes", tar.len());
    assert!(files(&read_tar_gz(&tar).expect("whole")) == files(&large));
}

#[test]
fn times_before_1970_and_far_ahead_come_back() {
    for modified_ms in [-1, 0, 1, 951_827_696_789, 4_102_444_800_000] {
        let mut folder = Folder::new();
        folder.insert("commitlog/0", FolderFile { bytes: b"x"[..].into(), modified_ms }).expect("a path");
        let again = read_zip(&write_zip(&folder)).expect("whole");
        assert_eq!(again.get("commitlog/0").map(|file| file.modified_ms), Some(modified_ms));
        let again = read_tar_gz(&write_tar_gz(&folder)).expect("whole");
        assert_eq!(again.get("commitlog/0").map(|file| file.modified_ms), Some(modified_ms));
    }
}

#[test]
fn long_paths_and_other_letters_come_back() {
    let mut folder = Folder::new();
    let topics = ["退款".repeat(40), "x".repeat(120), "y".into()];
    for path in
        topics.map(|topic| format!("consumequeue/{topic}/0/0")).iter().map(String::as_str).chain(["commitlog/0"])
    {
        folder.insert(path, FolderFile { bytes: b"x"[..].into(), modified_ms: 7 }).expect("a path");
    }
    assert!(files(&read_tar_gz(&write_tar_gz(&folder)).expect("whole")) == files(&folder));
    assert!(files(&read_zip(&write_zip(&folder)).expect("whole")) == files(&folder));
}

#[test]
fn a_changed_byte_is_named_with_its_file() {
    let zip = write_zip(&folder("simple-5.3.3"));
    let files = zip_files(&zip).expect("whole");
    let log = files.iter().find(|file| file.path.starts_with("commitlog")).expect("it has a log");
    let at = log.packed.as_ptr() as usize - zip.as_ptr() as usize + 100;
    let mut changed = zip.clone();
    changed[at] ^= 1;
    let Err(ArchiveError::Broken { why, .. }) = read_zip(&changed) else { panic!("refused") };
    assert!(why.to_string().contains("checksum of commitlog/00000000000000000000"), "{why}");
}

#[test]
fn what_is_no_zip_is_refused() {
    for bytes in [&[][..], b"PK\x03\x04", &[7; 5_000]] {
        assert!(matches!(read_zip(bytes), Err(ArchiveError::Broken { .. })));
    }
    let zip = write_zip(&folder("simple-5.3.3"));
    for cut in (0..zip.len()).step_by(97) {
        assert!(read_zip(&zip[..cut]).is_err(), "the first {cut} bytes");
    }
}
