//! What the coder knows of the world and of languages, loaded from the files under `data/`.

mod files;

pub use files::{DataError, File, Files};

use crate::read::Furniture;
use std::sync::OnceLock;

/// All tables, ready for use by every stage.
#[derive(Debug)]
pub struct Data {
    /// What stands on pages beside the report.
    pub furniture: Furniture,
}

impl Data {
    /// Loads all tables from files, or says everything that is wrong with them at once.
    pub fn load(files: &Files) -> Result<Self, Vec<DataError>> {
        let mut errors = Vec::new();
        let furniture = Furniture::load(files, &mut errors);
        if errors.is_empty() { Ok(Data { furniture }) } else { Err(errors) }
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
