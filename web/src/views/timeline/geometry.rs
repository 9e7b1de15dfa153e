//! Time to x and back: the one function that everything on the timeline is placed with, and what moves the view.
use simulation::Window;
use store::StoreTime;

/// The shortest view: a tick of 1 ms stays wide enough to aim at.
pub(crate) const SPAN_MIN_MS: i64 = 20;
/// The longest view: five years, more than any broker keeps.
pub(crate) const SPAN_MAX_MS: i64 = 5 * 366 * 86_400_000;
/// The earliest and latest time that a view may touch: years 1 and 9999, which every notation can write.
const TIME_MIN_MS: i64 = -62_135_596_800_000;
const TIME_MAX_MS: i64 = 253_402_300_799_999;

/// A view on a plot of a known width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) window: Window,
    pub(crate) width_px: f64,
}

impl Scale {
    pub(crate) fn new(window: Window, width_px: f64) -> Self {
        Self { window, width_px: width_px.max(1.0) }
    }

    pub(crate) fn ms_per_px(&self) -> f64 {
        span_ms(self.window) as f64 / self.width_px
    }

    /// Where a time lies, in percent of the plot; outside the plot it is below 0 or above 100.
    pub(crate) fn percent(&self, time: StoreTime) -> f64 {
        time.since_ms(self.window.from) as f64 * 100.0 / span_ms(self.window) as f64
    }

    /// The same in pixels.
    pub(crate) fn x(&self, time: StoreTime) -> f64 {
        self.percent(time) * self.width_px / 100.0
    }

    /// The time under a pixel.
    pub(crate) fn time_at(&self, x: f64) -> StoreTime {
        limited(self.window.from.plus_ms((x * self.ms_per_px()).round() as i64))
    }
}

/// Length of a view.
pub(crate) fn span_ms(window: Window) -> i64 {
    window.to.since_ms(window.from).max(1)
}

/// A time that a view may touch.
pub(crate) fn limited(time: StoreTime) -> StoreTime {
    StoreTime(time.0.clamp(TIME_MIN_MS, TIME_MAX_MS))
}

fn placed(from_ms: i64, span: i64) -> Window {
    let span = span.clamp(SPAN_MIN_MS, SPAN_MAX_MS);
    let from = from_ms.clamp(TIME_MIN_MS, TIME_MAX_MS - span);
    Window { from: StoreTime(from), to: StoreTime(from + span) }
}

/// A view from its two edges, in either order.
pub(crate) fn between(a: StoreTime, b: StoreTime) -> Window {
    placed(a.0.min(b.0), a.0.abs_diff(b.0).min(SPAN_MAX_MS.unsigned_abs()) as i64)
}

/// `factor` below 1 shows less time; what stands at `about` stays where it is. A point out of view counts as the edge.
pub(crate) fn zoom(window: Window, about: StoreTime, factor: f64) -> Window {
    let old = span_ms(window) as f64;
    let new = (old * factor).round().clamp(SPAN_MIN_MS as f64, SPAN_MAX_MS as f64);
    let about = about.clamp(window.from, window.to);
    let left = about.since_ms(window.from) as f64 / old;
    placed(about.0 - (left * new).round() as i64, new as i64)
}

/// The same length, moved.
pub(crate) fn pan(window: Window, by_ms: i64) -> Window {
    placed(window.from.0.saturating_add(by_ms), span_ms(window))
}

/// A view with everything in it: an eighth of the span left and right of `first` and `last` for flags and the future.
pub(crate) fn fit(first: StoreTime, last: StoreTime) -> Window {
    let margin = (last.since_ms(first) / 8).max(500);
    between(first.plus_ms(-margin), last.plus_ms(margin))
}

/// The view that shows `time`, moved as little as possible with a margin of an eighth.
#[inline(never)]
pub(crate) fn reveal(window: Window, time: StoreTime) -> Window {
    let margin = span_ms(window) / 8;
    if time < window.from {
        pan(window, time.since_ms(window.from) - margin)
    } else if time >= window.to {
        pan(window, time.since_ms(window.to) + margin)
    } else {
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(from: i64, to: i64) -> Window {
        Window { from: StoreTime(from), to: StoreTime(to) }
    }

    #[test]
    fn time_becomes_x_and_x_becomes_time() {
        let scale = Scale::new(window(1000, 2000), 500.0);
        assert_eq!(scale.percent(StoreTime(1250)), 25.0);
        assert_eq!(scale.x(StoreTime(1250)), 125.0);
        assert_eq!(scale.time_at(125.0), StoreTime(1250));
        assert_eq!(scale.percent(StoreTime(500)), -50.0);
    }

    #[test]
    fn every_ms_survives_the_way_there_and_back() {
        let scale = Scale::new(window(1_642_388_500_000, 1_642_388_500_300), 640.0);
        for ms in 0..300 {
            let time = scale.window.from.plus_ms(ms);
            assert_eq!(scale.time_at(scale.x(time)), time);
        }
    }

    #[test]
    fn zoom_keeps_the_point_and_stops_at_the_ends() {
        assert_eq!(zoom(window(0, 1000), StoreTime(250), 0.5), window(125, 625));
        assert_eq!(span_ms(zoom(window(0, 30), StoreTime(10), 0.01)), SPAN_MIN_MS);
        assert_eq!(span_ms(zoom(window(0, SPAN_MAX_MS), StoreTime(10), 9.0)), SPAN_MAX_MS);
    }

    #[test]
    fn a_view_never_leaves_the_years_that_can_be_written() {
        let last = zoom(window(TIME_MAX_MS - 1000, TIME_MAX_MS), StoreTime(i64::MIN), 2.0);
        assert_eq!(last, window(TIME_MAX_MS - 2000, TIME_MAX_MS));
        assert_eq!(pan(window(0, 1000), i64::MIN).from, StoreTime(TIME_MIN_MS));
    }

    #[test]
    fn fit_leaves_room_on_both_sides() {
        assert_eq!(fit(StoreTime(8000), StoreTime(16_000)), window(7000, 17_000));
        assert_eq!(fit(StoreTime(8000), StoreTime(8000)), window(7500, 8500));
    }

    #[test]
    fn reveal_moves_only_when_it_must() {
        assert_eq!(reveal(window(0, 800), StoreTime(300)), window(0, 800));
        assert_eq!(reveal(window(0, 800), StoreTime(-100)), window(-200, 600));
        assert_eq!(reveal(window(0, 800), StoreTime(800)), window(100, 900));
    }
}
