// lib.rs
README!();

pub fn name(command: &qmp::commands::QueryStatus) -> String {
    format!("{command:?}")
}
