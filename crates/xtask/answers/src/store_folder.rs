//! A store folder, from disk, or from a `.tar.gz`, `.tar` or `.zip`.
use std::fs::File;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use store::{Folder, FolderFile, read_tar, read_tar_gz, read_zip};

/// Reads the folder, or the archive.
pub(crate) fn read(path: &Path) -> Result<Folder, String> {
    let named = |problem: String| format!("{}: {problem}", path.display());
    if path.is_dir() {
        let mut folder = Folder::new();
        add(&mut folder, path, "").map_err(named)?;
        return folder.store_root().map_err(|error| named(error.to_string()));
    }
    let bytes = std::fs::read(path).map_err(|error| named(error.to_string()))?;
    let read = match &bytes[..] {
        [0x1f, 0x8b, ..] => read_tar_gz(&bytes),
        [b'P', b'K', ..] => read_zip(&bytes),
        _ => read_tar(&bytes),
    };
    read.map_err(|error| named(error.to_string()))
}

fn add(folder: &mut Folder, place: &Path, prefix: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", place.display());
    for entry in place.read_dir().map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, data) = (format!("{prefix}{}", entry.file_name().display()), entry.metadata().map_err(failed)?);
        if data.is_dir() {
            // What RocketMQ 5.5 keeps in there is not part of the message store, and can be large.
            if path != "rocksdbstore" {
                add(folder, &entry.path(), &format!("{path}/"))?;
            }
            continue;
        }
        let modified = data.modified().map_err(failed)?.duration_since(UNIX_EPOCH);
        let modified_ms = modified.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        let bytes = std::fs::read(entry.path()).map_err(failed)?.into();
        folder.insert(&path, FolderFile { bytes, modified_ms }).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Writes a folder to disk, zeros and modification times and all.
pub(crate) fn write(folder: &Folder, place: &Path) -> Result<(), String> {
    for (path, file) in folder.iter() {
        let path = place.join(path);
        let write = || {
            std::fs::create_dir_all(path.parent().expect("it is inside the folder"))?;
            std::fs::write(&path, file.bytes.used())?;
            let written = File::options().write(true).open(&path)?;
            written.set_len(file.bytes.len())?;
            written.set_modified(UNIX_EPOCH + Duration::from_millis(file.modified_ms.unsigned_abs()))
        };
        write().map_err(|error: std::io::Error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
