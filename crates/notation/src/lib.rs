//! How people write it: times, dates as Java reads them, Spring's YAML, journeys.
//!
//! Pure functions over text: the zone and the present time are arguments.
mod import;
pub mod java_calendar;
pub mod java_date;
pub mod journey;
mod language;
pub mod recording;
pub mod spring_yaml;
pub mod time_text;
pub mod zone;

pub use import::{Import, RemarkLine, import};
pub use language::Language;
