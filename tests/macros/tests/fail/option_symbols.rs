//! A text that is no `if` symbol is shown at its literal, or at the path of its file.

mod listed {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        define: ["CONFIG_UV", "CONFIG-UV"],
    }
}

mod digit_first {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        define: ["1", ""],
    }
}

mod in_a_file {
    qapi_macros::include_qapi! {
        schema: "../schemas/lamp.json",
        defines: ["../schemas/lamp.defines", "../schemas/bad.defines"],
    }
}

fn main() {}
