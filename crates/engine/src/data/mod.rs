//! What the coder knows of the world and of languages, loaded from the files under `data/`.

mod files;

pub use files::{DataError, File, Files};

use crate::publish::{Outlines, Phrases};
use std::sync::OnceLock;

/// All tables, ready for use by every stage.
#[derive(Debug)]
pub struct Data {
    /// Sentences of briefs, by language.
    pub phrases: Phrases,
    /// Borders for maps.
    pub outlines: Outlines,
}

impl Data {
    /// Loads all tables from files, or says everything that is wrong with them at once.
    pub fn load(files: &Files) -> Result<Self, Vec<DataError>> {
        let mut errors = Vec::new();
        let data = Data { phrases: Phrases::load(files, &mut errors), outlines: Outlines::load(files) };
        if errors.is_empty() { Ok(data) } else { Err(errors) }
    }

    /// The data that ships with the program.
    pub fn bundled() -> &'static Data {
        static BUNDLED: OnceLock<Data> = OnceLock::new();
        BUNDLED.get_or_init(|| match Data::load(&Files::bundled()) {
            Ok(data) => data,
            Err(errors) => panic!("bundled data: {}", errors[0]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_data_loads() {
        let errors = Data::load(&Files::bundled()).err().unwrap_or_default();
        let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(shown.is_empty(), "{}", shown.join("\n"));
    }
}
