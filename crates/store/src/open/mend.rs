//! Files whose length is wrong, before anything is read.
//!
//! A real broker does not start with a queue file of another length (`MappedFileQueue.load`), until somebody deletes
//! the file. What the file held is in the log, so here the file is taken at the right length and its queue is completed
//! from the log. From 5.0 on an empty file that is the last of its folder is deleted at the start.
use super::{OpenOptions, OpenReport, Remark, queues::possible_size};
use crate::{FileBytes, Folder, FolderFile};
use std::{borrow::Cow, collections::BTreeMap};

/// The folder with queue files of one length, and whether one was changed.
pub(super) fn mended<'a>(
    folder: &'a Folder,
    options: &OpenOptions,
    report: &mut OpenReport,
) -> (Cow<'a, Folder>, bool) {
    let mut folder = Cow::Borrowed(folder);
    if options.drops_empty_files {
        let empty = empty_last_files(&folder);
        empty.iter().for_each(|path| folder.to_mut().remove(path));
    }
    let Some(expected) = expected_size(&folder, options) else { return (folder, false) };
    let wrong = |(_, file): &(&str, &FolderFile)| file.bytes.len() != expected;
    let wrong: Vec<(String, FolderFile)> =
        queue_files(&folder).filter(wrong).map(|(path, file)| (path.to_owned(), file.clone())).collect();
    let changed = !wrong.is_empty();
    for (path, file) in wrong {
        let used = file.bytes.used();
        let kept = usize::try_from(expected).map_or(used, |expected| &used[..used.len().min(expected)]);
        let bytes = FileBytes::padded(kept, expected);
        let found = file.bytes.len();
        folder.to_mut().replace(&path, FolderFile { bytes, ..file });
        report.remark(Remark::QueueFileSize { file: path, expected, found });
    }
    (folder, changed)
}

/// Files of all queues, with their paths in the store folder.
fn queue_files(folder: &Folder) -> impl Iterator<Item = (&str, &FolderFile)> {
    let prefix = "consumequeue/";
    let mine = folder.iter().filter(move |(path, _)| path.starts_with(prefix));
    mine.filter(|(path, _)| !path.split('/').any(|part| part.starts_with('.')))
}

/// The length that queue files have: as the settings say, or as most of them have it.
fn expected_size(folder: &Folder, options: &OpenOptions) -> Option<u64> {
    if let Some(size) = options.consume_queue_file_size {
        return u64::try_from(size).ok().filter(|_| possible_size(size));
    }
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for (_, file) in queue_files(folder) {
        *counts.entry(file.bytes.len()).or_default() += 1;
    }
    let possible = |size: &u64| i64::try_from(*size).is_ok_and(possible_size);
    let most = counts.into_iter().filter(|(size, _)| possible(size)).max_by_key(|(size, count)| (*count, *size));
    most.map(|(size, _)| size).or_else(|| u64::try_from(options.config.consume_queue_file_size).ok())
}

/// Empty files that are the last of their folder.
fn empty_last_files(folder: &Folder) -> Vec<String> {
    let of_interest = |path: &&str| path.starts_with("commitlog/") || path.starts_with("consumequeue/");
    let mut last: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for (path, file) in folder.iter().filter(|(path, _)| of_interest(path)) {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        last.insert(parent, (path, file.bytes.is_empty()));
    }
    last.into_values().filter(|(_, empty)| *empty).map(|(path, _)| path.to_owned()).collect()
}
