//! Mounts the page into an open shadow root, follows the element's attributes, and unmounts it.
use crate::app::{App, AppProps};
use crate::shared_session::{SharedSession, Watcher};
use broker::BrokerVersion;
use simulation::{Command, Session};
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::Callback;

/// The tag that pages write.
pub const TAG: &str = "rocketmq-rewind";

/// The style sheets, put together by `build.rs`.
const STYLES: &str = include_str!(concat!(env!("OUT_DIR"), "/styles.css"));

type MountFn = dyn Fn(Element, Vec<String>, js_sys::Function) -> Mounted;

#[wasm_bindgen(module = "/web/element.js")]
extern "C" {
    fn define_element(name: &str, css: &str, mount: &Closure<MountFn>, near: &Closure<dyn Fn()>);
}

/// The attributes that an element follows, as written; empty when absent. The order is that of `observed` in
/// `element.js`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the attributes")]
pub struct Attributes {
    pub mode: String,
    pub lang: String,
    pub theme: String,
    pub zone: String,
    pub version: String,
}

impl Attributes {
    fn of_list(list: Vec<String>) -> Self {
        let mut list = list.into_iter();
        let mut next = || list.next().unwrap_or_default();
        Self { mode: next(), lang: next(), theme: next(), zone: next(), version: next() }
    }
}

/// A page inside an element; JavaScript keeps it and calls it.
#[wasm_bindgen]
pub struct Mounted {
    app: yew::AppHandle<App>,
    session: SharedSession,
    attributes: Attributes,
    _watcher: Watcher,
}

#[wasm_bindgen]
impl Mounted {
    /// The element's attributes are others now.
    pub fn update(&mut self, attributes: Vec<String>) {
        let attributes = Attributes::of_list(attributes);
        if attributes == self.attributes {
            return;
        }
        if attributes.version != self.attributes.version {
            choose_version(&self.session, &attributes.version);
        }
        self.attributes = attributes.clone();
        self.app.update(AppProps { attributes, session: self.session.clone() });
    }

    /// The element left the page.
    pub fn unmount(self) {
        self.app.destroy();
    }
}

impl Mounted {
    pub(crate) fn session(&self) -> &SharedSession {
        &self.session
    }
}

/// Defines `<rocketmq-rewind>` once.
pub fn define() {
    let mount = Closure::<MountFn>::new(mount);
    let near = Closure::<dyn Fn()>::new(crate::later::soon);
    define_element(TAG, STYLES, &mount, &near);
    // The element class lives as long as the page does.
    mount.forget();
    near.forget();
}

fn mount(place: Element, attributes: Vec<String>, changed: js_sys::Function) -> Mounted {
    let attributes = Attributes::of_list(attributes);
    let session = SharedSession::new(Session::article());
    choose_version(&session, &attributes.version);
    let watcher = session.watch(Callback::from(move |()| {
        // A listener's exception is the listener's affair; the browser has reported it already.
        let _ = changed.call0(&JsValue::NULL);
    }));
    let props = AppProps { attributes: attributes.clone(), session: session.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(place, props).render();
    Mounted { app, session, attributes, _watcher: watcher }
}

/// A version that is not modelled is left alone: the page shows which one runs.
fn choose_version(session: &SharedSession, text: &str) {
    let Some(version) = BrokerVersion::from_text(text) else { return };
    if session.read(|session| session.simulation().snapshot().version) != version {
        // Another version on the same store cannot fail; if it did, the page would go on showing the old one.
        let _ = session.apply(&Command::ChooseVersion { version });
    }
}
