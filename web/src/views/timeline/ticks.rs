//! The ruler: which step a view is divided by, where its ticks stand in a zone, and what they are called.
use super::geometry::{Scale, span_ms};
use notation::java_calendar::Civil;
use notation::zone::{ZoneRules, to_local_ms, to_utc_ms};
use store::StoreTime;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Air between two labels.
const AIR_PX: f64 = 24.0;
/// Width of a digit on the ruler, 11 px type.
const DIGIT_PX: f64 = 6.0;

/// The distance between two ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Ms(i64),
    Months(i64),
}

/// Major steps, and by how many minor ticks each is divided.
const STEPS: [(Step, i64); 36] = [
    (Step::Ms(1), 1),
    (Step::Ms(2), 2),
    (Step::Ms(5), 5),
    (Step::Ms(10), 5),
    (Step::Ms(20), 4),
    (Step::Ms(50), 5),
    (Step::Ms(100), 5),
    (Step::Ms(200), 4),
    (Step::Ms(500), 5),
    (Step::Ms(SECOND), 5),
    (Step::Ms(2 * SECOND), 4),
    (Step::Ms(5 * SECOND), 5),
    (Step::Ms(10 * SECOND), 5),
    (Step::Ms(15 * SECOND), 3),
    (Step::Ms(30 * SECOND), 3),
    (Step::Ms(MINUTE), 4),
    (Step::Ms(2 * MINUTE), 4),
    (Step::Ms(5 * MINUTE), 5),
    (Step::Ms(10 * MINUTE), 5),
    (Step::Ms(15 * MINUTE), 3),
    (Step::Ms(30 * MINUTE), 3),
    (Step::Ms(HOUR), 4),
    (Step::Ms(2 * HOUR), 4),
    (Step::Ms(3 * HOUR), 3),
    (Step::Ms(6 * HOUR), 6),
    (Step::Ms(12 * HOUR), 4),
    (Step::Ms(DAY), 4),
    (Step::Ms(2 * DAY), 2),
    (Step::Ms(7 * DAY), 7),
    (Step::Ms(14 * DAY), 2),
    (Step::Months(1), 1),
    (Step::Months(3), 3),
    (Step::Months(6), 6),
    (Step::Months(12), 4),
    (Step::Months(24), 2),
    (Step::Months(60), 5),
];

impl Step {
    fn about_ms(self) -> i64 {
        match self {
            Self::Ms(ms) => ms,
            Self::Months(months) => months * 30 * DAY,
        }
    }

    fn label_digits(self) -> f64 {
        match self {
            Self::Ms(ms) if ms < SECOND => 6.0,
            Self::Ms(ms) if ms < MINUTE => 8.0,
            Self::Ms(_) => 5.0,
            Self::Months(months) if months < 12 => 7.0,
            Self::Months(_) => 4.0,
        }
    }

    /// What an arrow key moves the handle by in a view with this major step; a dragged time is rounded to it.
    #[inline(never)]
    pub(crate) fn unit_ms(self) -> i64 {
        match self {
            Self::Months(_) => DAY,
            Self::Ms(ms) if ms >= DAY => HOUR,
            Self::Ms(ms) if ms >= HOUR => MINUTE,
            Self::Ms(ms) if ms >= MINUTE => SECOND,
            Self::Ms(ms) if ms >= SECOND => 100,
            Self::Ms(_) => 1,
        }
    }
}

/// One tick.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) time: StoreTime,
    /// What it is called; `None` for a minor tick.
    pub(crate) label: Option<String>,
}

/// The smallest major step whose labels keep their air, and how it is divided.
pub(crate) fn step(scale: &Scale) -> (Step, i64) {
    let fits = |(step, _): &&(Step, i64)| {
        step.about_ms() as f64 / scale.ms_per_px() >= step.label_digits() * DIGIT_PX + AIR_PX
    };
    *STEPS.iter().find(fits).unwrap_or(&STEPS[STEPS.len() - 1])
}

/// The unit of a view: see [`Step::unit_ms`].
pub(crate) fn unit_ms(scale: &Scale) -> i64 {
    step(scale).0.unit_ms()
}

/// The ticks of a view in a zone, in order.
pub(crate) fn ticks(scale: &Scale, zone: &dyn ZoneRules) -> Vec<Tick> {
    let (major, parts) = step(scale);
    let mut ticks = Vec::new();
    let mut first_label = true;
    let (from, to) = (scale.window.from, scale.window.to);
    let mut push = |index: i64, local: i64| {
        let time = StoreTime(to_utc_ms(zone, local));
        if time >= from && time < to {
            let label = (index.rem_euclid(parts) == 0).then(|| label(major, local, first_label));
            first_label &= label.is_none();
            ticks.push(Tick { time, label });
        }
    };
    let [local_from, local_to] = [from, to].map(|edge| to_local_ms(zone, edge.0));
    match major {
        Step::Ms(ms) => {
            // Weeks are counted from a Monday, everything else from midnight: both are multiples from a Monday.
            let monday = 4 * DAY;
            let part = ms / parts;
            // A day more on both sides: the zone may change its clock within the view.
            let slack = if span_ms(scale.window) > DAY { DAY } else { 0 };
            let first = (local_from - slack - monday).div_euclid(part);
            let last = (local_to + slack - monday).div_euclid(part) + 1;
            (first..=last).for_each(|index| push(index, monday + index * part));
        }
        Step::Months(months) => {
            let part = months / parts;
            let first = month_of(local_from).div_euclid(part);
            let last = month_of(local_to).div_euclid(part) + 1;
            (first..=last).for_each(|index| push(index, start_of_month(index * part)));
        }
    }
    ticks
}

fn label(step: Step, local: i64, first: bool) -> String {
    let Civil { year, month, day, hour, minute, second, ms } = Civil::of_local_ms(local);
    match step {
        Step::Months(months) if months % 12 == 0 => format!("{year:04}"),
        Step::Months(_) => format!("{year:04}-{month:02}"),
        Step::Ms(step_ms) if step_ms >= DAY || (step_ms >= MINUTE && local % DAY == 0) => {
            format!("{month:02}-{day:02}")
        }
        Step::Ms(step_ms) if step_ms >= MINUTE => format!("{hour:02}:{minute:02}"),
        Step::Ms(step_ms) if step_ms >= SECOND => format!("{hour:02}:{minute:02}:{second:02}"),
        Step::Ms(_) if first => format!("{hour:02}:{minute:02}:{second:02}.{ms:03}"),
        Step::Ms(_) => format!("{second:02}.{ms:03}"),
    }
}

/// Months since January of year 0.
fn month_of(local: i64) -> i64 {
    let date = Civil::of_local_ms(local);
    date.year * 12 + date.month - 1
}

/// When a month begins.
fn start_of_month(month: i64) -> i64 {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let first = Civil { year, month, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
    first.to_local_ms().expect("every month has a first day, and a view ends before year 10000")
}

#[cfg(test)]
mod tests {
    use super::*;
    use notation::zone::FixedZone;
    use simulation::Window;

    const SHANGHAI: FixedZone = FixedZone { id: "Asia/Shanghai", offset_ms: 8 * HOUR };

    /// The labels of a view that begins at 2022-01-17 11:01:36.000 +08:00.
    fn check(span_ms: i64, width_px: f64, expect: &str) {
        let from = StoreTime(1_642_388_496_000);
        let scale = Scale::new(Window { from, to: from.plus_ms(span_ms) }, width_px);
        let labels: Vec<_> = ticks(&scale, &SHANGHAI).into_iter().filter_map(|tick| tick.label).collect();
        assert_eq!(labels.join(" "), expect);
    }

    #[test]
    fn labels_from_years_to_milliseconds() {
        check(5 * 365 * DAY, 500.0, "2023 2024 2025 2026 2027");
        check(400 * DAY, 500.0, "2022-04 2022-07 2022-10 2023-01");
        check(10 * DAY, 700.0, "01-18 01-19 01-20 01-21 01-22 01-23 01-24 01-25 01-26 01-27");
        check(30 * HOUR, 600.0, "12:00 15:00 18:00 21:00 01-18 03:00 06:00 09:00 12:00 15:00");
        check(10 * MINUTE, 600.0, "11:02 11:03 11:04 11:05 11:06 11:07 11:08 11:09 11:10 11:11");
        check(36 * SECOND, 863.0, "11:01:40 11:01:45 11:01:50 11:01:55 11:02:00 11:02:05 11:02:10");
        check(500, 400.0, "11:01:36.000 36.100 36.200 36.300 36.400");
        check(20, 400.0, "11:01:36.000 36.005 36.010 36.015");
    }

    #[test]
    fn a_narrow_plot_gets_fewer_labels() {
        check(36 * SECOND, 312.0, "11:01:40 11:01:50 11:02:00 11:02:10");
    }

    #[test]
    fn minor_ticks_divide_the_step() {
        let from = StoreTime(1_642_388_500_000);
        let scale = Scale::new(Window { from, to: from.plus_ms(10_000) }, 240.0);
        assert_eq!(ticks(&scale, &SHANGHAI).iter().filter(|tick| tick.label.is_none()).count(), 8);
    }

    #[test]
    fn no_two_ticks_are_nearer_than_five_pixels() {
        let mut span_ms = 20;
        while span_ms < crate::views::timeline::geometry::SPAN_MAX_MS {
            for width_px in [260.0, 640.0, 1400.0] {
                let scale = Scale::new(Window { from: StoreTime(0), to: StoreTime(span_ms) }, width_px);
                let (step, parts) = step(&scale);
                let part_px = step.about_ms() as f64 / parts as f64 / scale.ms_per_px();
                assert!(part_px >= 5.0, "{span_ms} ms on {width_px} px");
            }
            span_ms += span_ms / 3;
        }
    }

    #[test]
    fn arrows_move_by_what_the_view_can_show() {
        let unit = |span_ms| unit_ms(&Scale::new(Window { from: StoreTime(0), to: StoreTime(span_ms) }, 860.0));
        let expect = [DAY, HOUR, MINUTE, SECOND, 100, 1];
        assert_eq!([1000 * DAY, 20 * DAY, 20 * HOUR, 20 * MINUTE, 36 * SECOND, 900].map(unit), expect);
    }

    #[test]
    fn a_zone_that_changes_its_clock_keeps_midnight_at_midnight() {
        // From +01:00 to +02:00 at 2022-03-27T01:00Z.
        struct Spring;
        const CHANGE: StoreTime = StoreTime(1_648_342_800_000);
        impl ZoneRules for Spring {
            fn offset_ms_at(&self, utc_ms: i64) -> i64 {
                if utc_ms < CHANGE.0 { HOUR } else { 2 * HOUR }
            }
            fn id(&self) -> &'static str {
                "Europe/Berlin"
            }
        }
        let from = CHANGE.plus_ms(-3 * DAY);
        let scale = Scale::new(Window { from, to: from.plus_ms(6 * DAY) }, 500.0);
        let labelled: Vec<_> = ticks(&scale, &Spring).into_iter().filter(|tick| tick.label.is_some()).collect();
        assert_eq!(labelled.len(), 6);
        assert!(labelled.iter().all(|tick| to_local_ms(&Spring, tick.time.0) % DAY == 0));
    }
}
