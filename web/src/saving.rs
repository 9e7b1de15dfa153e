//! The session's broker as a store folder: an archive to download, or files in a folder of the disk.
use crate::files::{FileError, file_error};
use js_sys::Uint8Array;
use simulation::{FileSizes, SaveError, Simulation};
use store::{Folder, write_tar_gz, write_zip};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/web/files.js")]
extern "C" {
    fn download(name: &str, bytes: Uint8Array);
    /// Whether this browser lets a page write into a folder.
    pub fn can_write_folders() -> bool;
    fn target_folder() -> js_sys::Promise;
    #[wasm_bindgen(catch)]
    async fn write_file(folder: &JsValue, path: &str, bytes: Uint8Array, size: f64) -> Result<JsValue, JsValue>;
}

/// How an archive is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// `.zip`.
    Zip,
    /// `.tar.gz`.
    TarGz,
}

/// Gives a text to the browser as a download.
#[inline(never)]
pub fn download_text(name: &str, text: &str) {
    download(name, Uint8Array::from(text.as_bytes()));
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The archive, or nothing for a folder.
    pub name: Option<String>,
    /// Bytes of the archive; of a folder, the bytes that are not empty.
    pub bytes: f64,
    /// Bytes that the files have on a disk.
    pub unpacked: f64,
}

/// Why nothing was saved.
#[derive(Clone, Debug, PartialEq)]
pub enum SavingError {
    /// The store can't be written so.
    Save(SaveError),
    /// The folder is not empty.
    FolderNotEmpty,
    /// The browser could not write.
    Browser(FileError),
}

/// Gives the store to the browser as a download.
///
/// # Errors
/// A store that can't be written in this size.
#[inline(never)]
pub fn download_store(simulation: &Simulation, sizes: FileSizes, packing: Packing) -> Result<Saved, SavingError> {
    let folder = simulation.save_store(sizes).map_err(SavingError::Save)?;
    let version = simulation.broker().version().name();
    let (name, bytes) = match packing {
        Packing::Zip => (format!("rewind-store-{version}.zip"), write_zip(&folder)),
        Packing::TarGz => (format!("rewind-store-{version}.tar.gz"), write_tar_gz(&folder)),
    };
    download(&name, Uint8Array::from(bytes.as_slice()));
    Ok(Saved { name: Some(name), bytes: length(bytes.len() as u64), unpacked: unpacked(&folder) })
}

/// Asks the person for an empty folder, and writes the store into it. To be called while a press is handled; `None` when
/// the person changed their mind. `progress` is told how many files are written, and of how many.
#[inline(never)]
pub fn save_into_folder(
    simulation: Simulation,
    sizes: FileSizes,
    progress: impl Fn(usize, usize) + 'static,
) -> impl Future<Output = Result<Option<Saved>, SavingError>> {
    let target = wasm_bindgen_futures::JsFuture::from(target_folder());
    async move {
        let target = target.await.map_err(|error| browser_error(&error))?;
        if target.is_undefined() {
            return Ok(None);
        }
        let folder = simulation.save_store(sizes).map_err(SavingError::Save)?;
        let count = folder.iter().count();
        let mut bytes = 0.0;
        for (done, (path, file)) in folder.iter().enumerate() {
            progress(done, count);
            let used = Uint8Array::from(file.bytes.used());
            bytes += length(file.bytes.used().len() as u64);
            let written = write_file(&target, path, used, length(file.bytes.len())).await;
            written.map_err(|error| browser_error(&error))?;
        }
        Ok(Some(Saved { name: None, bytes, unpacked: unpacked(&folder) }))
    }
}

fn unpacked(folder: &Folder) -> f64 {
    folder.iter().map(|(_, file)| length(file.bytes.len())).sum()
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files are below 2^53")]
fn length(bytes: u64) -> f64 {
    bytes as f64
}

#[inline(never)]
fn browser_error(error: &JsValue) -> SavingError {
    let full = error.dyn_ref::<js_sys::Array>().is_some_and(|parts| parts.get(0) == "full");
    if full { SavingError::FolderNotEmpty } else { SavingError::Browser(file_error(0.0, error)) }
}
