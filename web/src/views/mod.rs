//! The parts of the page, one file each.
pub mod clock;
pub mod controls;
pub mod dock;
pub mod drop_zone;
pub mod feed;
mod first_start;
pub mod group;
pub mod group_settings;
pub mod header;
pub mod menu;
pub mod mini;
pub mod new_group;
pub mod preview;
pub mod producer;
pub mod sheets;
pub mod step_text;
pub mod timeline;
pub mod toast;
