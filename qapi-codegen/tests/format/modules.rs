pub mod commands {
    pub struct A {}

    impl ::qapi_client::OobCommand for A {}

    impl ::qapi_client::Command for A {
        const NAME: &'static str = "query-status";
        const X: bool = false;

        type Ok = super::StatusInfo;
        type Error = ();
    }

    ::qapi_client::__serialize! {
        A
        B
        #[cfg(foo)]
        C
    }
}
