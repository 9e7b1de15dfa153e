//! The later half of the program: what a page does not need to be drawn is loaded when a hand comes near.
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/web/later.js")]
extern "C" {
    fn load_soon(exports: &JsValue);
    fn load_now(exports: &JsValue);
}

/// Begins to load it.
pub fn soon() {
    load_soon(&wasm_bindgen::exports());
}

/// Loads it before it returns: stubs call this when they are needed too early. `crates/wasm-split` knows the name.
#[wasm_bindgen]
pub fn ensure_later() {
    load_now(&wasm_bindgen::exports());
}
