// lib.rs
pub fn run(
    vm: &mut qapi_client::blocking::Client,
) -> Result<bool, Box<dyn std::error::Error>> {
    README!();
    Ok(caps.aio_io_uring)
}
