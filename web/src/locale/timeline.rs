//! Texts of the timeline and of the preview beside it.
use super::macros::texts;

texts! {
    /// Timeline and preview.
    Timeline {
        region: "Timeline and preview", "时间轴与预览";
        rewind_to: "Rewind to", "回溯到";
    }
}
