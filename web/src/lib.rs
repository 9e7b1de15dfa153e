//! Everything that knows there is a browser.
