//! When the measured messages were stored: the same times in every program that is measured.
use store::StoreTime;

/// 2024-01-01T00:00:00Z.
const START_MS: i64 = 1_704_067_200_000;
/// How long a spread store took to come together.
const SPREAD_MS: i64 = 3_600_000;
/// Messages of one millisecond in a store that came in bursts.
const BURST: i64 = 300;

/// How store times lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Over an hour, evenly.
    Spread,
    /// Three hundred in each millisecond.
    Bursts,
}

impl Shape {
    /// The store time of message `number` out of `count`.
    pub fn time(self, number: i64, count: i64) -> StoreTime {
        StoreTime(match self {
            Self::Spread => START_MS + SPREAD_MS * number / count.max(1),
            Self::Bursts => START_MS + number / BURST,
        })
    }
}

/// Times to search for, all between two store times, as if at random and the same every time.
pub(crate) struct Times {
    state: u64,
    from: i64,
    length: i64,
}

impl Times {
    pub(crate) fn new(seed: u64, from: StoreTime, to: StoreTime) -> Self {
        Self { state: seed, from: from.0, length: to.since_ms(from) + 1 }
    }

    pub(crate) fn next(&mut self) -> StoreTime {
        // Knuth's MMIX generator; its upper bits are good.
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        StoreTime(self.from + i64::try_from(self.state >> 33).expect("31 bits") % self.length)
    }
}
