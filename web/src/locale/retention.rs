//! Texts about old files: when they go, and what has gone.
use super::macros::texts;

texts! {
    /// Retention.
    Retention {
        step_set: "keep files {0} h", "文件保留 {0} 小时";
        step_delete: "delete expired files", "删除过期文件";
        step_resize: "log files of {0}", "日志文件改为 {0}";
    }
}
