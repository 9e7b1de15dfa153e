//! What a person has chosen: language, zone, view, handle, open tab. Never anything that the simulation knows.
use crate::locale::Language;
use crate::source::Source;
use crate::zone::Zone;
use notation::recording::Recording;
use simulation::{ConsumeFrom, ConsumeTimestamp, Rewind, StepLabel, Window};
use std::rc::Rc;
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};
use yew::{AttrValue, Reducible};

/// The topic of the article.
pub const ARTICLE_TOPIC: &str = "test-topic3";
/// The group of the article.
pub const ARTICLE_GROUP: &str = "backtracking-consumer-group";
/// 2022-01-17 11:01:48.000 +08:00, where the handle stands at first: the article's `consumeTimestamp`.
pub const ARTICLE_TIME: StoreTime = StoreTime(1_642_388_508_000);

/// How much of the widget is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// The whole page.
    #[default]
    Full,
    /// Timeline, time field, answer and feed, for a place inside a text.
    Mini,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light, whatever the system says.
    Light,
    /// Dark, whatever the system says.
    Dark,
}

/// The two ways back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Move the chosen group's offsets.
    #[default]
    Rewind,
    /// Start a new group from the handle's time.
    NewGroup,
}

/// The tabs of the dock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the page")]
pub enum DockTab {
    Search,
    CommitLog,
    ConsumeQueue,
    #[default]
    InCode,
    History,
}

/// A window over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as on the page")]
pub enum Sheet {
    OpenStore,
    SaveStore,
    Retention,
    PasteYaml,
    Recording,
    NotModelled,
}

/// `ConsumeFromWhere`, as chosen in the form of a new group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "RocketMQ's own words")]
pub enum FromWhere {
    Last,
    First,
    #[default]
    Timestamp,
}

/// The draft of a new group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGroupForm {
    /// Its name, as typed.
    pub name: String,
    /// Where it starts; with `Timestamp` the handle gives the time.
    pub from: FromWhere,
}

/// Something to know, shown until it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened, in few words.
    pub title: String,
    /// What and where, and what to do next.
    pub what: String,
}

/// Something that was done, shown for some seconds, with a way to undo it.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What was done.
    pub text: String,
    /// The step that can be undone here, with everything that came after it.
    pub undo: Option<StepLabel>,
}

/// A rewind that was done here, and how far its replay is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// What was asked for.
    pub rewind: Rewind,
    /// Messages that come again.
    pub total: i64,
    /// Messages that the group had received again before.
    pub before: u64,
}

impl Replay {
    /// How many of them have come, given how many the group has received again in all.
    pub fn received(&self, again: u64) -> i64 {
        i64::try_from(again.saturating_sub(self.before)).unwrap_or(i64::MAX).min(self.total)
    }
}

/// Everything chosen.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the types say it")]
pub struct Ui {
    pub size: Size,
    pub language: Language,
    pub theme: Theme,
    pub zone: Zone,
    pub topic: TopicName,
    pub group: GroupName,
    /// The stretch of time in view.
    pub window: Window,
    /// Where the handle stands.
    pub handle: Option<StoreTime>,
    /// Whether a hand or a key is on it.
    pub held: bool,
    pub mode: Mode,
    pub force: bool,
    /// Show what the other versions would do.
    pub compare: bool,
    pub new_group: NewGroupForm,
    pub dock: DockTab,
    /// The queue that the dock shows.
    pub dock_queue: QueueId,
    pub sheet: Option<Sheet>,
    /// What the open sheet is to read.
    pub source: Option<Source>,
    /// The Spring file as pasted so far; it survives closing the sheet.
    pub yaml: AttrValue,
    /// What a real cluster did, to lay beside the session.
    pub recording: Option<Rc<Recording>>,
    pub toast: Option<Toast>,
    pub replay: Option<Replay>,
    pub notice: Option<Notice>,
    pub playing: bool,
    /// Simulated milliseconds for each real one.
    pub speed: u32,
    pub selected_mark: Option<(QueueId, QueueOffset)>,
    /// What a screen reader is told next.
    pub announcement: AttrValue,
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "named like the field of Ui that they set")]
pub enum UiAction {
    SetSize(Size),
    SetLanguage(Language),
    SetTheme(Theme),
    SetZone(Zone),
    /// Also lets go of the mark, which belonged to the topic before.
    ChooseTopic(TopicName),
    ChooseGroup(GroupName),
    SetWindow(Window),
    SetHandle(StoreTime),
    ClearHandle,
    Hold(bool),
    SetMode(Mode),
    SetForce(bool),
    SetCompare(bool),
    SetNewGroup(NewGroupForm),
    SetDock(DockTab),
    SetDockQueue(QueueId),
    /// Opens or closes a window; a file that was to be read is let go.
    SetSheet(Option<Sheet>),
    /// Opens the window that reads this as a store: a folder, or an archive.
    OpenStore(Source),
    SetYaml(AttrValue),
    SetRecording(Rc<Recording>),
    SetToast(Option<Toast>),
    SetReplay(Option<Replay>),
    SetNotice(Option<Notice>),
    SetPlaying(bool),
    SetSpeed(u32),
    /// Chooses a message; the dock shows its queue.
    SelectMark(Option<(QueueId, QueueOffset)>),
    Announce(AttrValue),
}

impl Default for Ui {
    fn default() -> Self {
        Self {
            size: Size::Full,
            language: Language::En,
            theme: Theme::System,
            zone: Zone::shanghai(),
            topic: ARTICLE_TOPIC.into(),
            group: ARTICLE_GROUP.into(),
            window: Window { from: ARTICLE_TIME.plus_ms(-10_000), to: ARTICLE_TIME.plus_ms(26_000) },
            handle: Some(ARTICLE_TIME),
            held: false,
            mode: Mode::Rewind,
            force: false,
            compare: false,
            new_group: NewGroupForm { name: "backtracking-consumer-group-2".into(), from: FromWhere::Timestamp },
            dock: DockTab::InCode,
            dock_queue: QueueId(0),
            sheet: None,
            source: None,
            yaml: AttrValue::default(),
            recording: None,
            toast: None,
            replay: None,
            notice: None,
            playing: false,
            speed: 1,
            selected_mark: None,
            announcement: AttrValue::default(),
        }
    }
}

impl Ui {
    /// The setting that the draft of a new group stands for. A timestamp has whole seconds, in the chosen zone.
    #[inline(never)]
    pub fn new_group_consume_from(&self) -> ConsumeFrom {
        match (self.new_group.from, self.handle) {
            (FromWhere::Last, _) => ConsumeFrom::Last,
            (FromWhere::First, _) => ConsumeFrom::First,
            (FromWhere::Timestamp, None) => ConsumeFrom::Timestamp { time: None },
            (FromWhere::Timestamp, Some(time)) => {
                let at = StoreTime(time.0.div_euclid(1000) * 1000);
                ConsumeFrom::Timestamp { time: Some(ConsumeTimestamp { text: self.zone.compact(at), at }) }
            }
        }
    }
}

impl Reducible for Ui {
    type Action = UiAction;

    fn reduce(self: Rc<Self>, action: UiAction) -> Rc<Self> {
        let mut ui = (*self).clone();
        match action {
            UiAction::SetSize(size) => ui.size = size,
            UiAction::SetLanguage(language) => {
                if language != ui.language {
                    // Said in the other language; what they told of can be seen elsewhere.
                    (ui.toast, ui.notice, ui.announcement) = (None, None, AttrValue::default());
                }
                ui.language = language;
            }
            UiAction::SetTheme(theme) => ui.theme = theme,
            UiAction::SetZone(zone) => ui.zone = zone,
            UiAction::ChooseTopic(topic) => {
                ui.topic = topic;
                ui.selected_mark = None;
                ui.dock_queue = QueueId(0);
            }
            UiAction::ChooseGroup(group) => ui.group = group,
            UiAction::SetWindow(window) => ui.window = window,
            UiAction::SetHandle(time) => ui.handle = Some(time),
            UiAction::ClearHandle => ui.handle = None,
            UiAction::Hold(held) => ui.held = held,
            UiAction::SetMode(mode) => ui.mode = mode,
            UiAction::SetForce(force) => ui.force = force,
            UiAction::SetCompare(compare) => ui.compare = compare,
            UiAction::SetNewGroup(form) => ui.new_group = form,
            UiAction::SetDock(tab) => ui.dock = tab,
            UiAction::SetDockQueue(queue) => ui.dock_queue = queue,
            UiAction::SetSheet(sheet) => {
                ui.sheet = sheet;
                ui.source = None;
            }
            UiAction::OpenStore(source) => {
                ui.sheet = Some(Sheet::OpenStore);
                ui.source = Some(source);
            }
            UiAction::SetYaml(text) => ui.yaml = text,
            UiAction::SetRecording(recording) => {
                ui.recording = Some(recording);
                ui.sheet = Some(Sheet::Recording);
            }
            UiAction::SetToast(toast) => ui.toast = toast,
            UiAction::SetReplay(replay) => ui.replay = replay,
            UiAction::SetNotice(notice) => ui.notice = notice,
            UiAction::SetPlaying(playing) => ui.playing = playing,
            UiAction::SetSpeed(speed) => ui.speed = speed,
            UiAction::SelectMark(mark) => {
                ui.selected_mark = mark;
                if let Some((queue, _)) = mark {
                    ui.dock_queue = queue;
                }
            }
            UiAction::Announce(text) => ui.announcement = text,
        }
        Rc::new(ui)
    }
}
