//! Which words stay when room is short, and which way a pennant points.

/// Below this width of the plot the flags lose the word "next".
const NEXT_WORD_PLOT_PX: f64 = 560.0;
/// Offset numbers give way when their neighbours are nearer than this.
const NUMBER_PX: f64 = 14.0;
/// Between a pennant and what it makes way for.
const PENNANT_GAP_PX: f64 = 3.0;
/// Below this height of a lane there are no numbers and no band labels.
const LOW_LANE_PX: f64 = 40.0;
/// A ruler label this near to now or to the handle's cap gives way.
const RULER_CLEAR_PX: f64 = 36.0;

/// Width of a text in 11 px bold on a pennant: digits and Latin letters are near 6 px, Chinese ones 11 px.
pub(crate) fn pennant_px(text: &str) -> f64 {
    9.0 + text_px(text)
}

pub(crate) fn text_px(text: &str) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 6.3 } else { 11.0 }).sum()
}

pub(crate) fn shows_next_word(plot_px: f64) -> bool {
    plot_px >= NEXT_WORD_PLOT_PX
}

pub(crate) fn is_low(lane_px: f64) -> bool {
    lane_px < LOW_LANE_PX
}

/// Whether the number at `x` stays, given where its neighbours stand.
pub(crate) fn shows_number(x: f64, before: Option<f64>, after: Option<f64>) -> bool {
    before.is_none_or(|before| x - before >= NUMBER_PX) && after.is_none_or(|after| after - x >= NUMBER_PX)
}

/// Whether a band of this width has room for its label.
pub(crate) fn shows_band_label(band_px: f64, label: &str) -> bool {
    band_px >= text_px(label) + 12.0
}

/// Whether a ruler label at `x` gives way to one of `taken`.
pub(crate) fn ruler_label_clear(x: f64, label: &str, taken: &[f64]) -> bool {
    let need = RULER_CLEAR_PX.max(text_px(label) / 2.0 + 16.0);
    taken.iter().all(|other| (x - other).abs() >= need)
}

/// Which way a pennant points from its pole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
}

/// Flags point away from the stretch between them; a flag alone points to what comes next. At one place the one with
/// the earlier offset points left.
pub(crate) fn side(own: (f64, i64), other: Option<(f64, i64)>) -> Side {
    match other {
        Some(other) if other.0 > own.0 || (other.0 == own.0 && other.1 > own.1) => Side::Left,
        _ => Side::Right,
    }
}

/// What a pennant of a width covers that hangs so far from its pole.
pub(crate) fn pennant_range(x: f64, side: Side, width: f64, off: f64) -> (f64, f64) {
    match side {
        Side::Left => (x - off - width, x - off),
        Side::Right => (x + off, x + off + width),
    }
}

/// How far from its pole a pennant must hang to cover nothing of `taken`; `None` when it would leave the plot.
pub(crate) fn pennant_off(x: f64, side: Side, width: f64, taken: &[(f64, f64)], plot_px: f64) -> Option<f64> {
    let mut off = 0.0;
    // Each turn leaves one of `taken` behind for good.
    for _ in taken {
        let (from, to) = pennant_range(x, side, width, off);
        let Some(hit) = taken.iter().find(|taken| from < taken.1 && taken.0 < to) else { break };
        off = PENNANT_GAP_PX + if side == Side::Left { x - hit.0 } else { hit.1 - x };
    }
    let (from, to) = pennant_range(x, side, width, off);
    (off == 0.0 || from >= 0.0 && to <= plot_px).then_some(off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_give_way_to_near_neighbours() {
        assert!(shows_number(50.0, None, None));
        assert!(shows_number(50.0, Some(36.0), Some(64.0)));
        assert!(!shows_number(50.0, Some(37.0), Some(64.0)));
        assert!(!shows_number(50.0, None, Some(60.0)));
    }

    #[test]
    fn flags_point_away_from_the_stretch_between_them() {
        assert_eq!(side((500.0, 9), Some((100.0, 4))), Side::Right);
        assert_eq!(side((100.0, 4), Some((500.0, 9))), Side::Left);
        assert_eq!(side((100.0, 4), None), Side::Right);
        assert_eq!(side((100.0, 3), Some((100.0, 5))), Side::Left);
        assert_eq!(side((100.0, 5), Some((100.0, 3))), Side::Right);
    }

    #[test]
    fn a_pennant_makes_way_on_its_own_side() {
        let off = |x, side, taken: &[(f64, f64)]| pennant_off(x, side, 30.0, taken, 400.0);
        assert_eq!(off(100.0, Side::Right, &[(60.0, 99.0)]), Some(0.0));
        assert_eq!(off(100.0, Side::Right, &[(120.0, 140.0)]), Some(43.0));
        assert_eq!(off(100.0, Side::Left, &[(90.0, 140.0)]), Some(13.0));
        // Behind the first there is another one.
        assert_eq!(off(100.0, Side::Right, &[(160.0, 180.0), (120.0, 140.0)]), Some(83.0));
        // There is no room up to the edge of the plot.
        assert_eq!(off(40.0, Side::Left, &[(30.0, 60.0)]), None);
    }

    #[test]
    fn a_band_label_needs_air() {
        assert!(shows_band_label(60.0, "6 again"));
        assert!(!shows_band_label(50.0, "6 again"));
    }

    #[test]
    fn ruler_labels_give_way_to_now_and_to_the_cap() {
        assert!(ruler_label_clear(100.0, "11:01", &[140.0, 60.0]));
        assert!(!ruler_label_clear(100.0, "11:01", &[130.0]));
    }
}
