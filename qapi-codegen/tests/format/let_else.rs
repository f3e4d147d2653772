fn f() {
    let Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa) = foo(
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,
        ccccccccccccccccccccccccccccccccccccccccccc,
    ) else {
        return;
    };
    let (Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa), x) = (
        o.reqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq("a"),
        o.reqqqqqqqqqqqqqqqqqqqqqqq("b"),
    ) else {
        return;
    };
    let (
        Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa),
        Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb),
        Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb),
    ) = foo(
        o.reqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq("a"),
        o.reqqqqqqqqqqqqqqqqqqqqqqq("b"),
    )
    else {
        return;
    };
    let (
        Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa),
        Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb),
        Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb),
    ) = foo(o)
    else {
        return;
    };
    let (Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa), Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)) = foo(o) else {
        return;
    };
    let (Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa), Some(xbbbbbbbbbbbbbbbbbbbbbbb), Some(xbbbb)) = foo(o)
    else {
        return;
    };
    let (Some(aaaaaaaaaaaaaaaaaaaaaaaaaaa), Some(xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)) = foo(o)
    else {
        return;
    };
    let (::core::option::Option::Some(running), ::core::option::Option::Some(status)) =
        (o.req("running"), o.req("status"))
    else {
        return;
    };
    let (
        ::core::option::Option::Some(running),
        ::core::option::Option::Some(status),
        ::core::option::Option::Some(xbbbbb),
    ) = (o.req("running"), o.req("status"))
    else {
        return;
    };
    let (::core::option::Option::Some(running), ::core::option::Option::Some(statusssssssssssssss)) =
        (o.req("running"), o.req("status"))
    else {
        return;
    };
}

#[derive(
    Zzzzzzzzzzzzzzzzzzzzzzzzzzz, Clone, Debug, Zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz,
)]
struct A;

#[derive(
    Zzzzzzzzzzzzzzzzzzzzzzzzzzz,
    Clone,
    Debug,
    Zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz,
    Yyyyyyyyyyyyyyy,
)]
struct A;

#[derive(
    ::serde::Serialize,
    ::serde::Deserialize,
    Clone,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ordddddddddddddd,
)]
struct A;
