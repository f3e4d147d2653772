// build.rs
README!();

pub fn run() {
    main();
}
