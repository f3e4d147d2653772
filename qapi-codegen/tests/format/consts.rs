pub const ALL: &'static [Self] = &[
    Self::A,
    Self::B,
    Self::SomeVeryLong,
    Self::AnotherVeryLong,
    Self::YetAnother,
    Self::X,
];
pub const ALLX: &[&str] = &[
    "a", "b", "ccc", "dddd", "e", "ffffff", "g", "h", "iiiiiii", "jjjj", "k", "l", "m", "nnnnnnn",
    "ooooooo",
];
pub const ALLY: &[&str] = &[
    "aaaaaaaaaaaaaaaaaaaaaaaaa",
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "cccccccccccccccccccc",
];

pub static S: ::std::sync::LazyLock<::qapi_client::introspect::Schema> =
    ::std::sync::LazyLock::new(|| ::qapi_client::introspect::Schema::parse(TEXT));

use a::b;
use c::{d, e};

type X = ::std::vec::Vec<u8>;

pub const FEATURE: ::qapi_client::features::Feature =
    ::qapi_client::features::Feature::new("device_add/$json-cli-hotplug");
pub const FEATURE_WITH_LONG_NAME_INDEED: ::qapi_client::features::Feature =
    ::qapi_client::features::Feature::new("device_add/$json-cli-hotplug");
