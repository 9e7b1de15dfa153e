//! Makes a case that differs as small as it stays different.
use super::case::{Case, Modified};

/// Cases that are one step simpler, the boldest first.
pub(crate) fn simpler(case: &Case) -> Vec<Case> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Case)| {
        let mut other = case.clone();
        change(&mut other);
        if other != *case {
            all.push(other);
        }
    };
    with(&|case| case.then.clear());
    with(&|case| case.trimmed_files = 0);
    with(&|case| case.queues_untouched = false);
    with(&|case| case.modified = Modified::Natural);
    for parts in [2, 4, 8] {
        for part in 0..parts {
            with(&|case| cut(&mut case.sends, part, parts));
            with(&|case| cut(&mut case.then, part, parts));
        }
    }
    if case.sends.len() + case.then.len() <= 12 {
        for at in 0..case.sends.len() {
            with(&|case| _ = case.sends.remove(at));
        }
        for at in 0..case.then.len() {
            with(&|case| _ = case.then.remove(at));
        }
    }
    with(&|case| case.sends.iter_mut().chain(&mut case.then).for_each(|send| send.delay_level = 0));
    with(&|case| case.sends.iter_mut().chain(&mut case.then).for_each(|send| (send.tag, send.key) = (None, None)));
    with(&|case| case.sends.iter_mut().for_each(|send| send.gap_ms = send.gap_ms.signum()));
    with(&|case| case.trimmed_files = case.trimmed_files.saturating_sub(1));
    all
}

/// Takes one of `parts` out.
fn cut<T>(list: &mut Vec<T>, part: usize, parts: usize) {
    let (from, to) = (list.len() * part / parts, list.len() * (part + 1) / parts);
    list.drain(from..to);
}
