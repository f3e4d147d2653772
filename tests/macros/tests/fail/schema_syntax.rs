//! An error of syntax has its column.

mod paint {
    qapi_macros::include_qapi! { schema: "../schemas/bad-syntax.json" }
}

fn main() {}
