//! Texts of the windows over the page.
use super::macros::texts;

texts! {
    /// Opening a store.
    OpenStore {
        title: "Open a real broker’s store folder", "打开真实 Broker 的存储目录";
        intro: "The folder that storePathRootDir names, most often ~/store, or an archive of it. Files are read in this tab and go nowhere else.", "即 storePathRootDir 所指目录（多为 ~/store），或它的压缩包。文件只在本标签页读取，不会发往别处。";
        drop: "Drop the store folder here", "把存储目录拖到这里";
        needs: "needs commitlog/; reads consumequeue/ and config/ when they are there", "需要 commitlog/；有 consumequeue/、config/ 时一并读取";
        choose_folder: "Choose a folder…", "选择目录…";
        choose: "Choose .zip or .tar.gz…", "选择 .zip 或 .tar.gz…";
        read_only: "Read only. Your files are never changed.", "只读，绝不改动你的文件。";
        reading: "Reading store", "正在读取存储目录";
        progress: "{0} of {1} MB, {2} MB unpacked", "{0} / {1} MB，解压出 {2} MB";
        progress_folder: "{0} of {1} MB; {2} MB of it had to be read, the rest is empty", "{0} / {1} MB；实际读取 {2} MB，其余为空";
        untouched: "The session behind this window is untouched.", "此窗口背后的会话未受影响。";
        stop: "Stop", "停止";
        done: "Store read", "已读取";
        messages: "messages", "条消息";
        topics: "topics", "个主题";
        groups: "groups", "个消费组";
        stored: "stored", "存储时间";
        topic_holds: "queues: {0}, messages: {1}", "队列 {0}，消息 {1}";
        open: "Open in the workbench", "在工作台打开";
        undo_hint: "Opens as one step. Undo brings the present session back.", "作为一步打开，撤销即可回到现在的会话。";
        failed: "This file can’t be opened", "无法打开这个文件";
        again: "Choose again", "重新选择";
        copy_report: "Copy this report", "复制此报告";
        open_good: "Open the {0} good ones", "打开完好的 {0} 条";
        nothing_left: "None of its messages can be read, so there is nothing to open.", "其中没有一条消息能读出，没有可打开的内容。";
        damaged: "Read, with remarks", "已读取，有备注";
        too_large: "{0}: unpacked, it is larger than {1} MB, which is what one tab can hold. Pack fewer commitlog files.", "{0}：解压后超过 {1} MB，单个标签页放不下。请少打包一些 commitlog 文件。";
        broken_gzip: "{0}: the gzip data is broken or cut off after byte {1} of {2}. Pack it again: tar czf store.tar.gz store", "{0}：gzip 数据在第 {1} 字节（共 {2}）之后损坏或中断。请重新打包：tar czf store.tar.gz store";
        late_times: "{0} of {1} queue files say that they were written to after the next one had begun: copied without their times, or built anew. Broker 4.9 searches by these times and lands elsewhere than the broker that they come from; 5.x does not. Deleting old files goes by times, too. Copy with cp -a, rsync -t or tar.", "{1} 个队列文件中有 {0} 个的修改时间晚于后一个文件的开始：复制时丢了时间，或刚被重建。4.9 按这些时间查找，结果会与原 Broker 不同；5.x 不受影响。过期清理也看文件时间。请用 cp -a、rsync -t 或 tar 复制。";
        empty_file: "{0} is empty (0 bytes).", "{0} 是空文件（0 字节）。";
        unreadable: "{0}: the browser can’t read it: {1}", "{0}：浏览器读不出：{1}";
        drop_hint: "Drop a store (folder, .zip, .tar.gz), a Spring file (.yml), a story (.txt) or a recording (.jsonl)", "放下存储目录（或 .zip、.tar.gz）、Spring 配置（.yml）、脚本（.txt）或录制（.jsonl）";
    }
}

texts! {
    /// Saving a store.
    SaveStore {
        title: "Save as a real broker’s store folder", "保存为真实 Broker 的存储目录";
        intro: "Commit log, consume queues, key index, offsets, topics and groups, in RocketMQ’s own bytes, and a broker.conf with which a real broker starts on them. Group offsets are those that consumers have saved so far.", "CommitLog、ConsumeQueue、键索引、位点、主题与消费组，全部是 RocketMQ 自己的字节格式，并附可直接启动真实 Broker 的 broker.conf。消费位点以消费者已提交的为准。";
        sizes: "Size of its files", "文件大小";
        as_they_are: "As they are here", "与此处相同";
        as_they_are_hint: "Log files of {0}, queue files of {1} entries: every byte where it is now.", "日志文件 {0}，队列文件 {1} 条：每个字节都在原处。";
        small: "Small", "小文件";
        small_hint: "Log files from 16 KiB, queue files from 20 entries. Quickly copied; retention can be watched file by file.", "日志文件 16 KiB 起，队列文件 20 条起。便于复制，可逐个文件观察过期清理。";
        default: "As installed", "默认安装";
        default_hint: "Log files of 1 GiB, queue files of 300 000 entries, an index of 400 MiB: almost all of it zeros. About 2 MB packed, 1.4 GB and more on the disk.", "日志文件 1 GiB，队列文件 300 000 条，索引 400 MiB，几乎全是零。压缩后约 2 MB，解压后 1.4 GB 以上。";
        times: "4.9 searches by the modification times of files, to the millisecond: take .tar.gz there. Programs other than 7-Zip and Java’s cut the times of a .zip to seconds, and a browser can’t set times in a folder.", "4.9 按文件修改时间（精确到毫秒）查找：请用 .tar.gz。除 7-Zip 和 Java 外，多数程序解压 .zip 会把时间截到秒；浏览器写入目录时无法设置时间。";
        start: "Start RocketMQ {0} inside the folder, beside a name server (mqnamesrv):", "在该目录中启动 RocketMQ {0}（先启动 mqnamesrv）：";
        into_folder: "Into a folder…", "写入目录…";
        writing: "Writing the folder", "正在写入目录";
        saved: "{0}: {1} MB, unpacked {2} MB", "{0}：{1} MB，解压后 {2} MB";
        saved_folder: "Written: {0} MB, {1} MB of it not empty", "已写入 {0} MB，其中非空 {1} MB";
        not_empty: "That folder is not empty. Choose an empty one: files that lie there already would be mixed with the store’s.", "该目录不是空的。请选空目录，以免与其中已有的文件混在一起。";
        not_written: "The browser could not write: {0}", "浏览器写入失败：{0}";
        too_large: "A message does not fit into files of this size. Choose another size.", "有消息放不进这种大小的文件，请换一种大小。";
    }
}

texts! {
    /// Pasting a Spring file.
    PasteYaml {
        title: "Paste application.yml", "粘贴 application.yml";
        binder: "Binder", "Binder 版本";
        placeholder: "Paste the Spring Cloud Stream configuration here.", "把 Spring Cloud Stream 配置粘贴到这里。";
        will_be_built: "Will be built", "将创建";
        remarks: "Remarks", "备注";
        topic: "Topic", "主题";
        producer: "Producer", "生产者";
        group: "Group", "消费组";
        line: "line {0}", "第 {0} 行";
        queues: "4 queues: the file does not say; a producer that creates a topic asks for 4", "4 个队列：文件没有写；生产者自动创建主题时要 4 个";
        when_it_starts: "When it starts", "启动时会怎样";
        starts_committed: "The group has offsets already. They win; the setting is not read.", "消费组已有位点，以位点为准，设置不会被读取。";
        starts_zero: "The group has no offset, but the queues were never trimmed, so the broker answers 0: the whole history comes, and the setting is not read.", "消费组没有位点，但队列从未被清理过，Broker 会回答 0：全部历史都会收到，设置不会被读取。";
        starts_setting: "The broker answers “not found”, and the client reads its setting: {0}.", "Broker 回答“未找到”，客户端读取自己的设置：{0}。";
        starts_mixed: "The setting is read in {0} of {1} queues; in the others the broker answers 0.", "{1} 个队列中 {0} 个会读取设置；其余队列 Broker 回答 0。";
        build: "Build this", "创建";
        one_step: "Builds as one step that can be undone.", "作为一步创建，可撤销。";
        used: "used", "生效";
        dropped: "dropped or misplaced", "被丢弃或放错";
        ignored: "ignored", "被忽略";
        line_column: "Line {0}, column {1}", "第 {0} 行，第 {1} 列";
        nothing_built: "Nothing is built from half a file.", "不会用残缺的文件创建任何东西。";
        move_to: "Move it to column {0}", "移到第 {0} 列";
        broadcasting: " · broadcasting is not modelled: built as clustering", " · 广播消费未模拟：按集群消费创建";
        disabled: " · switched off: no consumer starts", " · 已停用：不启动消费者";
    }
}

texts! {
    /// What is not modelled.
    NotModelled {
        title: "What is modelled and what is not", "模拟了什么，没有模拟什么";
        is: "Modelled, and compared with recorded answers of real brokers (4.9.7, 5.1.4, 5.3.3, 5.5.0)", "已模拟，并与真实 Broker（4.9.7、5.1.4、5.3.3、5.5.0）录下的回答逐条比对";
        is_list: "commit log and consume queues, byte for byte; the search by time of each version; reset by time; retention by file; key index and message ids; store folders in and out; first start of a group; delay levels; tag filter; even rebalance", "CommitLog 与 ConsumeQueue 逐字节一致；各版本的按时间查找；按时间重置位点；按文件过期清理；键索引与消息 ID；存储目录的打开与保存；消费组首次启动；延时级别；标签过滤；平均分配";
        is_not: "Not modelled yet", "尚未模拟";
        not_list: "retry and dead-letter topics; broadcasting; ordered and transactional messages; pop consumption and 5.x proxies; message trace; replication, several brokers, network failures; ACL; SQL filters; compaction and tiered storage", "重试与死信主题；广播消费；顺序与事务消息；Pop 消费与 5.x Proxy；消息轨迹；主从复制、多 Broker、网络故障；ACL；SQL 过滤；压缩主题与分级存储";
        clock: "Time is simulated: nothing here waits for a real clock, and the same steps always give the same result.", "时间是模拟的：不依赖真实时钟，同样的步骤总得到同样的结果。";
    }
}

texts! {
    /// Stories, and recordings of real clusters.
    Story {
        save: "Save as story", "保存为脚本";
        open: "Open a story or a recording…", "打开脚本或录制…";
        not_saved: "This session has no story", "此会话无法写成脚本";
        no_story: "It goes on from something that was opened, and a store does not say how it came about. Save the store instead.", "它从打开的内容继续，而存储目录不记录自己的来历。请改为保存存储目录。";
        unwritable: "Step {0} can’t be said in a line: {1}", "第 {0} 步无法写成一行：{1}";
        line: "line {0}: {1}", "第 {0} 行：{1}";
        title: "A real cluster beside this session", "真实集群与此会话对照";
        intro: "{0}, played on RocketMQ {1}. Open the same story here to compare the two.", "{0}，在 RocketMQ {1} 上播放。在这里打开同一脚本即可对照。";
        all_equal: "Both did the same.", "两边结果相同。";
        differ: "{0} answers differ.", "{0} 处不同。";
        here: "here", "这里";
        there: "cluster", "集群";
        stored: "{0} Q{1}: messages stored", "{0} Q{1}：存储的消息";
        bodies: "{0}: messages with another body, or in one place only", "{0}：内容不同或只在一边的消息";
        received: "{0}: received", "{0}：收到";
        again: "{0}: of these received before", "{0}：其中重复收到";
        committed: "{0} Q{1}: saved offset", "{0} Q{1}：已提交位点";
        broken_off: "The recording breaks off. {0}", "录制中断。{0}";
        times: "Times are not compared: a cluster’s network and threads have their own.", "不比较时间：集群的网络与线程各有快慢。";
        too_large: "line {0}: a recording has at most 64 MB", "第 {0} 行：录制最多 64 MB";
        no_begin: "line {0}: a recording begins with the event “begin”", "第 {0} 行：录制须以 begin 事件开头";
        other_format: "line {0}: format {1} is not known here", "第 {0} 行：不认识格式 {1}";
    }
}
