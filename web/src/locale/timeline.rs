//! Texts of the timeline and of the preview beside it.
use super::macros::texts;

texts! {
    /// Timeline and time field.
    Timeline {
        region: "Timeline and preview", "时间轴与预览";
        topic: "Topic", "主题";
        group: "Group", "消费组";
        read_by: "read by", "消费组";
        no_topic: "no topic yet", "还没有主题";
        topic_note: "{0} messages, {1} queues", "{0} 条消息，{1} 个队列";
        group_note: "lag {0}", "堆积 {0}";
        no_tag: "no tag", "无标签";
        not_read: "not read yet", "未读";
        received_twice: "read twice", "读过两次";
        reads_next: "group reads next", "消费组下一条";
        after_rewind: "after the rewind", "回溯之后";
        new_starts: "new group starts", "新消费组起点";
        new: "new", "新";
        zoom_in: "Zoom in", "放大";
        zoom_out: "Zoom out", "缩小";
        fit: "long press: show everything", "长按显示全部";
        overview: "Part in view", "显示范围";
        overview_text: "{0} to {1}", "{0} 至 {1}";
        zone: "Zone: {0}, {1}", "时区：{0}，{1}";
        expired: "expired", "已过期";
        now: "now", "当前时刻";
        next_n: "next {0}", "下一条 {0}";
        n_again: "{0} again", "再收到 {0}";
        n_skipped: "{0} skipped", "跳过 {0}";
        n_older: "{0} older", "更早 {0}";
        receives: "receives {0}", "收到 {0}";
        lag: "lag {0}", "堆积 {0}";
        min: "min {0}", "最小 {0}";
        rewind_to: "Rewind to", "回溯到";
        start_from: "Start from", "起点";
        before_now: "{0} before now", "距当前 {0}";
        at_now: "at now", "就在当前时刻";
        after_now: "{0} after now", "当前之后 {0}";
        on_message: "on Q{0} message {1}", "正好是 Q{0} 的消息 {1}";
        on_messages: "on Q{0} messages {1}", "正好是 Q{0} 的消息 {1}";
        setting_keeps: "the setting keeps {0}", "配置只保留到 {0}";
        seconds: "{0} s", "{0} 秒";
        minutes: "{0} min {1} s", "{0} 分 {1} 秒";
        hours: "{0} h {1} min", "{0} 小时 {1} 分";
        days: "{0} d {1} h", "{0} 天 {1} 小时";
        message: "message", "消息";
        previous_message: "Previous message", "上一条消息";
        next_message: "Next message", "下一条消息";
        minus_ms: "−1 ms", "−1 毫秒";
        plus_ms: "+1 ms", "+1 毫秒";
        earliest: "Earliest", "最早";
        to_now: "Now", "当前";
        is_seconds: "Seconds", "秒";
        is_millis: "Milliseconds", "毫秒";
        lost: "{0} ms lost", "丢失 {0} 毫秒";
        epoch: "epoch ms", "毫秒时间戳";
        mqadmin_keeps: "mqadmin keeps the milliseconds; a setting cannot", "mqadmin 保留毫秒，配置不能";
        lanes: "Lanes and messages", "队列与消息";
        stored: "stored", "存储";
        born: "born", "发送";
        body: "body", "消息体";
        body_bytes: "{0} bytes", "{0} 字节";
        key: "key", "键";
        received: "received", "收到";
        not_yet: "not yet", "还没有";
        once: "once", "1 次";
        n_times: "{0} times", "{0} 次";
        put_here: "Put the handle here", "把手柄放到这里";
        cluster: "{0} messages", "{0} 条消息";
        from_to: "{0} to {1}", "{0} 至 {1}";
    }
}

texts! {
    /// What is spoken, for people who do not see the lanes.
    Spoken {
        zone_plus: "zone plus {0}", "时区 +{0}";
        zone_minus: "zone minus {0}", "时区 −{0}";
        beijing: "zone plus 8", "东八区";
        time: "{0}, {1}.", "{0}，{1}。";
        again_skipped: "{0} messages again, {1} skipped.", "再收到 {0} 条，跳过 {1} 条。";
        one_again_skipped: "{0} message again, {1} skipped.", "再收到 {0} 条，跳过 {1} 条。";
        queue_at: "Queue {0} would be at {1}.", "队列 {0} 将到 {1}。";
        on_message: "On message {0} of queue {1}, tag {2}.", "正好是队列 {1} 的消息 {0}，标签 {2}。";
        expired: "{0} messages are expired and cannot be received.", "{0} 条已过期，无法再收到。";
        no_time: "No time chosen", "未选择时间";
        rests: "{0} again, {1} skipped, {2} unreachable.", "再收到 {0} 条，跳过 {1} 条，不可达 {2} 条。";
        would_receive: "Would receive {0} messages. The setting is used in {1} of {2} queues.", "将收到 {0} 条。{2} 个队列中 {1} 个用到设置。";
        rewound: "The group was sent back to {0}. {1} messages will come again. Undo is available.", "消费组已回溯到 {0}，{1} 条消息将再次到达，可撤销。";
        replay: "{0} of {1} received again.", "{1} 条中已再收到 {0} 条。";
        undone: "Undone: rewind to {0}.", "已撤销：回溯到 {0}。";
        mark: "Queue {0}, message {1}, tag {2}, stored {3}, received {4}", "队列 {0}，消息 {1}，标签 {2}，存储于 {3}，收到 {4}";
        lane: "Queue {0}, {1} messages, group reads {2} next, lag {3}", "队列 {0}，{1} 条消息，消费组下一条 {2}，堆积 {3}";
        lane_no_group: "Queue {0}, {1} messages", "队列 {0}，{1} 条消息";
    }
}

texts! {
    /// The preview and its button.
    Preview {
        two_ways: "Two ways back", "两种回溯方式";
        rewind_group: "Rewind this group", "回溯此消费组";
        new_group: "New group from this time", "从此时刻建新组";
        question: "What will it receive again?", "会再收到什么？";
        table: "What will it receive again, by queue", "各队列会再收到的消息";
        compare: "Compare versions", "比较版本";
        queue: "Queue", "队列";
        min_max: "Min – max", "最小 – 最大";
        now_at: "Now at", "现在";
        would_be: "Would be at", "将到";
        again: "Again", "再收到";
        skipped: "Skipped", "跳过";
        again_word: "again", "条再收到";
        skipped_word: "skipped", "条跳过";
        n_unreachable: "{0} unreachable", "不可达 {0} 条";
        n_again: "{0} again", "再收到 {0}";
        n_skipped: "{0} skipped", "跳过 {0}";
        stays: "stays", "不动";
        kept: "kept: no force", "保留：未强制";
        the_end: "the end", "末尾";
        no_place: "none", "无";
        rewind: "Rewind the group", "回溯消费组";
        working: "Rewinding…", "回溯中…";
        nothing: "The group is already there.", "消费组已经在那里。";
        no_handle: "Choose a time first.", "先选一个时间。";
        no_topic: "There is no message yet.", "还没有消息。";
        behind: "Q{0} is behind this time: {1} messages would be skipped and never received.", "Q{0} 落后于此时刻：{1} 条消息会被跳过，再也收不到。";
        behind_more: "{0} queues are behind this time: {1} messages would be skipped and never received.", "{0} 个队列落后于此时刻：{1} 条消息会被跳过，再也收不到。";
        kept_forward: "Without force, queues behind this time stay where they are.", "不强制时，落后于此时刻的队列保持不动。";
        unreachable: "The oldest kept message is {0}.", "最早保留的消息是 {0}。";
        disagree: "Not every version agrees: 4.9 picks the nearest message; before 5.3 a move forward needs force.", "各版本不一致：4.9 取最近的消息；5.3 之前向前移动需要强制。";
        online: "The consumers are told, and pause 10 to 11 s before they go on.", "消费者会收到通知，暂停 10 至 11 秒后继续。";
        old_path: "Nobody is online: the broker answers 206, and mqadmin takes the older call.", "没有消费者在线：Broker 答 206，mqadmin 改走旧调用。";
        broker: "The broker moves the offsets; each consumer learns of it at its next pull.", "Broker 移动位点；消费者在下次拉取时得知。";
        refused: "The broker refuses: {0} {1}", "Broker 拒绝：{0} {1}";
        refused_short: "The broker would refuse.", "Broker 会拒绝。";
        options: "Options", "选项";
        all_queues: "All queues", "全部队列";
        force: "force", "强制";
        no_force: "no force", "不强制";
        force_on: "Force: a queue may move forward", "强制：队列可以向前移动";
        force_off: "No force: a queue behind the time stays", "不强制：落后的队列不动";
        force_unused: "This version does not look at force: a queue behind the time moves forward.", "此版本不看强制：落后的队列会向前移动。";
        force_used: "This version leaves a queue that is behind, unless forced.", "此版本不强制时保留落后的队列。";
        done: "Rewound to {0}: {1} again, {2} skipped.", "已回溯到 {0}：再收到 {1} 条，跳过 {2} 条。";
        where_start: "Where will it start?", "会从哪里开始？";
        used: "used in {0} of {1} queues", "{1} 个队列中 {0} 个用到";
        committed: "Committed", "已提交";
        answers: "Broker answers", "Broker 回答";
        setting: "Setting", "设置";
        starts_at: "Starts at", "起点";
        receives: "receives {0}", "收到 {0}";
        not_found: "not found", "没有";
        answers_zero: "answers 0", "回答 0";
        not_asked: "not asked", "不询问";
        trimmed: "trimmed: min is {0}", "删过旧文件：最小 {0}";
        on_disk: "first message on disk only", "首条只在磁盘";
        empty_queue: "empty queue", "空队列";
        in_memory: "never trimmed: min is 0", "从未删过：最小 0";
        by_time: "first ≥ {0}", "首条 ≥ {0}";
        by_first: "0, corrected to min", "0，修正到最小";
        by_last: "max: only what comes", "最大：只收新的";
        half_hour: "half an hour before its start", "启动前半小时";
        to_receive: "to receive", "条将收到";
        older_word: "older than asked", "条早于所求";
        by_time_zero: "{0} by time, {1} from 0", "按时间 {0}，从 0 起 {1}";
        risk_zero: "Q{0} was never trimmed, so the broker answers 0 and the setting is not read.", "Q{0} 从未删过旧文件，Broker 回答 0，设置不会被读取。";
        risk_zero_more: "{0} queues were never trimmed, so the broker answers 0 there and the setting is not read.", "{0} 个队列从未删过旧文件，Broker 回答 0，设置不会被读取。";
        risk_older: "{0} messages older than {1} come too.", "早于 {1} 的 {0} 条也会到。";
        calm: "The setting decides in every queue.", "每个队列都由设置决定。";
        start: "Start the new group", "启动新消费组";
        exists: "This group is there already: the setting would do nothing.", "此消费组已存在：设置不起作用。";
        no_name: "Give the group a name first.", "先给消费组起名。";
        instead: "Rewind this group instead", "改为回溯此消费组";
        of_again: "/ {0} received again", "/ {0} 条已再收到";
        started: "{0} was started.", "{0} 已启动。";
    }
}
