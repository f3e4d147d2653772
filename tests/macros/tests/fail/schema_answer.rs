//! A recorded answer has no conditions that symbols could decide.

mod lamp {
    qapi_macros::include_qapi! { schema: "../schemas/answer.json", define: ["CONFIG_LAMP"] }
}

fn main() {}
