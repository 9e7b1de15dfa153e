//! Files that a person opens: read as a stream with a bound, unpacked by the browser, and given to the simulation.
use broker::{BrokerVersion, Opened};
use js_sys::{Array, Uint8Array};
use simulation::Simulation;
use store::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, OpenError, StoreTime, read_tar};
use wasm_bindgen::prelude::*;
use web_sys::File;

/// The most that an archive may unpack to: its files, and at most 2 KiB of header and padding for each.
const UNPACKED_MAX: u64 = ARCHIVE_BYTES_MAX + 2048 * ARCHIVE_ENTRIES_MAX as u64;
/// A Spring file is a page long; a megabyte is none.
const TEXT_MAX: u64 = 1 << 20;

#[wasm_bindgen(module = "/web/files.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn read_file(file: &File, bytes_max: f64, progress: &Closure<ProgressFn>) -> Result<JsValue, JsValue>;
}

type ProgressFn = dyn Fn(f64, f64, f64) -> bool;

/// How far a file has been read, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Of the file.
    pub read: f64,
    /// Its size.
    pub size: f64,
    /// What came out of it.
    pub unpacked: f64,
}

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum FileError {
    /// The person stopped it.
    Stopped,
    /// It has no bytes.
    Empty,
    /// It is a .zip.
    Zip,
    /// It unpacks to more than a tab can hold.
    Large,
    /// gzip broke off after so many bytes of the file.
    Gzip {
        /// Bytes read.
        read: f64,
        /// Size of the file.
        size: f64,
    },
    /// The browser could not read it.
    Unreadable(String),
    /// It is no archive of a store.
    Archive(ArchiveError),
    /// No broker would start on it.
    Open(OpenError),
}

/// A store that was opened.
#[derive(Clone)]
pub struct OpenedStore {
    /// The archive's name.
    pub name: String,
    /// The simulation on it.
    pub simulation: Simulation,
    /// What was found.
    pub opened: Opened,
}

/// Reads an archive of a store folder and opens it as a broker of this version does.
///
/// # Errors
/// Whatever is wrong with the file; nothing has been changed.
pub async fn open_archive(
    file: &File,
    version: BrokerVersion,
    progress: impl Fn(Progress) -> bool + 'static,
) -> Result<OpenedStore, FileError> {
    let bytes = read(file, UNPACKED_MAX, progress).await?;
    let folder = read_tar(&bytes).map_err(FileError::Archive)?;
    drop(bytes);
    #[expect(clippy::cast_possible_truncation, reason = "a Date counts whole milliseconds, fewer than 2^53")]
    let now = StoreTime(js_sys::Date::now() as i64);
    let (simulation, opened) = Simulation::open_store(&folder, version, now).map_err(FileError::Open)?;
    Ok(OpenedStore { name: file.name(), simulation, opened })
}

/// Reads a text file.
///
/// # Errors
/// As above. Bytes that are no UTF-8 become U+FFFD, and the reader of the text says where.
pub async fn read_text(file: &File) -> Result<String, FileError> {
    let bytes = read(file, TEXT_MAX, |_| true).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn read(
    file: &File,
    bytes_max: u64,
    progress: impl Fn(Progress) -> bool + 'static,
) -> Result<Vec<u8>, FileError> {
    let progress: Closure<ProgressFn> =
        Closure::new(move |read: f64, size: f64, unpacked: f64| progress(Progress { read, size, unpacked }));
    #[expect(clippy::cast_precision_loss, reason = "a bound of some hundred megabytes")]
    let read = read_file(file, bytes_max as f64, &progress).await;
    read.map(|bytes| bytes.unchecked_into::<Uint8Array>().to_vec()).map_err(|error| file_error(file, &error))
}

#[inline(never)]
fn file_error(file: &File, error: &JsValue) -> FileError {
    let parts = error.dyn_ref::<Array>().cloned().unwrap_or_default();
    match parts.get(0).as_string().as_deref() {
        Some("stopped") => FileError::Stopped,
        Some("empty") => FileError::Empty,
        Some("zip") => FileError::Zip,
        Some("large") => FileError::Large,
        Some("gzip") => FileError::Gzip { read: parts.get(1).as_f64().unwrap_or(0.0), size: file.size() },
        _ => FileError::Unreadable(parts.get(1).as_string().unwrap_or_else(|| format!("{error:?}"))),
    }
}

/// Whether a file is a Spring file by its name; everything else is taken for an archive.
pub fn is_yaml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".yml") || name.ends_with(".yaml")
}
