//! Incidents in the forms that other tools load: event tables, maps, feeds, warnings, sheets.
