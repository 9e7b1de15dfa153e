//! Clients, a clock and a history around a broker.
