//! Counts what is allocated, and compares it with a limit.
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Runs, and fails when more than `most` bytes were allocated at any moment on the way.
///
/// # Panics
/// Above the limit.
pub fn within<T>(most: u64, what: &str, run: impl FnOnce() -> T) -> T {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let result = run();
    let taken = ALLOCATED.peak_usage().saturating_sub(before) as u64;
    assert!(taken <= most, "{what} took {taken} bytes of memory, the limit is {most}");
    result
}
