//! Changes to bytes of any kind.
use crate::dice::Dice;

/// Numbers that hurt.
const HARD: [i64; 12] =
    [0, 1, -1, i64::MAX, i64::MIN, i32::MAX as i64, i32::MIN as i64, 255, 256, 91, 16_384, i64::MAX - 1];

/// Changes a few bytes, or moves, repeats, cuts or adds some.
pub fn bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(3) {
        once(bytes, dice);
    }
}

fn once(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.roll(bytes.len());
    let some = (1 + dice.roll(24)).min(bytes.len() - at);
    match dice.roll(10) {
        0 => bytes.truncate(at),
        1 => _ = bytes.drain(at..at + some),
        2 => {
            let copy = bytes[at..at + some].to_vec();
            let to = dice.roll(bytes.len() + 1);
            bytes.splice(to..to, copy);
        }
        3 => {
            let number = dice.one(&HARD).to_be_bytes();
            let number = &number[8 - dice.one(&[1, 2, 4, 8])..];
            let end = (at + number.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&number[..end - at]);
        }
        4 => bytes.insert(at, dice.roll(256) as u8),
        5 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
        6 if at < bytes.len() => bytes[at] = bytes[at].wrapping_add(1),
        7 if bytes.get(at).is_some_and(u8::is_ascii_digit) => {
            bytes.splice(at..=at, dice.one(&HARD).to_string().into_bytes());
        }
        _ if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
        _ => bytes.push(dice.roll(256) as u8),
    }
}
