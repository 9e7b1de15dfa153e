//! Files that a person opens: read piece by piece with a bound, unpacked by the browser, and given to the simulation.
use crate::source::Source;
use broker::{BrokerVersion, Opened};
use js_sys::{Array, Uint8Array};
use simulation::Simulation;
use std::cell::RefCell;
use std::rc::Rc;
use store::{
    ARCHIVE_BYTES_MAX, ArchiveError, ArchiveProblem, Folder, FolderFile, FolderReader, OpenError, StoreTime, TarReader,
    Unpacked, ZipFile, zip_files, zip_folder,
};
use wasm_bindgen::prelude::*;
use web_sys::File;

/// A Spring file is a page long; a megabyte is none.
const TEXT_MAX: f64 = 1_048_576.0;
/// The largest zip archive: its end says what is in it, so it is held as a whole.
#[expect(clippy::cast_precision_loss, reason = "a bound of some hundred megabytes")]
const ZIP_MAX: f64 = ARCHIVE_BYTES_MAX as f64;

#[wasm_bindgen(module = "/web/files.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn slice(file: &File, from: f64, to: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn stream(file: &File, gzip: bool, take: &Closure<TakeFn>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn inflate(packed: Uint8Array, take: &Closure<TakeFn>) -> Result<JsValue, JsValue>;
}

type TakeFn = dyn FnMut(Uint8Array, f64) -> bool;

/// How far files have been read, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Of the file, or of all files.
    pub read: f64,
    /// Their size.
    pub size: f64,
    /// What came out of an archive.
    pub unpacked: f64,
}

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum FileError {
    /// The person stopped it.
    Stopped,
    /// It has no bytes.
    Empty,
    /// It is larger than a tab can hold.
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

impl From<ArchiveError> for FileError {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// A store that was opened.
#[derive(Clone)]
pub struct OpenedStore {
    /// The name of the archive or the folder.
    pub name: String,
    /// The simulation on it.
    pub simulation: Simulation,
    /// What was found.
    pub opened: Opened,
}

/// Reads a store folder, or an archive of one, and opens it as a broker of this version does. `progress` is told on the
/// way and may answer false to stop.
///
/// # Errors
/// Whatever is wrong with the files; nothing has been changed.
pub async fn open_store(
    source: &Source,
    version: BrokerVersion,
    progress: impl Fn(Progress) -> bool + 'static,
) -> Result<OpenedStore, FileError> {
    let progress = Rc::new(progress);
    let folder = match source.single() {
        Some(file) => archive(file, progress).await?,
        None => folder(source, &*progress).await?,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a Date counts whole milliseconds, fewer than 2^53")]
    let now = StoreTime(js_sys::Date::now() as i64);
    let (simulation, opened) = Simulation::open_store(&folder, version, now).map_err(FileError::Open)?;
    Ok(OpenedStore { name: source.name.clone(), simulation, opened })
}

/// Reads a text file.
///
/// # Errors
/// As above. Bytes that are no UTF-8 become U+FFFD, and the reader of the text says where.
pub async fn read_text(file: &File) -> Result<String, FileError> {
    read_text_of(file, TEXT_MAX).await
}

/// Reads a text file of that size at most.
///
/// # Errors
/// As above.
pub async fn read_text_of(file: &File, bytes_max: f64) -> Result<String, FileError> {
    if file.size() > bytes_max {
        return Err(FileError::Large);
    }
    let bytes = read(file, 0.0, file.size()).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn read(file: &File, from: f64, to: f64) -> Result<Vec<u8>, FileError> {
    let bytes = slice(file, from, to).await.map_err(|error| file_error(file.size(), &error))?;
    Ok(bytes.unchecked_into::<Uint8Array>().to_vec())
}

/// A folder's files in slices, up to where their zeros begin.
#[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a file's size is a whole number from 0")]
async fn folder(source: &Source, progress: &dyn Fn(Progress) -> bool) -> Result<Folder, FileError> {
    let size: f64 = source.files.iter().map(|(_, file)| file.size()).sum();
    let (mut reader, mut before, mut unpacked) = (FolderReader::new(), 0.0, 0.0);
    for (path, file) in &source.files {
        let mut sliced = reader.file(path, file.size() as u64)?;
        while let Some(range) = sliced.wanted() {
            let bytes = read(file, range.start as f64, range.end as f64).await?;
            unpacked += bytes.len() as f64;
            sliced.push(&bytes)?;
            if !progress(Progress { read: before + sliced.done() as f64, size, unpacked }) {
                return Err(FileError::Stopped);
            }
        }
        before += file.size();
        reader.add(sliced, file.last_modified() as i64)?;
    }
    Ok(reader.finish()?)
}

/// An archive, told by its first bytes; what is neither gzip nor zip is taken for tar.
async fn archive<P: Fn(Progress) -> bool + 'static>(file: &File, progress: Rc<P>) -> Result<Folder, FileError> {
    if file.size() == 0.0 {
        return Err(FileError::Empty);
    }
    match read(file, 0.0, file.size().min(2.0)).await?.as_slice() {
        b"PK" => zip(file, progress).await,
        head => tar(file, head == [0x1F, 0x8B], progress).await,
    }
}

/// What takes the pieces of a stream, until it refuses one.
struct Sink<T> {
    to: T,
    refused: Option<FileError>,
}

/// Lets `pour` give all pieces of a stream to `take`.
async fn drain<T: 'static, F: std::future::Future<Output = Result<JsValue, JsValue>>>(
    to: T,
    size: f64,
    take: impl Fn(&mut T, &[u8], f64) -> Result<(), FileError> + 'static,
    pour: impl FnOnce(Rc<Closure<TakeFn>>) -> F,
) -> Result<T, FileError> {
    let sink = Rc::new(RefCell::new(Sink { to, refused: None }));
    let into = sink.clone();
    let closure: Rc<Closure<TakeFn>> = Rc::new(Closure::new(move |bytes: Uint8Array, read: f64| {
        let mut sink = into.borrow_mut();
        let taken = take(&mut sink.to, &bytes.to_vec(), read);
        sink.refused = taken.err();
        sink.refused.is_none()
    }));
    let poured = pour(closure.clone()).await;
    drop(closure);
    let sink = Rc::into_inner(sink).expect("the closure that shared it is gone").into_inner();
    if let Some(refused) = sink.refused {
        return Err(refused);
    }
    poured.map_err(|error| file_error(size, &error))?;
    Ok(sink.to)
}

async fn tar<P: Fn(Progress) -> bool + 'static>(file: &File, gzip: bool, progress: Rc<P>) -> Result<Folder, FileError> {
    let (size, file) = (file.size(), file.clone());
    #[expect(clippy::cast_precision_loss, reason = "a piece is small")]
    let take = move |(tar, unpacked): &mut (TarReader, f64), bytes: &[u8], read: f64| {
        tar.push(bytes)?;
        *unpacked += bytes.len() as f64;
        let on = progress(Progress { read, size, unpacked: *unpacked });
        if on { Ok(()) } else { Err(FileError::Stopped) }
    };
    let pour = |take: Rc<Closure<TakeFn>>| async move { stream(&file, gzip, &take).await };
    let (tar, _) = drain((TarReader::new(), 0.0), size, take, pour).await?;
    Ok(tar.finish()?)
}

async fn zip<P: Fn(Progress) -> bool + 'static>(file: &File, progress: Rc<P>) -> Result<Folder, FileError> {
    let size = file.size();
    if size > ZIP_MAX {
        return Err(FileError::Large);
    }
    let bytes = read(file, 0.0, size).await?;
    let (mut files, mut at, mut unpacked) = (Vec::new(), 0.0, 0.0);
    for packed in zip_files(&bytes)? {
        let told = Progress { read: at, size, unpacked };
        let whole = unzip(&packed, told, progress.clone()).await?;
        #[expect(clippy::cast_precision_loss, reason = "an archive's bytes are below 2^53")]
        let (read, out) = (packed.packed.len() as f64, whole.bytes.len() as f64);
        (at, unpacked) = (at + read, unpacked + out);
        files.push((packed.path.clone(), whole));
    }
    Ok(zip_folder(files)?)
}

async fn unzip<P: Fn(Progress) -> bool + 'static>(
    file: &ZipFile<'_>,
    told: Progress,
    progress: Rc<P>,
) -> Result<FolderFile, FileError> {
    let mut content = Unpacked::new();
    if file.deflated {
        let packed = Uint8Array::from(file.packed);
        let most = file.unpacked_len();
        #[expect(clippy::cast_precision_loss, reason = "a file's bytes are below 2^53")]
        let take = move |content: &mut Unpacked, bytes: &[u8], _: f64| {
            content.push(bytes)?;
            let on = progress(Progress { unpacked: told.unpacked + content.len() as f64, ..told });
            match on {
                _ if content.len() > most => Err(ArchiveError::TooLarge.into()),
                true => Ok(()),
                false => Err(FileError::Stopped),
            }
        };
        let pour = |take: Rc<Closure<TakeFn>>| async move { inflate(packed, &take).await };
        content = drain(content, told.size, take, pour).await.map_err(|error| match error {
            FileError::Unreadable(_) => FileError::Archive(ArchiveError::Broken {
                entries: 0,
                why: ArchiveProblem::Packed { path: file.path.clone() },
            }),
            other => other,
        })?;
    } else {
        content.push(file.packed)?;
    }
    Ok(file.unpacked(content)?)
}

/// What files.js throws.
#[inline(never)]
pub(crate) fn file_error(size: f64, error: &JsValue) -> FileError {
    let parts = error.dyn_ref::<Array>().cloned().unwrap_or_default();
    match parts.get(0).as_string().as_deref() {
        Some("empty") => FileError::Empty,
        Some("gzip") => FileError::Gzip { read: parts.get(1).as_f64().unwrap_or(0.0), size },
        _ => FileError::Unreadable(parts.get(1).as_string().unwrap_or_else(|| format!("{error:?}"))),
    }
}

/// Whether a file is a Spring file by its name; everything else is taken for an archive.
pub fn is_yaml(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".yml") || name.ends_with(".yaml")
}
