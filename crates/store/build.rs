//! Names the engine that this program carries: a digest of its sources and of the grammars that it learnt, so that a
//! record knows which one coded it.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let crates = PathBuf::from("..");
    let mut files = Vec::new();
    for name in ["engine", "syntax"] {
        let folder = crates.join(name).join("src");
        println!("cargo::rerun-if-changed={}", folder.display());
        sources(&folder, &mut files);
    }
    let grammars = crates.join("../data/models");
    println!("cargo::rerun-if-changed={}", grammars.display());
    sources(&grammars, &mut files);
    files.sort();
    let text: Vec<u8> = files.iter().flat_map(|f| fs::read(f).unwrap_or_default()).collect();
    let digest = text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3));
    println!("cargo::rustc-env=VIGIE_ENGINE={}+{:08x}", env!("CARGO_PKG_VERSION"), digest >> 32);
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs" || e == "bin") {
            files.push(path);
        }
    }
}
