//! How large the plot is, and again whenever that changes.
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// A plot's width on a wide page: what is drawn with before the first measure.
const GUESS_PX: f64 = 860.0;

/// Width and height of an element, in whole pixels.
#[hook]
pub(super) fn use_size(place: &NodeRef) -> (f64, f64) {
    let size = use_state(|| (GUESS_PX, 0.0));
    use_effect_with((), {
        let (place, set) = (place.clone(), size.setter());
        move |()| {
            let measured = place.cast::<Element>();
            let measure = {
                let place = place.clone();
                move || {
                    if let Some(element) = place.cast::<Element>() {
                        let rect = element.get_bounding_client_rect();
                        if rect.width() > 0.0 {
                            set.set((rect.width().round(), rect.height().round()));
                        }
                    }
                }
            };
            measure();
            let callback = Closure::<dyn Fn()>::new(measure);
            // A browser without ResizeObserver keeps the first measure.
            let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
            if let Some((observer, element)) = observer.as_ref().zip(measured.as_ref()) {
                observer.observe(element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(callback);
            }
        }
    });
    *size
}
