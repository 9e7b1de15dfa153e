//! Names in a profile: short hashes of function names, so that the file stays small and a compiler's hash in a name
//! does not matter.
use std::collections::BTreeSet;

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

/// Libraries whose own functions always stay in the first half: when they are called depends on the browser's timing,
/// and a page must not wait for a handful of them.
const STAYING: [&str; 3] = ["yew[", "hashbrown[", "indexmap["];

/// Whether a function may go to the later half: also one of those libraries, when it was made for a type of ours.
pub(crate) fn may_move(name: &str) -> bool {
    let owner = name.trim_start_matches(['<', '&']);
    name.contains("rewind_web[") || !STAYING.iter().any(|library| owner.starts_with(library))
}

/// The names of a profile: words, and lines that begin with `#` for people.
pub(crate) fn read(text: &str) -> Result<BTreeSet<String>, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let names: BTreeSet<String> = lines.flat_map(str::split_whitespace).map(str::to_owned).collect();
    match names.iter().find(|name| name.len() != 8 || !name.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Some(wrong) => Err(format!("`{wrong}` in the profile is no name of eight hex digits")),
        None => Ok(names),
    }
}

#[cfg(test)]
mod tests {
    use super::{may_move, read, short};

    #[test]
    fn the_compilers_hashes_do_not_matter_and_all_else_does() {
        assert_eq!(short("<web[12ab]::views::Plot>::view"), short("<web[99ff]::views::Plot>::view"));
        assert_ne!(short("web[12ab]::a"), short("web[12ab]::b"));
    }

    #[test]
    fn what_yew_does_for_itself_stays() {
        assert!(!may_move("<yew[12ab]::scheduler::Queue>::push"));
        assert!(may_move("<yew[12ab]::Inner<rewind_web[34cd]::views::Sheet> as yew[12ab]::Stateful>::view"));
    }

    #[test]
    fn a_profile_is_words_of_eight_digits() {
        assert_eq!(read("# later\n811c9dc5 00000000\n").expect("a profile").len(), 2);
        assert!(read("811c9dc5 nonsense").is_err());
    }
}
