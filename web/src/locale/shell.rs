//! Texts of everything around the timeline.
use super::macros::texts;

texts! {
    /// Used in several places.
    Common {
        close: "Close", "关闭";
        cancel: "Cancel", "取消";
        copy: "Copy", "复制";
        copied: "Copied", "已复制";
        undo: "Undo", "撤销";
        not_done: "Not done", "未执行";
        session_unchanged: "Your session is as it was.", "会话未改变。";
        none: "none", "无";
    }
}

texts! {
    /// The header.
    Header {
        broker: "Broker", "Broker 版本";
        open_store: "Open a store…", "打开存储…";
        paste: "Paste YAML…", "粘贴 YAML…";
        other_language: "中文", "English";
        theme_system: "Theme: same as system", "主题：跟随系统";
        theme_light: "Theme: light", "主题：浅色";
        theme_dark: "Theme: dark", "主题：深色";
    }
}

texts! {
    /// The producer card.
    Producer {
        title: "Producer", "生产者";
        tag: "Tag", "标签";
        other_tag: "other…", "其他…";
        key: "Key", "键";
        delay: "Delay", "延迟";
        no_delay: "none", "无";
        level: "Level {0} · {1}", "级别 {0} · {1}";
        queue: "Queue", "队列";
        any_queue: "in turn", "轮流";
        body: "Body", "消息体";
        send: "Send", "发送";
        send_20: "Send 20", "发送 20 条";
        waits_one: "1 message waits: due {0}", "1 条消息在等待：{0} 到期";
        waits_many: "{0} messages wait: next due {1}", "{0} 条消息在等待：下一条 {1} 到期";
    }
}

texts! {
    /// The group card and its feed.
    Group {
        label: "Consumer group", "消费组";
        online: "online", "在线";
        offline: "offline", "离线";
        clustering: "clustering", "集群";
        start: "Start a consumer", "启动消费者";
        stop: "Stop", "停止";
        lag: "lag {0}", "堆积 {0}";
        feed: "Handler log", "处理日志";
        nth_time: "{0} time", "第 {0} 次";
    }
}

texts! {
    /// The clock bar.
    Clock {
        title: "Clock", "时钟";
    }
}

texts! {
    /// The dock.
    Dock {
        label: "Dock", "面板";
        search: "Search", "查找";
        commit_log: "Commit log", "提交日志";
        consume_queue: "Consume queue", "消费队列";
        in_code: "In code", "代码";
        history: "History", "历史";
    }
}

texts! {
    /// The windows over the page.
    Sheets {
        open_title: "Open a real broker’s store folder", "打开真实 Broker 的存储目录";
    }
}
