//! Names in a profile: short hashes of function names, so that the file stays small and a compiler's hash in a name
//! does not matter.
use std::collections::{BTreeMap, BTreeSet};

/// A function's name in a profile: eight hex digits (FNV-1a) of its name without the crates' own hashes.
pub(crate) fn short(name: &str) -> String {
    let (mut hash, mut skipping) = (0x811C_9DC5_u32, false);
    for byte in name.bytes() {
        skipping = (skipping || byte == b'[') && byte != b']';
        if !skipping {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    format!("{hash:08x}")
}

/// What no page runs before a hand comes near.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    /// Functions that are not called.
    pub(crate) functions: BTreeSet<String>,
    /// Functions with the number of their points, and which of these are not reached.
    stretches: BTreeMap<(String, usize), Vec<bool>>,
}

impl Profile {
    /// Which points of a function are not reached; nothing when it is not the function that was looked at.
    pub(crate) fn cold(&self, name: &str, points: usize) -> Option<&[bool]> {
        self.stretches.get(&(name.to_owned(), points)).map(Vec::as_slice)
    }
}

/// The words of a profile; lines that begin with `#` are for people. A word is a name, or a name, the number of its
/// points, and for each whether it is not reached, four in a hex digit.
pub(crate) fn read(text: &str) -> Result<Profile, String> {
    let mut profile = Profile::default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for word in lines.flat_map(str::split_whitespace) {
        let parts: Vec<&str> = word.split(':').collect();
        let is_name = |name: &str| name.len() == 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        match parts.as_slice() {
            [name] if is_name(name) => drop(profile.functions.insert((*name).to_owned())),
            [name, points, digits] if is_name(name) => {
                let cold = points.parse().ok().and_then(|points| flags(points, digits));
                let cold = cold.ok_or_else(|| format!("`{word}` in the profile: the digits don't fit the points"))?;
                profile.stretches.insert(((*name).to_owned(), cold.len()), cold);
            }
            _ => return Err(format!("`{word}` in the profile does not begin with a name of eight hex digits")),
        }
    }
    Ok(profile)
}

fn flags(points: usize, digits: &str) -> Option<Vec<bool>> {
    let mut flags = Vec::new();
    for digit in digits.chars() {
        let digit = digit.to_digit(16)?;
        flags.extend((0..4).map(|bit| digit & (8 >> bit) != 0));
    }
    let fits = points <= flags.len() && flags.len() < points + 4;
    flags.truncate(points);
    fits.then_some(flags)
}

#[cfg(test)]
mod tests {
    use super::{read, short};

    #[test]
    fn the_compilers_hashes_do_not_matter_and_all_else_does() {
        assert_eq!(short("<web[12ab]::views::Plot>::view"), short("<web[99ff]::views::Plot>::view"));
        assert_ne!(short("web[12ab]::a"), short("web[12ab]::b"));
    }

    #[test]
    fn a_profile_is_words_of_eight_digits_with_or_without_points() {
        let profile = read("# later\n811c9dc5 00000000:5:48\n").expect("a profile");
        assert!(profile.functions.contains("811c9dc5"));
        assert_eq!(profile.cold("00000000", 5), Some([false, true, false, false, true].as_slice()));
        assert_eq!(profile.cold("00000000", 6), None);
        for wrong in ["nonsense", "811c9dc5:5:4", "811c9dc5:5:480", "811c9dc5:5:4g"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
