//! A store folder in memory: paths, bytes and modification times, wherever they came from.
use crate::FileBytes;
use std::collections::BTreeMap;
use thiserror::Error;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFile {
    /// Its bytes.
    pub bytes: FileBytes,
    /// When it was last written to, in milliseconds since 1970. 4.9 searches by it.
    pub modified_ms: i64,
}

/// Files by path, such as `commitlog/00000000000000000000`, with `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    files: BTreeMap<String, FolderFile>,
}

/// Unused entries that a saved folder holds at most, in bytes. A queue that begins inside a file is filled up to its
/// first entry, as a broker does; in files of the default size that is up to 6 MB for a single message.
pub const UNUSED_BYTES_MAX: u64 = 128 << 20;

/// A path that can't be in a store folder, or a folder that holds no single store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FolderError {
    /// The path leads out of the folder.
    #[error("the path “{0}” leads out of the folder; pack the store again without “..”")]
    Escapes(String),
    /// Two paths name the same file.
    #[error("“{0}” is there twice; pack the store again")]
    Twice(String),
    /// There is no commit log anywhere.
    #[error("there is no commitlog folder; choose the folder that a broker's storePathRootDir names")]
    NoLog,
    /// Queues that begin far inside their files: what would have to stand before their first entries is too much.
    #[error(
        "unused entries would fill {bytes} bytes of queue files, more than {} MiB; choose smaller queue files",
        UNUSED_BYTES_MAX >> 20
    )]
    Unused {
        /// Bytes of unused entries.
        bytes: u64,
    },
    /// There are several stores.
    #[error("there are two stores, in “{0}” and in “{1}”; choose one of them")]
    SeveralStores(String, String),
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. The path may start with `/` or `./`.
    pub fn insert(&mut self, path: &str, file: FolderFile) -> Result<(), FolderError> {
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        if parts.is_empty() || parts.contains(&"..") {
            return Err(FolderError::Escapes(path.to_owned()));
        }
        match self.files.insert(parts.join("/"), file) {
            None => Ok(()),
            Some(_) => Err(FolderError::Twice(path.to_owned())),
        }
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&FolderFile> {
        self.files.get(path)
    }

    /// Takes a file away.
    pub(crate) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }

    /// Puts a file in place of the one at a path.
    pub(crate) fn replace(&mut self, path: &str, file: FolderFile) {
        self.files.insert(path.to_owned(), file);
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FolderFile)> {
        self.files.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The files below a folder, with the rest of their paths.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = (&str, &FolderFile)> {
        let below = move |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let start = self.files.range(folder.to_owned()..);
        let inside = start.take_while(move |(path, _)| path.starts_with(folder)).filter(move |(path, _)| below(path));
        inside.map(move |(path, file)| (&path[folder.len() + 1..], file))
    }

    /// The store in this folder: what lies beside its `commitlog`, without the folders around it.
    #[inline(never)]
    pub fn store_root(self) -> Result<Self, FolderError> {
        let mut root: Option<String> = None;
        for path in self.files.keys() {
            let parts: Vec<&str> = path.split('/').collect();
            let Some(at) = parts.iter().position(|part| *part == "commitlog").filter(|at| at + 1 < parts.len()) else {
                continue;
            };
            let found: String = parts[..at].iter().flat_map(|part| [part, "/"]).collect();
            match &root {
                Some(root) if *root != found => return Err(FolderError::SeveralStores(root.clone(), found)),
                _ => root = Some(found),
            }
        }
        let root = root.ok_or(FolderError::NoLog)?;
        let inside = |(path, file): (String, FolderFile)| Some((path.strip_prefix(&root)?.to_owned(), file));
        Ok(Self { files: self.files.into_iter().filter_map(inside).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(paths: &[&str]) -> Result<Folder, FolderError> {
        let mut folder = Folder::new();
        for path in paths {
            folder.insert(path, FolderFile { bytes: FileBytes::default(), modified_ms: 0 })?;
        }
        Ok(folder)
    }

    #[test]
    fn the_store_is_found_below_other_folders() {
        for root in ["", "./", "/", "store/", "./home/me/store/"] {
            let paths = ["commitlog/0", "consumequeue/T/0/0", "abort"].map(|path| format!("{root}{path}"));
            let paths: Vec<&str> = paths.iter().map(String::as_str).chain(["notes.txt"]).collect();
            let store = folder(&paths).and_then(Folder::store_root).expect(root);
            assert!(["commitlog/0", "consumequeue/T/0/0", "abort"].iter().all(|path| store.get(path).is_some()));
            assert_eq!(store.under("consumequeue").map(|(path, _)| path).collect::<Vec<_>>(), ["T/0/0"]);
        }
    }

    #[test]
    fn what_holds_no_single_store_is_refused() {
        assert_eq!(folder(&["a/../b"]), Err(FolderError::Escapes("a/../b".into())));
        assert_eq!(folder(&["a", "./a"]), Err(FolderError::Twice("./a".into())));
        let root = |paths: &[&str]| folder(paths).and_then(Folder::store_root);
        assert_eq!(root(&["readme", "commitlog"]), Err(FolderError::NoLog));
        let two = FolderError::SeveralStores("a/".into(), "b/".into());
        assert_eq!(root(&["a/commitlog/0", "b/commitlog/0"]), Err(two));
    }
}
