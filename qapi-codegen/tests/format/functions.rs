fn b<T: Foo + ?Sized>(t: &T) -> !
where
    T: Bar,
{
    let y = if a { b } else { c };
    x += 1;
    *y = &mut z[3];
    -1 as u8;
    !a && b || c
}

pub fn schema() -> &'static ::qapi_client::introspect::Schema {
    static SCHEMA: ::std::sync::OnceLock<::qapi_client::introspect::Schema> =
        ::std::sync::OnceLock::new();
    SCHEMA.get_or_init(|| ::qapi_client::introspect::Schema::from_json(JSON))
}
