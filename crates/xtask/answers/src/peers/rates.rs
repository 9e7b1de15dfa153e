//! Rates of several rounds, and how they compare.
use serde_json::Value;

/// What each round took for one piece of work.
#[derive(Clone, Debug, Default)]
pub(super) struct Rounds {
    rounds: Vec<Round>,
}

#[derive(Clone, Copy, Debug)]
struct Round {
    units: f64,
    wall: f64,
    own: f64,
    settled: Option<f64>,
    messages: Option<f64>,
}

impl Rounds {
    /// Takes an answer in.
    pub(super) fn add(&mut self, answer: &Value) -> Result<(), String> {
        let number = |name: &str| answer[name].as_f64();
        let (Some(units), Some(wall), Some(own)) = (number("units"), number("seconds"), number("cpu")) else {
            return Err(format!("an answer without units, seconds and cpu: {answer}"));
        };
        self.rounds.push(Round { units, wall, own, settled: number("settled"), messages: number("messages") });
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rounds.is_empty()
    }

    /// How many messages were opened.
    pub(super) fn messages(&self) -> Option<f64> {
        self.rounds.first()?.messages
    }

    /// Units in a second of the processor's time, the median round.
    pub(super) fn rate(&self) -> f64 {
        self.sorted(|round| Some(round.units / round.own)).get(self.rounds.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The same in the slowest and in the quickest round.
    pub(super) fn range(&self) -> (f64, f64) {
        let all = self.sorted(|round| Some(round.units / round.own));
        let end = |rate: Option<&f64>| rate.copied().unwrap_or(f64::NAN);
        (end(all.first()), end(all.last()))
    }

    /// Units in a second on the wall, in the quickest round: other programs may have stood in the way of the others.
    pub(super) fn wall(&self) -> f64 {
        self.sorted(|round| Some(round.units / round.wall)).last().copied().unwrap_or(f64::NAN)
    }

    /// The same until all that follows from the work was done too.
    pub(super) fn settled(&self) -> Option<f64> {
        self.sorted(|round| Some(round.units / round.settled?)).last().copied()
    }

    fn sorted(&self, of: impl Fn(&Round) -> Option<f64>) -> Vec<f64> {
        let mut all: Vec<f64> = self.rounds.iter().filter_map(of).collect();
        all.sort_by(f64::total_cmp);
        all
    }
}

/// A rate as people read it.
pub(super) fn per_second(rate: f64) -> String {
    match rate {
        _ if rate >= 999_500.0 => format!("{:.2} M/s", rate / 1e6),
        _ if rate >= 1_000.0 => format!("{:.0} k/s", rate / 1e3),
        _ => format!("{rate:.0} /s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_middle_round_counts() {
        let mut rounds = Rounds::default();
        for own in [0.5, 0.25, 4.0] {
            rounds.add(&json!({"units": 1_000_000, "seconds": 2.0 * own, "cpu": own, "settled": 10.0})).expect("whole");
        }
        assert_eq!(per_second(rounds.rate()), "2.00 M/s");
        assert_eq!(per_second(rounds.wall()), "2.00 M/s");
        assert_eq!(rounds.settled().map(per_second), Some("100 k/s".to_owned()));
        let (least, most) = rounds.range();
        assert_eq!((per_second(least), per_second(most)), ("250 k/s".to_owned(), "4.00 M/s".to_owned()));
        assert!(rounds.add(&json!({"units": 1})).is_err());
    }
}
