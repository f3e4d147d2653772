//! The crates that a test's own crates use, in one library: `nested_cargo` of qapi-test-support finds it
//! among the workspace's artifacts, so that nothing is compiled twice.

pub use {qapi_client, qapi_codegen, qapi_macros, qapi_server, serde_json, tokio};
