//! Numbers of an incident, side by side with their bounds.

use vigie_engine::assess::{self, Range};
use vigie_engine::model::{Class, Figure, Incident, Measure};

/// People killed, all sides together; nothing if no number is told.
pub(crate) fn killed(incident: &Incident) -> Option<Range> {
    is_told(incident, Measure::Killed, None).then(|| assess::killed(incident))
}

/// Killed among one class.
pub(crate) fn killed_of(incident: &Incident, class: Class) -> Option<Range> {
    is_told(incident, Measure::Killed, Some(class)).then(|| assess::killed_of(incident, class))
}

/// The shown number of a measure over all classes; nothing if none is told.
pub(crate) fn shown(incident: &Incident, measure: Measure) -> Option<u64> {
    let numbers = incident.shown.figures.iter().filter(|f| f.measure == measure).map(best);
    numbers.reduce(u64::saturating_add)
}

/// The one number that stands for a figure: its lower bound, its upper one if that is nothing.
pub(crate) fn best(figure: &Figure) -> u64 {
    match figure.low.unwrap_or(0) {
        0 => figure.high.unwrap_or(0),
        low => low,
    }
}

fn is_told(incident: &Incident, measure: Measure, class: Option<Class>) -> bool {
    let of = |f: &Figure| f.measure == measure && class.is_none_or(|c| f.of == c);
    incident.fields.values().any(|claims| claims.iter().any(|c| c.figure.as_ref().is_some_and(of)))
}
