//! Rebuilds the engine when a data file is added, changed or removed.
fn main() {
    println!("cargo::rerun-if-changed=../../data");
}
