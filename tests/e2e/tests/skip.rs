//! Says it where the corpus is missing, and fails in CI.

#[test]
fn corpus() {
    if !cfg!(corpus) {
        assert!(std::env::var_os("CI").is_none(), "QAPI_CORPUS is not set");
        println!("skipped: all end-to-end tests, since QAPI_CORPUS is not set");
    }
}
