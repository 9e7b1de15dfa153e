//! What is wrong with an archive or a store folder, in both languages. English comes from where the error was made.
use super::{Language, OpenStore, SaveStore, fill};
use crate::files::FileError;
use crate::saving::SavingError;
use broker::{ConfigProblem, ConfigRemark, QUEUES_IN_ALL_MAX, QUEUES_MAX};
use simulation::SaveError;
use store::{
    ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, ArchiveProblem, FileKind, FolderError, NotModelled,
    OpenError, RecordError, Remark, TextPart,
};

/// Why the file `name` could not be opened: what, where, and what to do next.
#[inline(never)]
pub fn file_error(language: Language, error: &FileError, name: &str) -> String {
    let texts = OpenStore::of(language);
    let number = |bytes: f64| format!("{bytes:.0}");
    match error {
        FileError::Stopped => String::new(),
        FileError::Empty => fill(texts.empty_file, &[name]),
        FileError::Large => fill(texts.too_large, &[name, &(ARCHIVE_BYTES_MAX >> 20).to_string()]),
        FileError::Gzip { read, size } => fill(texts.broken_gzip, &[name, &number(*read), &number(*size)]),
        FileError::Unreadable(why) => fill(texts.unreadable, &[name, why]),
        FileError::Archive(error) => format!("{name}: {}", archive_error(language, error)),
        FileError::Open(error) => format!("{name}: {}", open_error(language, error)),
    }
}

/// Why a store could not be saved.
#[inline(never)]
pub fn saving_error(language: Language, error: &SavingError) -> String {
    let texts = SaveStore::of(language);
    match error {
        SavingError::Save(SaveError::Store(error)) => format!("{} {error}", texts.too_large),
        SavingError::Save(SaveError::Folder(error)) if language == Language::Zh => folder_error(error),
        SavingError::Save(SaveError::Folder(error)) => error.to_string(),
        SavingError::FolderNotEmpty => texts.not_empty.to_owned(),
        SavingError::Browser(FileError::Unreadable(why)) => fill(texts.not_written, &[why]),
        SavingError::Browser(other) => fill(texts.not_written, &[&file_error(language, other, "")]),
    }
}

/// An archive that can't be read.
#[inline(never)]
fn archive_error(language: Language, error: &ArchiveError) -> String {
    if language == Language::En {
        return error.to_string();
    }
    match error {
        ArchiveError::Broken { entries, why } => {
            fill("读完 {0} 个条目后压缩包损坏：{1}", &[&entries.to_string(), &archive_problem(why)])
        }
        ArchiveError::TooLarge => {
            fill("解压后超过 {0} MiB，请选小一些的存储目录", &[&(ARCHIVE_BYTES_MAX >> 20).to_string()])
        }
        ArchiveError::TooMany => fill("超过 {0} 个条目，请选小一些的存储目录", &[&ARCHIVE_ENTRIES_MAX.to_string()]),
        ArchiveError::Folder(error) => folder_error(error),
    }
}

#[inline(never)]
fn archive_problem(why: &ArchiveProblem) -> String {
    use ArchiveProblem as Why;
    match why {
        Why::HeaderCut => "在条目头部中间中断".to_owned(),
        Why::HeaderChecksum => "条目头部的校验和不对".to_owned(),
        Why::Size => "条目大小不是数字".to_owned(),
        Why::Time => "修改时间不是数字".to_owned(),
        Why::LongName => "文件名超过 1 MiB".to_owned(),
        Why::Sparse => "打包时用了 --sparse，请不带它重新打包".to_owned(),
        Why::Pax => "PAX 记录格式不对".to_owned(),
        Why::EntryCut { size, found } => {
            fill("条目有 {0} 字节，只剩 {1} 字节", &[&size.to_string(), &found.to_string()])
        }
        Why::Gzip { .. } => "压缩数据损坏或中断".to_owned(),
        Why::Packed { path } => fill("{0} 解压不了", &[path]),
        Why::Zip { .. } => "不是 zip，或已损坏".to_owned(),
        Why::NotDeflated { path } => fill("{0} 不是 deflate 压缩，请打包为普通 .zip", &[path]),
        Why::Encrypted { path } => fill("{0} 已加密，请不设密码打包", &[path]),
        Why::Outside { path } => fill("{0} 在压缩包之外", &[path]),
        Why::Overlaps { path } => fill("{0} 与其他文件重叠", &[path]),
        Why::Length { path, expected, found } => {
            fill("{0} 有 {1} 字节，应为 {2} 字节", &[path, &found.to_string(), &expected.to_string()])
        }
        Why::Checksum { path } => fill("{0} 的校验和不对", &[path]),
        Why::Changed { path } => fill("{0} 在读取时变了，请先停止 Broker 或复制目录", &[path]),
    }
}

#[inline(never)]
fn folder_error(error: &FolderError) -> String {
    match error {
        FolderError::Escapes(path) => fill("路径“{0}”指向目录之外，请不带“..”重新打包", &[path]),
        FolderError::Twice(path) => fill("“{0}”出现了两次，请重新打包", &[path]),
        FolderError::NoLog => "没有 commitlog 目录，请选择 Broker 的 storePathRootDir 所指的目录".to_owned(),
        FolderError::Unused { bytes } => {
            fill("队列文件里的空条目会占 {0} 字节，请选小一些的队列文件", &[&bytes.to_string()])
        }
        FolderError::SeveralStores(one, other) => fill("有两个存储目录：“{0}”和“{1}”，请选其中一个", &[one, other]),
    }
}

/// A folder that a broker would not start with.
#[inline(never)]
fn open_error(language: Language, error: &OpenError) -> String {
    if language == Language::En {
        return error.to_string();
    }
    match error {
        OpenError::NoLog => "commitlog 里没有文件，请选择 Broker 的 storePathRootDir 所指的目录".to_owned(),
        OpenError::Name { file, size } => {
            fill("{0}：文件名应是 20 位数字，且是文件大小 {1} 的倍数", &[file, &size.to_string()])
        }
        OpenError::Size { file, expected, found } => fill(
            "{0}：应为 {1} 字节，实际 {2} 字节；文件被截断，或设置属于另一个 Broker",
            &[file, &expected.to_string(), &found.to_string()],
        ),
        OpenError::ImpossibleSize { file, size, kind } => {
            let of = match kind {
                FileKind::Log => "日志文件至多 2 GiB，且放得下一条以上的空白记录",
                FileKind::Queue => "队列文件是 20 字节的倍数，至多 120 MB",
            };
            fill("{0}：不可能是 {1} 字节：{2}", &[file, &size.to_string(), of])
        }
        OpenError::Missing { file, expected } => {
            fill("{0}：它之前应有文件 {1}，但缺失", &[file, &format!("{expected:020}")])
        }
        OpenError::NoQueue { file } => fill("{0}：应为 consumequeue/主题/队列号/文件", &[file]),
    }
}

fn not_modelled(kind: NotModelled) -> &'static str {
    match kind {
        NotModelled::Transaction => "条事务的预备或回滚记录：不进任何队列",
        NotModelled::InnerBatch => "条含多条消息的记录（BatchCQ）：不拆开，不进任何队列",
        NotModelled::BatchQueues => "个批量队列（BatchCQ）文件：未读取",
        NotModelled::Timed => "个 5.x 定时消息文件：保留，但不投递",
        NotModelled::Compaction => "个压缩主题（Compaction）文件：未读取",
        NotModelled::RocksDb => "个 RocksDB 文件：未读取；队列由日志重建，位点和主题只读 JSON 文件",
    }
}

/// Why bytes are no record.
#[inline(never)]
fn record_error(why: &RecordError) -> String {
    match why {
        RecordError::Short { needed, found } => {
            fill("记录需要 {0} 字节，只剩 {1} 字节", &[&needed.to_string(), &found.to_string()])
        }
        RecordError::Magic { found } => fill("应为消息（魔数 DAA320A7），实际 {0}", &[&format!("{found:08X}")]),
        RecordError::Size { said, parts } => {
            fill("记录写着 {0} 字节，各部分共 {1} 字节", &[&said.to_string(), &parts.to_string()])
        }
        RecordError::NotText { what: TextPart::Topic } => "主题不是 UTF-8 文本".to_owned(),
        RecordError::NotText { what: TextPart::Properties } => "属性不是 UTF-8 文本".to_owned(),
        RecordError::Checksum { said, found } => {
            fill("消息体校验和为 {0}，记录写着 {1}", &[&format!("{found:08X}"), &format!("{said:08X}")])
        }
        RecordError::Place { said, found } => {
            fill("记录写着自己在 {0}，实际在 {1}", &[&said.to_string(), &found.to_string()])
        }
    }
}

/// Something odd that did not keep the folder from opening.
#[inline(never)]
pub fn store_remark(language: Language, remark: &Remark) -> String {
    if language == Language::En {
        return remark.to_string();
    }
    let numbers =
        |topic: &store::TopicName, queue: store::QueueId| fill("{0} 队列 {1}", &[topic.as_str(), &queue.to_string()]);
    match remark {
        Remark::LogDamaged { file, byte, why } => {
            fill("{0}，第 {1} 字节：{2}；日志到此为止", &[file, &byte.to_string(), &record_error(why)])
        }
        Remark::NotModelled { kind, count } => fill("{0} {1}", &[&count.to_string(), not_modelled(*kind)]),
        Remark::LogFileLeftOut { file } => fill("{0}：不为空，但日志在它之前已结束，未读取", &[file]),
        Remark::QueueFileLeftOut { file } => fill("{0}：不为空，但队列在它之前已结束，未读取", &[file]),
        Remark::QueueFileSize { file, expected, found } => fill(
            "{0}：应为 {1} 字节，实际 {2} 字节；队列已由日志补全，但真实 Broker 会因此无法启动",
            &[file, &expected.to_string(), &found.to_string()],
        ),
        Remark::EntriesCut { topic, queue, entries } => {
            fill("{0}：最后 {1} 个条目指向日志末尾之后，已截去", &[&numbers(topic, *queue), &entries.to_string()])
        }
        Remark::EntryAstray { topic, queue, offset } => {
            fill("{0} 位点 {1}：条目没有指向本队列的记录", &[&numbers(topic, *queue), &offset.to_string()])
        }
        Remark::OffsetJump { topic, queue, said, got } => fill(
            "{0}：记录写着位点 {1}，因中间缺失而成为位点 {2}",
            &[&numbers(topic, *queue), &said.to_string(), &got.to_string()],
        ),
        Remark::Impossible { topic, queue, offset } => {
            fill("{0}：位点 {1} 的记录不属于任何队列", &[&numbers(topic, *queue), &offset.to_string()])
        }
    }
}

/// Something odd about the files under `config/`.
#[inline(never)]
pub fn config_remark(language: Language, remark: &ConfigRemark) -> String {
    if language == Language::En {
        return remark.to_string();
    }
    let entry = |topic: &store::TopicName, group: &store::GroupName| format!("consumerOffset.json：{topic}@{group}");
    match remark {
        ConfigRemark::LeftOut { file, why } => fill("未采用 {0}：{1}", &[file, &config_problem(why)]),
        ConfigRemark::Queues { topic, found } => fill(
            "{0} 有 {1} 个队列；显示前 {2} 个，其余只保留",
            &[topic.as_str(), &found.to_string(), &QUEUES_MAX.to_string()],
        ),
        ConfigRemark::OffsetName { name } => fill("consumerOffset.json：“{0}”不是 主题@消费组 的形式，未采用", &[name]),
        ConfigRemark::OffsetQueue { topic, group, queue } => {
            fill("{0}：“{1}”不可能是队列号，未采用", &[&entry(topic, group), queue])
        }
        ConfigRemark::OffsetNegative { topic, group, queue, offset } => fill(
            "{0}，队列 {1}：{2} 不可能是位点，未采用",
            &[&entry(topic, group), &queue.to_string(), &offset.to_string()],
        ),
        ConfigRemark::OffsetTopic { topic, group } => {
            fill("{0}：没有主题 {1}，位点只保留", &[&entry(topic, group), topic.as_str()])
        }
        ConfigRemark::OffsetNoQueue { topic, group, queue } => {
            fill("{0}：主题没有队列 {1}，位点只保留", &[&entry(topic, group), &queue.to_string()])
        }
        ConfigRemark::Groups { found, shown } => {
            fill("{0} 个消费组有位点；显示前 {1} 个，其余只保留", &[&found.to_string(), &shown.to_string()])
        }
        ConfigRemark::QueuesInAll => {
            fill("config/topics.json：队列总数超过 {0}；没有消息的只保留", &[&QUEUES_IN_ALL_MAX.to_string()])
        }
        ConfigRemark::DelayLevel { level } => fill("delayOffset.json：“{0}”不可能是延时级别，未采用", &[level]),
    }
}

fn config_problem(why: &ConfigProblem) -> String {
    match why {
        ConfigProblem::TooLarge { bytes_max } => fill("超过 {0} 字节", &[&bytes_max.to_string()]),
        ConfigProblem::NotText { byte } => fill("第 {0} 字节不是 UTF-8 文本", &[&byte.to_string()]),
        ConfigProblem::NotJson { line } => fill("第 {0} 行不是 Broker 写出的 JSON", &[&line.to_string()]),
    }
}
