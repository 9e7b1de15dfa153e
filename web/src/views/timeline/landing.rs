//! Where the group would be in each lane, in the form that the lanes draw: for a rewind and for a new group alike.
use crate::context::AppContext;
use crate::locale::{count, fill};
use crate::ui::Mode;
use crate::views::preview::{Answer, first_starts};
use broker::BrokerVersion;
use simulation::RewindPreview;
use store::{QueueId, QueueOffset, StoreTime};

/// One lane's landing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Landing {
    pub(crate) queue: QueueId,
    /// The flag stands here; `None` when the group has no place.
    pub(crate) from: Option<QueueOffset>,
    /// The ghost stands here.
    pub(crate) to: QueueOffset,
    /// Store time of the message there; `None` at the end of the queue.
    pub(crate) time: Option<StoreTime>,
    /// The stretch between the two.
    pub(crate) band: Option<(Tint, String)>,
    /// The stretch up to here was not asked for.
    pub(crate) older: Option<(StoreTime, String)>,
    /// The stretch runs to now, not to the flag.
    pub(crate) to_now: bool,
    /// What other versions would do instead: their names and their landing.
    pub(crate) others: Vec<(String, QueueOffset, Option<StoreTime>)>,
}

/// What happens to the messages of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tint {
    Again,
    Skipped,
}

/// The landings of the handle's time.
pub(crate) fn landings(app: &AppContext, answer: &Answer) -> Vec<Landing> {
    match app.ui.mode {
        Mode::Rewind => answer.preview().map(|preview| of_rewind(app, preview, answer)).unwrap_or_default(),
        Mode::NewGroup => of_first_start(app),
    }
}

fn of_rewind(app: &AppContext, preview: &RewindPreview, answer: &Answer) -> Vec<Landing> {
    let texts = &app.texts.timeline;
    let row = |row: &simulation::PreviewRow| {
        let band = if row.again > 0 {
            Some((Tint::Again, fill(texts.n_again, &[&count(row.again)])))
        } else {
            (row.skipped > 0).then(|| (Tint::Skipped, fill(texts.n_skipped, &[&count(row.skipped)])))
        };
        let others = others(row, answer);
        let (queue, from, to, time) = (row.queue, row.now_at, row.would_be_at, row.time_there);
        Landing { queue, from, to, time, band, older: None, to_now: false, others }
    };
    preview.rows.iter().map(row).collect()
}

/// Versions that land elsewhere, those with the same landing together.
fn others(row: &simulation::PreviewRow, answer: &Answer) -> Vec<(String, QueueOffset, Option<StoreTime>)> {
    let mut others: Vec<(String, QueueOffset, Option<StoreTime>)> = Vec::new();
    for (version, preview) in answer.versions() {
        let Some(other) = preview.rows.iter().find(|other| other.queue == row.queue) else { continue };
        if other.would_be_at == row.would_be_at || Some(other.would_be_at) == other.now_at {
            continue;
        }
        let name = |version: BrokerVersion| version.name().to_owned();
        match others.iter_mut().find(|(_, to, _)| *to == other.would_be_at) {
            Some((names, _, _)) => *names = format!("{names} {}", version.name()),
            None => others.push((name(*version), other.would_be_at, other.time_there)),
        }
    }
    others
}

#[inline(never)]
fn of_first_start(app: &AppContext) -> Vec<Landing> {
    let texts = &app.texts.timeline;
    let landing = |start: crate::views::preview::Start| Landing {
        queue: start.queue,
        from: None,
        to: start.first,
        time: start.time,
        band: (start.receives > 0).then(|| (Tint::Again, fill(texts.receives, &[&count(start.receives)]))),
        older: (start.older > 0).then(|| (start.asked, fill(texts.n_older, &[&count(start.older)]))),
        to_now: true,
        others: Vec::new(),
    };
    first_starts(app).into_iter().map(landing).collect()
}
