//! What a page may ask of an element: what it shows, and to carry out a command. `element.js` makes methods of these.
use crate::element::Mounted;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use simulation::{Command, Rewind};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Mounted {
    /// The simulation at this moment, as a plain object; see `docs/embedding.md`.
    ///
    /// # Errors
    /// None that a page can cause.
    pub fn snapshot(&self) -> Result<JsValue, JsValue> {
        let snapshot = self.session().read(|session| session.simulation().snapshot());
        plain(&snapshot)
    }

    /// What a rewind such as `{group, topic, time, force: true}` would do, queue by queue. Nothing changes.
    ///
    /// # Errors
    /// An `Error` when this is no rewind.
    pub fn preview(&self, rewind: JsValue) -> Result<JsValue, JsValue> {
        let rewind: Rewind = serde_wasm_bindgen::from_value(rewind)
            .map_err(|error| js_sys::Error::new(&format!("this is no rewind: {error}")))?;
        plain(&self.session().read(|session| session.simulation().preview_rewind(&rewind)))
    }

    /// Carries out a command such as `{do: "advance", byMs: 1000}`, and returns what happened.
    ///
    /// # Errors
    /// An `Error` with the reason in English; then nothing has changed.
    pub fn apply(&self, command: JsValue) -> Result<JsValue, JsValue> {
        let command: Command = serde_wasm_bindgen::from_value(command)
            .map_err(|error| js_sys::Error::new(&format!("this is no command: {error}")))?;
        let events = self.session().apply(&command).map_err(|error| js_sys::Error::new(&error.to_string()))?;
        plain(&events)
    }
}

/// Plain objects and numbers, as JSON would have them.
fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}
