//! What is drawn of a lane's marks when they come close: single, stacked, clustered, or melted into bars.
use simulation::Mark;

/// Marks nearer than this become one cluster.
pub(crate) const CLUSTER_PX: f64 = 11.0;
/// A cluster covers no more than this, so that its pill stands near what it counts.
const CLUSTER_SPAN_PX: f64 = 26.0;
/// So many messages of one millisecond can be stacked in a lane.
const STACK_MAX: usize = 3;
/// More marks than this in a lane melt.
pub(crate) const MARKS_MAX: usize = 200;
/// Melted lanes stay melted until a fifth less would do, so that a small step does not flicker.
const HYSTERESIS: f64 = 0.8;

/// One thing to draw: `first..=last` are indexes into the lane's marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) kind: Kind,
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Where its middle lies, in pixels.
    pub(crate) x: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Single,
    /// Two or three messages of one ms.
    Stack,
    Cluster,
}

/// The glyphs of a lane whose marks are in order of time; `x` places a mark.
pub(crate) fn glyphs(marks: &[Mark], x: impl Fn(&Mark) -> f64) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut at = 0;
    while at < marks.len() {
        let same = marks[at..].iter().take_while(|mark| mark.time == marks[at].time).count();
        let here = x(&marks[at]);
        let kind = match same {
            1 => Kind::Single,
            2..=STACK_MAX => Kind::Stack,
            _ => Kind::Cluster,
        };
        let next = Glyph { kind, first: at, last: at + same - 1, x: here };
        match glyphs.last_mut() {
            Some(before) if joins(before, &next, marks, &x) => {
                before.kind = Kind::Cluster;
                before.last = next.last;
                before.x = f64::midpoint(x(&marks[before.first]), here);
            }
            _ => glyphs.push(next),
        }
        at += same;
    }
    glyphs
}

fn joins(before: &Glyph, next: &Glyph, marks: &[Mark], x: impl Fn(&Mark) -> f64) -> bool {
    // Store times may run backwards: such a mark stands to the left of the one before it.
    let distance = (next.x - x(&marks[before.last])).abs();
    let span = (next.x - x(&marks[before.first])).abs();
    distance < CLUSTER_PX && span < CLUSTER_SPAN_PX
}

/// How many marks a lane may hold before it melts, given whether the lanes are melted now.
pub(crate) fn marks_max(melted: bool) -> usize {
    if melted { (MARKS_MAX as f64 * HYSTERESIS) as usize } else { MARKS_MAX }
}

/// Whether the lanes melt because too many of some lane's marks are in clusters anyway.
pub(crate) fn melts(lanes: &[Vec<Glyph>], melted: bool) -> bool {
    let share_max = if melted { 0.5 * HYSTERESIS } else { 0.5 };
    lanes.iter().any(|glyphs| {
        let count = |only_clusters: bool| -> usize {
            glyphs
                .iter()
                .filter(|glyph| !only_clusters || glyph.kind == Kind::Cluster)
                .map(|glyph| glyph.last - glyph.first + 1)
                .sum()
        };
        // A handful of marks reads better as pills with a count than as bars.
        count(false) > 12 && count(true) as f64 > count(false) as f64 * share_max
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::{QueueOffset, StoreTime};

    fn marks(times: &[i64]) -> Vec<Mark> {
        let mark = |(offset, time): (usize, &i64)| Mark {
            offset: QueueOffset(offset as i64),
            time: StoreTime(*time),
            tag: 0,
            received: 0,
            behind: false,
        };
        times.iter().enumerate().map(mark).collect()
    }

    /// One pixel a millisecond; `1` single, `s3` a stack, `c2` a cluster.
    fn check(times: &[i64], expect: &str) {
        let text = |glyph: &Glyph| {
            let count = glyph.last - glyph.first + 1;
            match glyph.kind {
                Kind::Single => "1".to_owned(),
                Kind::Stack => format!("s{count}"),
                Kind::Cluster => format!("c{count}"),
            }
        };
        let glyphs = glyphs(&marks(times), |mark| mark.time.0 as f64);
        assert_eq!(glyphs.iter().map(text).collect::<Vec<_>>().join(" "), expect);
    }

    #[test]
    fn marks_apart_stand_alone_and_near_ones_cluster() {
        check(&[], "");
        check(&[0, 11, 30], "1 1 1");
        check(&[0, 10, 30], "c2 1");
        check(&[0, 10, 20], "c3");
    }

    #[test]
    fn up_to_three_of_one_millisecond_stack() {
        check(&[50, 50, 50], "s3");
        check(&[50, 50, 50, 50], "c4");
        check(&[40, 50, 50], "c3");
    }

    #[test]
    fn a_long_chain_is_cut() {
        check(&[0, 10, 20, 30, 40, 50], "c3 c3");
    }

    #[test]
    fn store_times_that_run_backwards_cluster_by_distance_too() {
        check(&[100, 95, 200], "c2 1");
        check(&[100, 50, 200], "1 1 1");
    }

    #[test]
    fn lanes_melt_together_and_unmelt_later() {
        let lane = |clustered: usize| {
            let single = |at| Glyph { kind: Kind::Single, first: at, last: at, x: 0.0 };
            let mut glyphs: Vec<_> = (0..100 - clustered).map(single).collect();
            glyphs.push(Glyph { kind: Kind::Cluster, first: 100 - clustered, last: 99, x: 0.0 });
            glyphs
        };
        assert!(melts(&[lane(10), lane(51)], false));
        assert!(!melts(&[lane(10), lane(45)], false));
        assert!(melts(&[lane(10), lane(45)], true));
        assert!(!melts(&[lane(10), lane(39)], true));
        assert_eq!((marks_max(false), marks_max(true)), (200, 160));
    }
}
