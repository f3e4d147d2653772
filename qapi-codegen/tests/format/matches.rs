impl ::qapi_client::wire::DecodeBranch for FooBranch {
    fn known(
        tag: &str,
        json: &::qapi_client::wire::Json<'_>,
    ) -> ::qapi_client::wire::Result<::core::option::Option<Self>> {
        ::core::result::Result::Ok(::core::option::Option::Some(match tag {
            "a" => Self::A,
            "qcow2" => Self::Qcow2(::qapi_client::wire::Decode::decode(json)?),
            "nested" => Self::Nested(::qapi_client::wire::Decode::decode(
                &::qapi_client::wire::within(json, &["outer", "tag", "other"]),
            )?),
            "bcow2" => Self::SomeVeryLongVariantNameThatIsQuiteLong(
                ::qapi_client::wire::Decode::decode(json)?,
            ),
            "xncow2" => ::core::result::Result::Ok(Self::SomeVeryLongVariantNameThatIsQuiteLong(
                ::qapi_client::wire::Decode::decode(json)?,
            )),
            "xncow2" => ::core::result::Result::Ok(
                Self::SomeVeryLongVariantNameThatIs,
                ::qapi_client::wire::Decode::decode(json)?,
            ),
            _ => return ::core::result::Result::Ok(::core::option::Option::None),
        }))
    }

    fn branch(
        &self,
    ) -> (
        &str,
        ::core::option::Option<&dyn ::qapi_client::wire::Encode>,
    ) {
        match self {
            Self::A(payload) => ("a", ::core::option::Option::Some(payload)),
            Self::SomeVeryLongVariant(payload) => (
                "some-very-long-variant",
                ::core::option::Option::Some(payload),
            ),
            Self::SomeVeryLongVariantEvenLonger(payload) => (
                "some-very-long-variant-even-longer",
                ::core::option::Option::Some(payload),
            ),
            #[cfg(foo)]
            Self::B => {}
            Self::C => {
                x();
                y
            }
            Self::D | Self::E if x > 3 => z,
            Self::D | Self::E
                if reader
                    .has_any_of_these_members(&["a-long-name-of-a-member", "another-of-them"]) =>
            {
                z
            }
            SomeVeryLongNameOfABranch::OrVariant => {
                ::core::result::Result::Err(::qapi_client::wire::no_branch(
                    "a-text-of-some-length-as-an-argument",
                    "another-text-of-some-length",
                ))
            }
            Self::F
                if reader
                    .has_any_of_these_members(&["a-long-name-of-a-member", "one-more-of-them"]) =>
            {
                a();
                z
            }
            #[allow(unreachable_patterns)]
            _ => ::core::result::Result::Err(
                json.mismatch("a string or an object or something else"),
            ),
            ::qapi_client::wire::Json::Int(_)
            | ::qapi_client::wire::Json::Uint(_)
            | ::qapi_client::wire::Json::Float(_) => {
                ::qapi_client::wire::Decode::decode(json).map(Self::Number)
            }
            ::qapi_client::wire::Json::Int(_) | ::qapi_client::wire::Json::Uint(_) => {
                ::qapi_client::wire::Decode::decode(json).map(Self::Number)
            }
        }
    }
}

fn a() {
    let x = 1;
    if x == 2 {
        foo();
    } else {
        bar();
    }
    let Some(y) = foo else {
        return;
    };
    for i in 0..3 {
        x.push(i);
    }
    match *self {}
}
