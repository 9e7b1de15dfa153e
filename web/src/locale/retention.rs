//! Texts about the log's files, when they go and what has gone, and about looking messages up in them.
use super::macros::texts;

texts! {
    /// Retention.
    Retention {
        step_set: "keep files {0} h", "文件保留 {0} 小时";
        step_delete: "delete expired files", "删除过期文件";
        step_resize: "log files of {0}", "日志文件改为 {0}";
        open: "Files and retention…", "文件与过期清理…";
        title: "Log files and retention", "日志文件与过期清理";
        intro: "The past goes file by file: every ten seconds the broker looks, and in an hour of deleteWhen it deletes whole files that were last written to fileReservedTime ago. Whether anybody has read the messages does not matter.", "过去是按文件消失的：Broker 每十秒检查一次，到了 deleteWhen 的钟点，就整个删除最后写入距今超过 fileReservedTime 的文件，不管消息有没有人读过。";
        hours: "hours", "小时";
        disk: "Disk in use", "磁盘已用";
        disk_hint: "Above diskMaxUsedSpaceRatio the hour does not count; above 85 % even young files go. Above 90 % a real broker takes no more messages: not modelled.", "超过 diskMaxUsedSpaceRatio 时不等钟点；超过 85% 时连新文件也删。超过 90% 真实 Broker 会拒收消息：未模拟。";
        wrong: "Whole numbers only; deleteWhen takes hours like 04 or 04;16.", "只能填整数；deleteWhen 填钟点，如 04 或 04;16。";
        size: "Size of files", "文件大小";
        sizes: "log {0}, queue {1} entries", "日志 {0}，队列 {1} 条";
        size_hint: "The same messages in files of another size, as if the broker had been set up so. A real broker does not start on files of another size.", "同样的消息换一种文件大小存放，就像 Broker 一开始就这样配置。真实 Broker 遇到不同大小的文件无法启动。";
        next: "The next file goes at {0}", "下一个文件将于 {0} 删除";
        next_never: "No file is due: the last one always stays", "没有文件会被删除：最后一个文件总是保留";
        gone: "gone since {0}", "已于 {0} 删除";
        goes: "goes at {0}", "将于 {0} 删除";
        stays: "stays: the last one", "最后一个，保留";
        files: "Files of the commit log, oldest first", "CommitLog 的文件，由旧到新";
        more: "and {0} more", "还有 {0} 个";
        delete_now: "Delete expired files now", "立即删除过期文件";
        apply: "Apply", "应用";
        body_gone: "(deleted with its file)", "（已随文件删除）";
        card_goes: "goes", "删除于";
    }
}

texts! {
    /// Looking a message up.
    Lookups {
        by: "Search by", "查找方式";
        by_time: "Time", "时间";
        by_key: "Key or id", "键或 ID";
        label: "Key, unique key or offset id", "键、唯一键或位点 ID";
        placeholder: "a key, a unique key (msgId) or an offset id", "键、唯一键（msgId）或位点 ID（offsetMsgId）";
        in_view: "in view only", "只找可见时段";
        results: "Messages found", "查到的消息";
        empty: "Look a message up", "查找消息";
        empty_hint: "By one of its keys, by its unique key (what send() returns as msgId), or by its offset id (offsetMsgId). Keys are asked of the broker’s index, as mqadmin queryMsgByKey does.", "可用它的键、唯一键（send() 返回的 msgId）或位点 ID（offsetMsgId）。键通过 Broker 的索引查询，与 mqadmin queryMsgByKey 相同。";
        no_index: "This broker keeps no index", "这个 Broker 没有索引";
        no_index_hint: "messageIndexEnable=false: only offset ids can be looked up.", "messageIndexEnable=false：只能按位点 ID 查找。";
        nothing: "Nothing found", "没有找到";
        nothing_hint: "No living message of this topic has that key in that time.", "这个主题在这段时间里没有带此键的消息（或已过期）。";
        more: "The newest 64 are shown.", "只显示最新的 64 条。";
        offset_id: "{0}, byte {1} of its log", "{0}，日志第 {1} 字节";
        other_broker: "The record at that place was stored by another broker: the id is not from here.", "该位置的记录由另一个 Broker 写入：这个 ID 不属于这里。";
        gone: "The file that held it has been deleted.", "存放它的文件已被删除。";
        not_yet: "The log does not reach that far.", "日志还没有写到那里。";
        no_record: "No record begins at that byte.", "该字节处不是一条记录的开头。";
        message: "Message", "消息";
        stored: "Stored", "存储时间";
        keys: "Keys", "键";
        ids: "Unique key, offset id", "唯一键、位点 ID";
        show: "Put the handle on it", "把手柄放到这里";
    }
}
