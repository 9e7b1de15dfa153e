//! Heights: where the ruler ends, where each lane lies, and where things hang in it.
use super::labels;
use crate::ui::Size;

/// The heights of a plot, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Layout {
    pub(crate) ruler: f64,
    pub(crate) lane: f64,
    pub(crate) lanes: usize,
    pub(crate) track: f64,
}

impl Layout {
    /// Lanes get lower when there are many; `plot_px` is the measured height, which a narrow mini makes larger.
    pub(crate) fn new(size: Size, lanes: usize, plot_px: f64) -> Self {
        match size {
            Size::Full => Self { ruler: 28.0, lane: full_lane_px(lanes), lanes, track: 50.0 },
            Size::Mini => {
                let (ruler, track) = (24.0, 46.0);
                let measured = (plot_px - ruler - track) / lanes.max(1) as f64;
                let lane = if plot_px > 0.0 { measured.clamp(18.0, 60.0) } else { 32.0 };
                Self { ruler, lane, lanes, track }
            }
        }
    }

    pub(crate) fn lane_top(&self, lane: usize) -> f64 {
        self.ruler + self.lane * lane as f64
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.lane_top(self.lanes)
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom() + self.track
    }

    /// Whether numbers and band labels have no room.
    pub(crate) fn low(&self) -> bool {
        labels::is_low(self.lane)
    }

    /// The middle of a lane's marks.
    pub(crate) fn mark_y(&self, lane: usize) -> f64 {
        self.lane_top(lane) + self.lane * if self.low() { 0.66 } else { 0.57 }
    }

    /// The lane at a height; `None` on the ruler and on the track.
    pub(crate) fn lane_at(&self, y: f64) -> Option<usize> {
        let lane = ((y - self.ruler) / self.lane).floor();
        (lane >= 0.0 && lane < self.lanes as f64).then_some(lane as usize)
    }
}

/// The height of a lane in full size; the style sheet is told the same.
pub(crate) fn full_lane_px(lanes: usize) -> f64 {
    match lanes {
        0..=4 => 50.0,
        5..=6 => 42.0,
        7..=8 => 34.0,
        _ => 29.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_lanes_stand_where_the_eye_expects_them() {
        let layout = Layout::new(Size::Full, 4, 0.0);
        assert_eq!(
            (layout.lane_top(1), layout.mark_y(0), layout.bottom(), layout.height()),
            (78.0, 56.5, 228.0, 278.0)
        );
        assert_eq!(
            [27.0, 28.0, 77.9, 227.9, 228.0].map(|y| layout.lane_at(y)),
            [None, Some(0), Some(0), Some(3), None]
        );
    }

    #[test]
    fn a_mini_takes_the_height_that_the_style_gives_it() {
        assert_eq!(Layout::new(Size::Mini, 4, 198.0).lane, 32.0);
        assert_eq!(Layout::new(Size::Mini, 4, 214.0).lane, 36.0);
        assert!(Layout::new(Size::Mini, 4, 198.0).low());
    }
}
