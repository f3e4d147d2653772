impl StatusInfo {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(running: bool, status: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self {
            running: running,
            status: status.into(),
        }
    }

    /// Short
    pub fn new2(a: bool) -> Self {
        Self { a }
    }

    pub fn new3(
        a: bool,
        very_long_argument_name: impl ::core::convert::Into<::std::string::String>,
        another: i64,
    ) -> Self {
        Self {
            a,
            very_long_argument_name: very_long_argument_name.into(),
            another: ::core::option::Option::None,
        }
    }

    pub fn extend(
        mut self,
        very_long_name_of_a_first_parameter_that_fits: u64,
        object: &impl ::a_module_with_a_very_long_name_indeed::a_trait_with_a_name::EncodeSomethingX1234,
    ) -> Self {
        self
    }

    pub fn status(mut self, value: impl Into<String>) -> Self {
        self.status = ::core::option::Option::Some(value.into());
        self
    }

    pub fn statusx(mut self, value: impl Into<String>) -> Self {
        self.status_with_long_name =
            ::core::option::Option::Some(::std::boxed::Box::new(value.into()));
        self
    }
}

impl ::qapi_client::wire::Encode for StatusInfo {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(&[("running", &self.running), ("status", &self.status)])
    }
}

impl ::qapi_client::wire::Encode for StatusInfo2 {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.object(&[
            ("running", &self.running),
            ("status", &self.status),
            ("third-member", &self.third_member),
        ])
    }

    fn e2(&self) {
        w.union(
            "driver",
            &self.driver,
            &[
                ("running", &self.running),
                ("status", &self.status),
                ("third-member", &self.third_member),
            ],
        )
    }

    fn e3(&self) {
        w.open_object(
            &[
                ("running", &self.running),
                ("status", &self.status),
                ("third-member", &self.third_member),
            ],
            &self.extra,
        )
    }

    fn e4(&self) {
        w.union("driver", &self.driver, &[])
    }

    fn e5(&self) {
        w.object(&[
            ("running", &self.running_with_some_extra_text),
            ("status", &self.status),
        ])
    }
}

impl ::qapi_client::wire::Decode for StatusInfo {
    fn decode(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
        let o = json.object()?;
        ::core::result::Result::Ok(Self {
            running: o.req("running")?,
            status: o.opt("status")?,
            driver: o.branch(
                "driver",
                json,
                &[
                    "running",
                    "status",
                    "this-is-long-member-name",
                    "another-long-member",
                ],
            )?,
        })
    }

    fn decode2(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
        json.object().map(|_| Self {})
    }

    fn decode3(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
        ::qapi_client::wire::Decode::decode(json).map(Self)
    }

    fn decode4(json: &::qapi_client::wire::Json<'_>) -> ::qapi_client::wire::Result<Self> {
        Self {
            a: o.branch(
                "driver",
                json,
                &[
                    "running",
                    "status",
                    "this-is-long-member-name",
                    "another-long-member",
                ],
            )?,
        }
    }
}

impl ::core::convert::From<&str> for Foo {
    fn from(value: &str) -> Self {
        Self::A(value.into())
    }
}

impl ::core::convert::From<SomeVeryLongTypeNameIndeedWithManyCharactersInIt>
    for SomeVeryLongTypeNameIndeedWithManyCharactersInItBranch
{
    fn from(value: &str) -> Self {
        Self::A(value.into())
    }
}

impl<'de> ::serde::Deserialize<'de> for X {
    fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> ::core::result::Result<Self, D::Error> {
        ::qapi_client::wire::deserialize(d)
    }
}

impl ::core::fmt::Display for E {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.write_str(self.as_str())
    }

    fn fmt2(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Foo")
            .field("a", &self.a)
            .field("bbbbbbbbbbbbb", &self.b)
            .finish()
    }

    fn fmt3(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Foo").field("a", &self.a).finish()
    }

    fn fmt4(&self) {
        self.extra.insert(name.into(), value.into());
        Self::from(<T as ::core::convert::Into<::std::string::String>>::into(x))
    }
}

impl ::core::convert::From<AVeryLongNameOfATypeThatIsGiven> for AnotherLongName
where
    for<'a> ():
        ATraitWithAVeryLongName<'a, ::std::boxed::Box<AVeryLongNameOfATypeThatIsGiven>, Another>,
{
    fn from(value: AVeryLongNameOfATypeThatIsGiven) -> Self {
        value.into()
    }
}

impl ::core::convert::From<AVeryLongNameOfATypeThatIsGiven> for AnotherLongName
where
    for<'a> (): ATraitWithAVeryLongName<
            'a,
            ::std::boxed::Box<AVeryLongNameOfATypeThatIsGivenToIt>,
            AnotherTypeHere,
        >,
{
    fn from(value: AVeryLongNameOfATypeThatIsGiven) -> Self {
        value.into()
    }
}

const _: () = {
    impl ::core::convert::From<AVeryLongNameOfATypeThatIsGivenToIt> for AnotherLongNameOfATypeXXXXXXXXX
    where
        for<'a> (): NamesBranch<'a, AVeryLongNameOfATypeThatIsGivenToIt>,
    {
        fn from(value: AVeryLongNameOfATypeThatIsGivenToIt) -> Self {
            value.into()
        }
    }
};
