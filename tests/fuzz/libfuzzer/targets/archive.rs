//! Any bytes as an archive.
#![no_main]
use fuzz_targets::{dice::Dice, archive};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| archive::run(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut dice = Dice::new(u64::from(seed));
    if dice.once_in(3) {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = archive::mutate(&data[..size], &mut dice);
    let size = changed.len().min(max_size);
    data[..size].copy_from_slice(&changed[..size]);
    size
});
