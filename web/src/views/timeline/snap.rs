//! Where a dragged handle comes to rest: on a message close by, else on a round time.
use super::geometry::{Scale, limited};
use store::StoreTime;

/// How near a message must be to catch the handle, for a mouse or pen and for a finger.
pub(crate) const SNAP_PX: f64 = 4.0;
pub(crate) const SNAP_TOUCH_PX: f64 = 10.0;

/// The nearest of `messages` within `reach_px` of `time`; the earlier one of two equally near.
#[inline(never)]
pub(crate) fn snap(scale: &Scale, time: StoreTime, messages: &[StoreTime], reach_px: f64) -> Option<StoreTime> {
    let reach_ms = (reach_px * scale.ms_per_px()).floor();
    messages
        .iter()
        .copied()
        .filter(|message| message.0.abs_diff(time.0) as f64 <= reach_ms)
        .min_by_key(|message| (message.0.abs_diff(time.0), message.0))
}

/// `time` on the nearest multiple of `unit_ms`, counted from local midnight: `offset_ms` is the zone's distance to UTC.
pub(crate) fn rounded(time: StoreTime, unit_ms: i64, offset_ms: i64) -> StoreTime {
    let local = limited(time).0 + offset_ms;
    StoreTime((local + unit_ms / 2).div_euclid(unit_ms) * unit_ms - offset_ms)
}

/// A drag: where the pointer and the handle were when it began, and again whenever its fineness changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drag {
    pointer_px: f64,
    handle_px: f64,
    fine: bool,
}

impl Drag {
    pub(crate) fn start(pointer_px: f64, handle_px: f64) -> Self {
        Self { pointer_px, handle_px, fine: false }
    }

    /// Where the handle is now. Fine makes ten pixels of hand one of handle, from where the handle was.
    pub(crate) fn moved(&mut self, pointer_px: f64, fine: bool) -> f64 {
        let handle = self.handle_at(pointer_px);
        if fine != self.fine {
            *self = Self { pointer_px, handle_px: handle, fine };
        }
        handle
    }

    fn handle_at(&self, pointer_px: f64) -> f64 {
        self.handle_px + (pointer_px - self.pointer_px) * if self.fine { 0.1 } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simulation::Window;

    fn scale() -> Scale {
        Scale::new(Window { from: StoreTime(0), to: StoreTime(10_000) }, 1000.0)
    }

    fn check(time: i64, messages: &[i64], expect: Option<i64>) {
        let messages: Vec<_> = messages.iter().copied().map(StoreTime).collect();
        assert_eq!(snap(&scale(), StoreTime(time), &messages, SNAP_PX), expect.map(StoreTime));
    }

    #[test]
    fn a_message_within_four_pixels_catches_the_handle() {
        check(1000, &[1040], Some(1040));
        check(1000, &[1041], None);
        check(1000, &[900, 1100], None);
    }

    #[test]
    fn the_nearest_wins_and_of_two_the_earlier() {
        check(1000, &[970, 1020], Some(1020));
        check(1000, &[980, 1020], Some(980));
    }

    #[test]
    fn a_free_time_is_rounded_in_the_zone() {
        assert_eq!(rounded(StoreTime(1_249), 100, 0), StoreTime(1_200));
        assert_eq!(rounded(StoreTime(1_250), 100, 0), StoreTime(1_300));
        // 2022-01-17 11:01:48 +08:00 to the day: local midnight is 16:00 in UTC.
        let hour = 3_600_000;
        assert_eq!(rounded(StoreTime(1_642_388_508_000), 24 * hour, 8 * hour), StoreTime(1_642_348_800_000));
    }

    #[test]
    fn shift_makes_the_hand_ten_times_finer_from_where_the_handle_is() {
        let mut drag = Drag::start(500.0, 490.0);
        assert_eq!(drag.moved(520.0, false), 510.0);
        assert_eq!(drag.moved(520.0, true), 510.0);
        assert_eq!(drag.moved(540.0, true), 512.0);
        assert_eq!(drag.moved(540.0, false), 512.0);
        assert_eq!(drag.moved(530.0, false), 502.0);
    }
}
