//! The same work under names that a wasm module exports. `bench.mjs` calls them and reads the clock.
use crate::{Shape, Work};
use std::cell::RefCell;
use store::SearchRule;

thread_local! {
    static WORK: RefCell<Work> = RefCell::default();
}

fn shape(bursts: i32) -> Shape {
    if bursts == 0 { Shape::Spread } else { Shape::Bursts }
}

macro_rules! exports {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $result:ty { $work:ident => $body:expr })*) => {$(
        #[expect(unsafe_code, reason = "the name must be the one that JavaScript asks for")]
        #[unsafe(no_mangle)]
        extern "C" fn $name($($argument: $kind),*) -> $result {
            WORK.with_borrow_mut(|$work| $body)
        }
    )*};
}

exports! {
    append(count: i32, queues: i32, bursts: i32) -> () { work => work.append(i64::from(count), queues, shape(bursts)) }
    dispatch() -> u32 { work => u32::try_from(work.dispatch()).unwrap_or(u32::MAX) }
    search(rule: i32, calls: u32, seed: u32) -> f64 {
        work => work.search(SearchRule::ALL[usize::try_from(rule).unwrap_or(0)], calls, u64::from(seed)) as f64
    }
    make_folder(bytes: i32) -> () { work => work.make_folder(i64::from(bytes)) }
    open(lost_queues: i32) -> f64 { work => work.open(lost_queues != 0) as f64 }
    store_bytes() -> f64 { work => work.store_bytes() as f64 }
    log_bytes() -> f64 { work => work.log_bytes() as f64 }
}
