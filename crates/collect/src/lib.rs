//! Collects from sources around the clock, and delivers what people subscribed to.
