// lib.rs
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    README!();
    let _: qmp::StatusInfo = status;
    Ok(())
}
