//! Texts of everything around the timeline.
use super::macros::texts;

texts! {
    /// Used in several places.
    Common {
        close: "Close", "关闭";
        cancel: "Cancel", "取消";
        copy: "Copy", "复制";
        copied: "Copied", "已复制";
        no_clipboard: "The browser gives this page no clipboard. Copy by hand:", "浏览器没有提供剪贴板，请手动复制：";
        undo: "Undo", "撤销";
        not_done: "Not done", "未执行";
        session_unchanged: "Your session is as it was.", "会话未改变。";
        none: "none", "无";
        seconds: "{0} s", "{0} 秒";
        minutes: "{0} min", "{0} 分";
        hours: "{0} h", "{0} 小时";
    }
}

texts! {
    /// The header.
    Header {
        broker: "Broker", "Broker 版本";
        open_store: "Open a store…", "打开存储目录…";
        save_store: "Save…", "保存…";
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
        other_tag: "…", "…";
        key: "Key", "键";
        delay: "Delay", "延时";
        no_delay: "none", "无";
        level: "Level {0} · {1}", "级别 {0} · {1}";
        queue: "Queue", "队列";
        any_queue: "Q: in turn", "队列：轮流";
        body: "Body", "消息体";
        send: "Send", "发送";
        send_20: "Send 20", "发送 20 条";
        waits_one: "1 message waits: due {0}", "1 条延时消息，{0} 到期";
        waits_many: "{0} messages wait: next due {1}", "{0} 条延时消息，下一条 {1} 到期";
    }
}

texts! {
    /// The group card, its settings and its feed.
    Group {
        label: "Consumer group", "消费组";
        read_by: "read by", "消费组";
        online: "online", "在线";
        offline: "offline", "离线";
        clustering: "clustering", "集群消费";
        start: "Start a consumer", "启动消费者";
        stop: "Stop", "停止";
        lag: "lag {0}", "堆积 {0}";
        working: "running", "运行中";
        waiting: "waiting for messages", "等待消息";
        paused: "paused for the reset until {0}", "因重置暂停到 {0}";
        idle: "has no queue", "没有队列";
        nobody: "nobody reads", "无人消费";
        place: "reads {0} next; saved in the broker: {1}", "下一条 {0}；Broker 中保存的位点：{1}";
        pending_reset: "; will be moved to {0} at the next pull", "；下次拉取时移到 {0}";
        change: "change", "修改";
        not_started: "not read yet: no consumer has started", "尚未读取：还没有消费者启动过";
        not_used_committed: "not used: the group has committed offsets", "未生效：消费组已有消费位点";
        not_used_zero: "not used: the broker answered 0", "未生效：Broker 回答了 0";
        used_everywhere: "used in every queue", "在每个队列都生效";
        used_in: "used in {0} of {1} queues", "{1} 个队列中 {0} 个生效";
        from_timestamp: "found by time, as this version does", "按时间查找，以此版本的规则";
        from_first: "the oldest kept", "现存最早的一条";
        from_last: "only what comes later", "只收之后的消息";
        unreadable: "A client can’t read this and would not start. Write yyyyMMddHHmmss.", "客户端读不懂，将无法启动。请写成 yyyyMMddHHmmss。";
        read_as: "A client in this zone reads {0} {1}.", "此时区的客户端读作 {0} {1}。";
        read_leniently: "Not what it looks like: Java reads {0} {1}.", "与字面不同：Java 读作 {0} {1}。";
        subscribes: "Tags", "订阅标签";
        handler: "handler, ms", "处理毫秒";
        running_keep: "Running consumers keep what they were started with.", "运行中的消费者保持启动时的设置。";
        save: "Set", "确定";
        new_title: "New consumer group", "新消费组";
        new_not_started: "not started", "未启动";
        name: "Name", "名称";
        no_offsets: "no offsets yet", "尚无位点";
        has_offsets: "exists already", "已存在";
        no_offsets_hint: "A group without offsets: only here can the setting count.", "没有位点的消费组：只有这时设置才可能生效。";
        has_offsets_hint: "This group is there already. Its offsets win, and the setting is not read.", "该消费组已存在，以其位点为准，设置不会被读取。";
        lost_ms: "{0} ms lost", "{0} 毫秒丢失";
        clients_zone: "Whole seconds, in the client’s zone.", "只到整秒，按客户端时区。";
        feed: "Handler log", "处理日志";
        log_line: "接收到回溯消息：{0}", "接收到回溯消息：{0}";
        nth_time: "{0} time", "第 {0} 次";
        new_lines: "{0} new", "{0} 条新消息";
        feed_empty: "Nothing received yet", "还没有收到消息";
        feed_empty_hint: "Start a consumer and let time run.", "启动消费者，让时间走起来。";
    }
}

texts! {
    /// The clock bar.
    Clock {
        title: "Clock", "时钟";
        play: "Let time run", "让时间走";
        pause: "Stop the clock", "停下时钟";
        step: "To what is due next: {0}", "到下一个事件：{0}";
        nothing_due: "Nothing is due", "没有待发生的事";
        speed: "Speed", "速度";
        models: "Models RocketMQ {0}", "模拟 RocketMQ {0}";
        not_modelled: "what is not modelled", "未模拟的部分";
        undo_step: "Undo: {0}", "撤销：{0}";
        redo: "Redo", "重做";
        redo_step: "Redo: {0}", "重做：{0}";
        undone: "Undone: {0}", "已撤销：{0}";
    }
}

texts! {
    /// What steps of the history are called.
    Steps {
        start: "start", "开始";
        opened: "open {0}", "打开 {0}";
        create_topic: "create topic {0} with {1} queues", "创建主题 {0}，{1} 个队列";
        send: "send to {0} {1}", "发送到 {0} {1}";
        with_delay: "delay {0}", "延时级别 {0}";
        send_many: "send to {0} × {1}", "发送到 {0} × {1}";
        configure: "settings of {0}", "设置 {0}";
        start_consumer: "start a consumer of {0}", "启动 {0} 的消费者";
        stop_consumer: "stop consumer {0} of {1}", "停止 {1} 的消费者 {0}";
        rewind: "rewind {0} to {1}", "回溯 {0} 到 {1}";
        advance: "clock +{0}", "时钟 +{0}";
        advance_to_next: "clock to the next event", "时钟到下一个事件";
        choose_version: "broker {0}", "Broker {0}";
    }
}

texts! {
    /// The dock.
    Dock {
        label: "Dock", "面板";
        search: "Search", "查找";
        commit_log: "Commit log", "CommitLog";
        consume_queue: "Consume queue", "ConsumeQueue";
        in_code: "In code", "对应代码";
        history: "History", "历史";
        no_handle: "The handle has no place yet", "手柄还没有位置";
        no_handle_hint: "Click the track under the lanes.", "点击队列下方的轨道。";
        no_queue: "No such queue", "没有这个队列";
        no_queue_hint: "Send a message first.", "先发送一条消息。";
        no_message: "No message chosen", "没有选中消息";
        no_message_hint: "Click a mark on the timeline.", "点击时间轴上的消息。";
        nothing_to_probe: "The queue is empty", "队列为空";
        nothing_to_probe_hint: "There is nothing to look at.", "没有可看的条目。";
        step_of: "step {0} of {1}", "第 {0} 步，共 {1} 步";
        previous_step: "Previous step", "上一步";
        next_step: "Next step", "下一步";
        entries: "Entries low to high, probe filled", "条目从低到高，实心为本次探测";
        store_time: "Store time", "存储时间";
        distance: "minus t, s", "与 t 之差（秒）";
        why: "Why", "原因";
        lands_on: "{0} lands on {1}", "{0} 落在 {1}";
        rule_first: "first at or after t", "不早于 t 的第一条";
        rule_last: "last at or before t", "不晚于 t 的最后一条";
        rule_nearest: "nearest to t", "离 t 最近的一条";
        bytes: "{0} B", "{0} 字节";
        more_bytes: "… the rest is not drawn", "……其余未显示";
        entry_parts: "log offset 8 B · size 4 B · tag code 8 B", "日志偏移 8 B · 长度 4 B · 标签码 8 B";
        log_at: "→ log at", "→ 日志位置";
        end_of_queue: "the search lands behind the last message", "查找落在最后一条之后";
        keeps_ms: "keeps the milliseconds; the tool’s zone must be {0}", "保留毫秒；工具所在时区须为 {0}";
        whole_seconds: "whole seconds", "只到整秒";
        loses: "loses {0} ms", "丢失 {0} 毫秒";
        first_start_only: "{0}; read at a first start only; client’s zone {1}", "{0}；只在首次启动时读取；客户端时区 {1}";
        binder_drops: "no binder version hands consumeTimestamp to the client", "没有任何 Binder 版本把 consumeTimestamp 交给客户端";
        here: "here", "当前";
        undone: "undone", "已撤销";
    }
}

texts! {
    /// Why a look of the search leads where it leads.
    Probes {
        file_too_old: "file’s last is before t: next file", "文件最后一条早于 t：下一个文件";
        file_too_young: "file begins after t: previous file", "文件始于 t 之后：上一个文件";
        file_chosen: "this file is searched", "在此文件中查找";
        last_file_taken: "no file fits: the last is taken", "没有合适的文件：取最后一个";
        empty_file: "file is empty: 0", "文件为空：0";
        corner_after_last: "last is before t: past the end", "最后一条早于 t：越过末尾";
        corner_before_first: "first is after t: the first", "第一条晚于 t：取第一条";
        corner_passed: "t lies inside", "t 在范围之内";
        record_gone: "record was deleted: go right", "记录已删除：向右";
        unreadable: "can’t be read: 0", "读不出：0";
        go_left: "later than t: go left", "晚于 t：向左";
        go_right: "before t: go right", "早于 t：向右";
        hit: "exactly t", "正好是 t";
        walk_back: "same time: one earlier", "时间相同：再往前";
        walk_forward: "same time: one later", "时间相同：再往后";
        walk_end: "another time: stop", "时间不同：停";
    }
}

texts! {
    /// Steps of the decision where a consumer starts in a queue.
    Starts {
        committed: "committed {0}", "已提交 {0}";
        nothing_committed: "no offset", "没有位点";
        zero_in_memory: "broker answers 0 (never trimmed, in memory)", "Broker 回答 0（从未清理，仍在内存）";
        zero_empty: "broker answers 0 (empty queue)", "Broker 回答 0（空队列）";
        not_found_trimmed: "broker: not found (trimmed)", "Broker：未找到（已清理）";
        not_found_on_disk: "broker: not found (first message only on disk)", "Broker：未找到（首条只在磁盘）";
        not_found_empty: "broker: not found (empty queue)", "Broker：未找到（空队列）";
        last: "end of the queue, {0}", "队列末尾 {0}";
        first: "offset 0", "位点 0";
        searched: "search {0}: {1}", "查找 {0}：{1}";
        searched_default: "search {0} (the client’s own half hour): {1}", "查找 {0}（客户端默认的半小时前）：{1}";
        corrected: "{0} lies outside, corrected to {1}", "{0} 越界，改为 {1}";
    }
}
