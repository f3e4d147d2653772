// build.rs
pub fn run() {
    README!();
}
