//! How people write it: times, dates as Java reads them, Spring's YAML, journeys.
//!
//! Pure functions over text: the zone and the present time are arguments.
pub mod java_calendar;
pub mod java_date;
pub mod journey;
mod language;
pub mod time_text;
pub mod zone;

pub use language::Language;
