//! How people write it: times, YAML, journeys.
