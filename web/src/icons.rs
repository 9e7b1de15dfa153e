//! Icons: 16 × 16 line drawings, one path each, in the colour of the text around them.
use yew::prelude::*;

/// The path of an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

#[expect(missing_docs, reason = "the names say what is drawn")]
impl Icon {
    pub const DOWN: Self = Self("M4 6l4 4 4-4");
    pub const LEFT: Self = Self("M10 3.5L5.5 8l4.5 4.5");
    pub const RIGHT: Self = Self("M6 3.5L10.5 8 6 12.5");
    pub const FOLDER: Self =
        Self("M1.8 12.5V4a.8.8 0 0 1 .8-.8h3.2l1.6 1.8h6a.8.8 0 0 1 .8.8v6.7a.8.8 0 0 1-.8.8H2.6a.8.8 0 0 1-.8-.8z");
    pub const FILE: Self = Self("M4 1.8h5.2L12.5 5v9.2H4zM9 1.8V5h3.5M6 8h4.5M6 10.8h4.5");
    pub const SAVE: Self = Self("M8 2.2v8M4.8 7.2L8 10.4l3.2-3.2M2.5 10.5v3h11v-3");
    pub const PLUS: Self = Self("M8 3.5v9M3.5 8h9");
    pub const MINUS: Self = Self("M3.5 8h9");
    pub const CLOSE: Self = Self("M4 4l8 8M12 4l-8 8");
    pub const CHECK: Self = Self("M3 8.5l3.2 3.2L13 4.8");
    pub const WARNING: Self = Self("M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.1");
    pub const INFO: Self = Self("M8 2a6 6 0 1 0 .01 0zM8 7.3v3.5M8 5.1v.1");
    pub const LOCK: Self =
        Self("M4.5 7h7a1.5 1.5 0 0 1 1.5 1.5v5H3v-5A1.5 1.5 0 0 1 4.5 7zM5.2 7V5a2.8 2.8 0 0 1 5.6 0v2");
    pub const COPY: Self = Self(
        "M7 5.5h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2",
    );
    pub const UNDO: Self = Self("M5.5 3L2.5 6l3 3M2.5 6h6.8a4 4 0 0 1 0 8H6");
    pub const REDO: Self = Self("M10.5 3l3 3-3 3M13.5 6H6.7a4 4 0 0 0 0 8H10");
    pub const REWIND: Self = Self("M3 8a5 5 0 1 0 1.7-3.8M3 2.5v2.7h2.7");
    pub const STEP: Self = Self("M3.5 3.5v9L10 8zM12 3.5v9");
    pub const PLAY: Self = Self("M4.5 3v10l8.5-5z");
    pub const PAUSE: Self = Self("M5 3.5v9M11 3.5v9");
    pub const THEME: Self = Self("M8 2.4a5.6 5.6 0 1 0 .01 0zM8 2.4v11.2M10.2 3v10M12.3 4.6v6.8");
    pub const EXPAND: Self = Self("M9.5 2.5h4v4M13.5 2.5L9 7M6.5 13.5h-4v-4M2.5 13.5L7 9");

    /// 16 px.
    pub fn html(self) -> Html {
        self.draw("i")
    }

    /// 14 px, for small buttons.
    pub fn small(self) -> Html {
        self.draw("i s")
    }

    fn draw(self, class: &'static str) -> Html {
        html! { <svg {class} viewBox="0 0 16 16" aria-hidden="true"><path d={self.0} /></svg> }
    }
}

/// The shape of a tag: colour and form say the same, so that either is enough. `tag` is the place in the topic's list.
pub fn tag_mark(tag: usize) -> Html {
    html! { <svg class="tagmark" viewBox="-7 -7 14 14" aria-hidden="true">{ tag_shape(tag, "") }</svg> }
}

/// The shape alone, for use inside a drawing; `more` are further classes (`open`, `wait`).
pub fn tag_shape(tag: usize, more: &'static str) -> Html {
    let class = classes!("mk", TAG_CLASSES[tag.min(TAG_CLASSES.len() - 1)], more);
    html! { <path {class} d={TAG_PATHS[tag.min(TAG_PATHS.len() - 1)]} /> }
}

const TAG_CLASSES: [&str; 7] = ["t1", "t2", "t3", "t4", "t5", "t6", "t0"];
const TAG_PATHS: [&str; 7] = [
    "M0-5.2A5.2 5.2 0 1 1 0 5.2 5.2 5.2 0 1 1 0-5.2z",
    "M-3.8-4.8h7.6a1 1 0 0 1 1 1v7.6a1 1 0 0 1-1 1h-7.6a1 1 0 0 1-1-1v-7.6a1 1 0 0 1 1-1z",
    "M0-5.9L5.9 4.5H-5.9z",
    "M0-6L6 0 0 6-6 0z",
    "M-5.6 0L-2.8-4.9h5.6L5.6 0 2.8 4.9h-5.6z",
    "M-1.6-5.2h3.2v3.6h3.6v3.2H1.6v3.6h-3.2V1.6h-3.6v-3.2h3.6z",
    "M-5.2-1.8H5.2v3.6H-5.2z",
];
