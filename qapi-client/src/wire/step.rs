//! Steps of a path into JSON.

/// One step of the path to a place in a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into an object's member.
    Member(String),
    /// Into an array's element.
    Index(usize),
}
