//! Makes cases from a seed.
use super::case::{Case, Modified, Send};

/// A small generator of numbers (SplitMix64): the same seed makes the same cases on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low).unwrap_or(0) + 1;
        low + i64::try_from(self.next() % width).unwrap_or(0)
    }

    pub(crate) fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        let last = i64::try_from(choices.len() - 1).unwrap_or(0);
        choices[usize::try_from(self.between(0, last)).unwrap_or(0)]
    }

    /// True once in `many`.
    fn once_in(&mut self, many: i64) -> bool {
        self.between(1, many) == 1
    }
}

/// How the store times of a case follow each other.
#[derive(Clone, Copy)]
enum Pace {
    /// Many in one millisecond.
    Ties,
    /// Close together, with long gaps.
    Gaps,
    /// Sometimes the clock is put back.
    Backwards,
    /// A bit of all.
    Mixed,
}

/// The case of this number.
pub(crate) fn case(seed: u64, number: usize) -> Case {
    let mut dice = Dice::new(seed ^ (number as u64).wrapping_mul(0xd134_2543_de82_ef95));
    let topics: Vec<i32> = (0..dice.between(1, 3)).map(|_| dice.of(&[1, 1, 2, 3])).collect();
    let pace = dice.of(&[Pace::Ties, Pace::Gaps, Pace::Backwards, Pace::Mixed]);
    let messages = dice.of(&[0, 1, 10, 40, 40, 80, 150]);
    let delays = dice.once_in(3);
    let sends: Vec<Send> = (0..messages).map(|_| send(&mut dice, &topics, pace, delays)).collect();
    let then_messages = if sends.is_empty() { 25 } else { dice.of(&[0, 5, 5, 20]) };
    let mut then: Vec<Send> = (0..then_messages).map(|_| send(&mut dice, &topics, Pace::Ties, delays)).collect();
    for send in &mut then {
        send.gap_ms = dice.of(&[0, 0, 0, 0, 1, 3, 15]);
        // A real broker takes no message without a body.
        send.body = send.body.max(1);
    }
    Case {
        log_file: dice.of(&[4_096, 8_192, 16_384, 65_536]),
        queue_entries: dice.of(&[3, 10, 20, 60]),
        topics,
        start_ms: 1_717_200_000_000 + dice.between(0, 1_000_000_000),
        sends,
        trimmed_files: dice.of(&[0, 0, 0, 1, 2, 9]),
        queues_untouched: dice.once_in(3),
        modified: match dice.between(0, 3) {
            0 => Modified::Late,
            1 => Modified::Anywhere(dice.next()),
            _ => Modified::Natural,
        },
        then,
    }
}

fn send(dice: &mut Dice, topics: &[i32], pace: Pace, delays: bool) -> Send {
    let topic = usize::try_from(dice.between(0, topics.len() as i64 - 1)).unwrap_or(0);
    let queues = topics[topic];
    // The last queue of a topic with several stays empty now and then: nobody is sent there in half of the topics.
    let used = if topic % 2 == 0 && queues > 1 { queues - 1 } else { queues };
    let gap_ms = match pace {
        Pace::Ties => dice.of(&[0, 0, 0, 1]),
        Pace::Gaps => dice.of(&[1, 2, 5, 250, 60_000, 3_600_000]),
        Pace::Backwards => dice.of(&[1, 3, 10, -5, -100, 50, 0]),
        Pace::Mixed => dice.of(&[0, 0, 1, 2, 1_000, -2, 90_000]),
    };
    Send {
        topic,
        queue: i32::try_from(dice.between(0, i64::from(used) - 1)).unwrap_or(0),
        gap_ms,
        tag: dice.of(&[None, Some("TagA"), Some("TagB"), Some("标签")]),
        key: if dice.once_in(3) { Some(dice.of(&[0, 1, 2])) } else { None },
        delay_level: if delays { dice.of(&[0, 0, 1, 2]) } else { 0 },
        body: usize::try_from(dice.of(&[0, 1, 10, 40, 200, 900])).unwrap_or(0),
    }
}
