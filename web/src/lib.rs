//! Everything that knows there is a browser: the page, its views, the custom element and its JavaScript interface.
//!
//! Views show what the simulation answers and send it commands; they compute nothing about RocketMQ.
pub mod app;
pub mod choice;
pub mod context;
pub mod element;
pub mod files;
pub mod icons;
pub mod js_api;
pub mod later;
pub mod locale;
pub mod playback;
pub mod saving;
pub mod shared_session;
pub mod source;
pub mod spring;
pub mod stories;
pub mod ui;
pub mod views;
pub mod zone;
