//! Delay levels: the setting `messageDelayLevel`, and which wait a level means.
use std::fmt;

/// RocketMQ's default levels, the same in every version.
const DEFAULT: &str = "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h";

/// The waits behind the delay levels 1, 2, 3 …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayLevels(Vec<i64>);

/// A level that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelayLevelError(String);

impl DelayLevels {
    /// Reads a setting such as `1s 5s 1m 2h 1d`: numbers with a unit, separated by blanks.
    pub fn parse(text: &str) -> Result<Self, DelayLevelError> {
        text.split_ascii_whitespace().map(level_ms).collect::<Result<_, _>>().map(Self)
    }

    /// The highest level.
    pub fn max_level(&self) -> i32 {
        i32::try_from(self.0.len()).unwrap_or(i32::MAX)
    }

    /// The level that the broker works with: above the highest one it takes the highest (19 and 99 become 18),
    /// and 0 or less means no delay, which is `None`.
    pub fn effective(&self, level: i32) -> Option<i32> {
        let level = level.min(self.max_level());
        (level > 0).then_some(level)
    }

    /// How long a message of this level waits, in milliseconds; 0 when it does not wait.
    pub fn delay_ms(&self, level: i32) -> i64 {
        let index = self.effective(level).and_then(|level| usize::try_from(level - 1).ok());
        index.and_then(|index| self.0.get(index)).copied().unwrap_or(0)
    }
}

impl fmt::Display for DelayLevels {
    /// As the setting says it, in seconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let levels: Vec<String> = self.0.iter().map(|ms| format!("{}s", ms / 1_000)).collect();
        f.write_str(&levels.join(" "))
    }
}

fn level_ms(word: &str) -> Result<i64, DelayLevelError> {
    let refuse = || DelayLevelError(word.to_owned());
    let unit = word.chars().next_back().ok_or_else(refuse)?;
    let unit_ms = match unit {
        's' => 1_000,
        'm' => 60_000,
        'h' => 3_600_000,
        'd' => 86_400_000,
        _ => return Err(refuse()),
    };
    let number: u32 = word.strip_suffix(unit).and_then(|number| number.parse().ok()).ok_or_else(refuse)?;
    Ok(i64::from(number) * unit_ms)
}

impl Default for DelayLevels {
    fn default() -> Self {
        Self::parse(DEFAULT).expect("the default levels are well formed")
    }
}

impl fmt::Display for DelayLevelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "delay level “{}” can't be read; write a number and one of s, m, h, d, such as 30s", self.0)
    }
}

impl std::error::Error for DelayLevelError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_has_eighteen_levels() {
        let levels = DelayLevels::default();
        assert_eq!(levels.max_level(), 18);
        let waits: Vec<i64> = [1, 2, 5, 18].map(|level| levels.delay_ms(level)).to_vec();
        assert_eq!(waits, [1_000, 5_000, 60_000, 7_200_000]);
    }

    #[test]
    fn the_setting_reads_back() {
        for text in ["1s 5s 1m 2h 1d", ""] {
            let levels = DelayLevels::parse(text).expect("well formed");
            assert_eq!(DelayLevels::parse(&levels.to_string()), Ok(levels));
        }
    }

    #[test]
    fn levels_outside_are_pulled_in_or_mean_no_delay() {
        let levels = DelayLevels::default();
        assert_eq!([19, 99, 18].map(|level| levels.effective(level)), [Some(18); 3]);
        assert_eq!([0, -1, i32::MIN].map(|level| levels.effective(level)), [None; 3]);
        assert_eq!(levels.delay_ms(99), 7_200_000);
        assert_eq!(levels.delay_ms(0), 0);
    }

    #[test]
    fn nonsense_is_named() {
        for word in ["5", "s", "5x", "-1s", "秒"] {
            let error = DelayLevels::parse(word).expect_err(word).to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
