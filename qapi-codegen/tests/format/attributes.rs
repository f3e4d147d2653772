#[cfg(all(
    CONFIG_AAAAAAAAAAAAAAAAAAAAAAAAAAAA,
    CONFIG_BBBBBBBBBBBBBBBBBBBBB,
    CONFIG_CCCCCCCCCCCCCCCCC
))]
struct A {
    #[cfg(any(
        CONFIG_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,
        CONFIG_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    ))]
    a: u8,
    #[cfg(any(
        CONFIG_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,
        CONFIG_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBbbbbbbbbbbbbbbbbbb
    ))]
    a: u8,
    #[cfg(not(CONFIG_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAACONFIG_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBbbbbbbbbbbbbbbbbbb))]
    a: u8,
    #[cfg(all(
        not(CONFIG_AAAAAAAAAAAAAAAAAAAAAAA),
        any(CONFIG_BBBBBBBBBBBBBBBBB, CONFIG_CCCCCCCC)
    ))]
    a: u8,
    #[cfg(CONFIG_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_CONFIG_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBbbbbbbbbbbbbbbbbbb)]
    a: u8,
    #[deprecated(
        note = "some long text that is long some long text that is long some long text that is long"
    )]
    a: u8,
    #[derive(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB)]
    a: u8,
    #[derive(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB)]
    a: u8,
    #[derive(AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB)]
    a: u8,
    #[derive(
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, CCCCCCCCCCCC,
    )]
    a: u8,
    #[derive(
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, CCCCCCCCCC, D,
    )]
    a: u8,
    #[derive(
        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB, CCCCCCCCCCCCCCC, D,
    )]
    a: u8,
}

fn f() {
    w.object(&[
        #[cfg(A)]
        ("a", &self.a),
        ("b", &self.b),
    ]);
    Self {
        #[cfg(B)]
        a,
        b: c,
    }
}

fn g(#[cfg(B)] a: u8) {
    ff(&[
        #[cfg(A)]
        ("a", &self.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa),
        #[cfg(B)]
        ("b", &self.b),
    ]);
    match x {
        #[cfg(B)]
        A => b,
    }
}
