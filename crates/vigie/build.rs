//! New bundled reports are seen without a clean build.

fn main() {
    println!("cargo::rerun-if-changed=../../demo");
}
