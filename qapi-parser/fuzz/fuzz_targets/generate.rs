//! Whatever schema is valid, code comes of it that parses, or a reason why not.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use proc_macro2::TokenStream;
use qapi_codegen::{Conditions, Config, Role, generate};
use qapi_fuzz::{compile, mutate};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed)
});

fuzz_target!(|input: &[u8]| {
    let Some(schema) = compile(input, "auto").schema else {
        return;
    };
    for role in [Role::Client, Role::Server, Role::Both] {
        let mut config = Config::default();
        config.role = role;
        if role == Role::Both {
            config.conditions = Conditions::Cfg;
        }
        if let Ok(tokens) = generate(&schema, &config) {
            let text = qapi_codegen::format(tokens);
            text.parse::<TokenStream>().unwrap();
        }
    }
});
