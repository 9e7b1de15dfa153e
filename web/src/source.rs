//! What a person points at: one file, or a folder with all its files.
use crate::files::{FileError, file_error};
use js_sys::Array;
use store::ARCHIVE_ENTRIES_MAX;
use wasm_bindgen::prelude::*;
use web_sys::{DataTransfer, File, HtmlInputElement};

#[wasm_bindgen(module = "/web/files.js")]
extern "C" {
    fn chosen(input: &HtmlInputElement) -> JsValue;
    fn dropped(data: &DataTransfer, files_max: usize) -> js_sys::Promise;
}

/// Files that were chosen or dropped, not read yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The name of the file or the folder.
    pub name: String,
    is_folder: bool,
    /// Their paths, and where to read them.
    pub files: Vec<(String, File)>,
}

impl Source {
    /// The file, unless it is a folder.
    pub fn single(&self) -> Option<&File> {
        self.files.first().map(|(_, file)| file).filter(|_| !self.is_folder)
    }

    /// What was chosen in an input; `None` when nothing was.
    #[inline(never)]
    pub fn chosen(input: &HtmlInputElement) -> Option<Self> {
        Self::new(&chosen(input))
    }

    /// What was dropped; `None` when it was no file. To be called while the drop is handled: the browser forgets the
    /// items of a drop afterwards.
    ///
    /// # Errors
    /// A folder that the browser does not show.
    #[inline(never)]
    pub fn dropped(data: &DataTransfer) -> impl Future<Output = Result<Option<Self>, FileError>> + use<> {
        let found = wasm_bindgen_futures::JsFuture::from(dropped(data, ARCHIVE_ENTRIES_MAX));
        async move { found.await.map(|found| Self::new(&found)).map_err(|error| file_error(0.0, &error)) }
    }

    /// `[name, is a folder, [[path, file] …]]`.
    fn new(found: &JsValue) -> Option<Self> {
        let parts = found.dyn_ref::<Array>()?;
        let file = |pair: JsValue| {
            let pair = pair.dyn_into::<Array>().ok()?;
            Some((pair.get(0).as_string()?, pair.get(1).dyn_into::<File>().ok()?))
        };
        let files = parts.get(2).dyn_into::<Array>().ok()?.iter().filter_map(file).collect();
        Some(Self { name: parts.get(0).as_string()?, is_folder: parts.get(1).is_truthy(), files })
    }
}
