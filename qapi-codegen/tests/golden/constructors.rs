/// The object `File`.
pub struct File {
    /// `path`
    pub path: ::std::string::String,
}

impl ::core::clone::Clone for File {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
        }
    }
}

impl File {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(path: impl ::core::convert::Into<::std::string::String>) -> Self {
        Self { path: path.into() }
    }
}

impl ::qapi_client::wire::Encode for File {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("path", &self.path)
    }
}

/// The object `Format`.
pub struct Format {
    /// `file`
    pub file: DiskRef,
}

impl ::core::clone::Clone for Format {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            file: self.file.clone(),
        }
    }
}

impl Format {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(file: impl ::core::convert::Into<DiskRef>) -> Self {
        Self { file: file.into() }
    }
}

impl ::qapi_client::wire::Encode for Format {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("file", &self.file)
    }
}

/// The object `Null`.
#[derive(Default)]
pub struct Null {
    /// `size`
    pub size: ::core::option::Option<u64>,
}

impl ::core::clone::Clone for Null {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl Null {
    /// Creates a value with its required members.
    #[inline]
    pub fn new() -> Self {
        ::core::default::Default::default()
    }

    /// Sets `size`.
    #[inline]
    #[must_use]
    pub fn size(mut self, value: u64) -> Self {
        self.size = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Null {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("size", &self.size)
    }
}

/// The object `Disk`.
pub struct Disk {
    /// `vmdk`
    pub vmdk: ::core::option::Option<::std::string::String>,
    /// The branch, with its members.
    pub driver: DiskBranch,
}

impl ::core::clone::Clone for Disk {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            vmdk: self.vmdk.clone(),
            driver: self.driver.clone(),
        }
    }
}

impl Disk {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(driver: impl ::core::convert::Into<DiskBranch>) -> Self {
        Self {
            vmdk: ::core::option::Option::None,
            driver: driver.into(),
        }
    }

    /// Creates a value of the branch `vdi`.
    #[inline]
    pub fn vdi(branch: Format) -> Self {
        Self::new(DiskBranch::Vdi(branch))
    }

    /// Creates a value of the branch `vmdk`.
    #[inline]
    pub fn vmdk_2(branch: Format) -> Self {
        Self::new(DiskBranch::Vmdk(branch))
    }

    /// Sets `vmdk`.
    #[inline]
    #[must_use]
    pub fn vmdk(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
        self.vmdk = ::core::option::Option::Some(value.into());
        self
    }
}

impl ::qapi_client::wire::Encode for Disk {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("driver", &self.driver, &["vmdk"], &[&self.vmdk])
    }
}

/// The branches of [`Disk`], by its `driver`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum DiskBranch {
    /// `file`
    File(File),
    /// `vdi`
    Vdi(Format),
    /// `vmdk`
    Vmdk(Format),
    /// `null`
    Null(Null),
    /// `none`
    None,
}

impl ::qapi_client::wire::EncodeBranch for DiskBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::File(payload) => ("file", payload),
            Self::Vdi(payload) => ("vdi", payload),
            Self::Vmdk(payload) => ("vmdk", payload),
            Self::Null(payload) => ("null", payload),
            Self::None => ("none", &()),
        }
    }
}

impl ::core::convert::From<File> for DiskBranch {
    #[inline]
    fn from(payload: File) -> Self {
        Self::File(payload)
    }
}

impl ::core::convert::From<Null> for DiskBranch {
    #[inline]
    fn from(payload: Null) -> Self {
        Self::Null(payload)
    }
}

const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{P}` fits several branches of `Disk`",
        label = "name the branch",
        note = "call one of `Disk::vdi`, `Disk::vmdk_2`"
    )]
    trait NamesBranch<'a, P> {}
    #[doc(hidden)]
    impl ::core::convert::From<Format> for DiskBranch
    where
        for<'a> (): NamesBranch<'a, Format>,
    {
        #[inline]
        fn from(payload: Format) -> Self {
            Self::Vdi(payload)
        }
    }
};

impl<T: ::core::convert::Into<DiskBranch>> ::core::convert::From<T> for Disk {
    #[inline]
    fn from(driver: T) -> Self {
        Self::new(driver)
    }
}

/// The alternate `DiskRef`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum DiskRef {
    /// `definition`
    Definition(::std::boxed::Box<Disk>),
    /// `reference`
    Reference(::std::string::String),
}

impl ::qapi_client::wire::Encode for DiskRef {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        match self {
            Self::Definition(value) => ::qapi_client::wire::Encode::encode(value, w),
            Self::Reference(value) => ::qapi_client::wire::Encode::encode(value, w),
        }
    }
}

impl<T: ::core::convert::Into<Disk>> ::core::convert::From<T> for DiskRef {
    #[inline]
    fn from(value: T) -> Self {
        Self::Definition(::std::boxed::Box::new(value.into()))
    }
}

impl ::core::convert::From<::std::string::String> for DiskRef {
    #[inline]
    fn from(value: ::std::string::String) -> Self {
        Self::Reference(value)
    }
}

impl ::core::convert::From<&str> for DiskRef {
    #[inline]
    fn from(value: &str) -> Self {
        Self::Reference(value.into())
    }
}

/// The object `q_obj_Format-wrapper`.
pub struct FormatWrapper {
    /// `data`
    pub data: Format,
}

impl ::core::clone::Clone for FormatWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl FormatWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: Format) -> Self {
        Self { data }
    }
}

impl ::qapi_client::wire::Encode for FormatWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

/// The object `q_obj_Null-wrapper`.
pub struct NullWrapper {
    /// `data`
    pub data: Null,
}

impl ::core::clone::Clone for NullWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            data: self.data.clone(),
        }
    }
}

impl NullWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: Null) -> Self {
        Self { data }
    }
}

impl ::qapi_client::wire::Encode for NullWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

/// The object `q_obj_int-wrapper`.
pub struct IntWrapper {
    /// `data`
    pub data: i64,
}

impl ::core::clone::Clone for IntWrapper {
    #[inline]
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl IntWrapper {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(data: i64) -> Self {
        Self { data }
    }
}

impl ::qapi_client::wire::Encode for IntWrapper {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("data", &self.data)
    }
}

/// The object `Action`.
pub struct Action {
    /// The branch, with its members.
    pub type_: ActionBranch,
}

impl ::core::clone::Clone for Action {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
        }
    }
}

impl Action {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(type_: impl ::core::convert::Into<ActionBranch>) -> Self {
        Self {
            type_: type_.into(),
        }
    }

    /// Creates a value of the branch `enable`.
    #[inline]
    pub fn enable(branch: Null) -> Self {
        Self::new(ActionBranch::Enable(<NullWrapper>::new(branch)))
    }

    /// Creates a value of the branch `disable`.
    #[inline]
    pub fn disable(branch: Null) -> Self {
        Self::new(ActionBranch::Disable(<NullWrapper>::new(branch)))
    }

    /// Creates a value of the branch `count`.
    #[inline]
    pub fn count(branch: i64) -> Self {
        Self::new(ActionBranch::Count(<IntWrapper>::new(branch)))
    }
}

impl ::qapi_client::wire::Encode for Action {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("type", &self.type_, &[], &[])
    }
}

/// The branches of [`Action`], by its `type`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ActionBranch {
    /// `add`
    Add(FormatWrapper),
    /// `enable`
    Enable(NullWrapper),
    /// `disable`
    Disable(NullWrapper),
    /// `count`
    Count(IntWrapper),
}

impl ::qapi_client::wire::EncodeBranch for ActionBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Add(payload) => ("add", payload),
            Self::Enable(payload) => ("enable", payload),
            Self::Disable(payload) => ("disable", payload),
            Self::Count(payload) => ("count", payload),
        }
    }
}

impl ::core::convert::From<Format> for ActionBranch {
    #[inline]
    fn from(payload: Format) -> Self {
        Self::Add(<FormatWrapper>::new(payload))
    }
}

impl ::core::convert::From<IntWrapper> for ActionBranch {
    #[inline]
    fn from(payload: IntWrapper) -> Self {
        Self::Count(payload)
    }
}

const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{P}` fits several branches of `Action`",
        label = "name the branch",
        note = "call one of `Action::enable`, `Action::disable`"
    )]
    trait NamesBranch<'a, P> {}
    #[doc(hidden)]
    impl ::core::convert::From<Null> for ActionBranch
    where
        for<'a> (): NamesBranch<'a, Null>,
    {
        #[inline]
        fn from(payload: Null) -> Self {
            Self::Enable(<NullWrapper>::new(payload))
        }
    }
};

impl<T: ::core::convert::Into<ActionBranch>> ::core::convert::From<T> for Action {
    #[inline]
    fn from(type_: T) -> Self {
        Self::new(type_)
    }
}

/// The object `Export`.
pub struct Export {
    /// `id`
    pub id: ::std::string::String,
    /// The branch, with its members.
    pub kind: ExportBranch,
}

impl ::core::clone::Clone for Export {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            id: self.id.clone(),
            kind: self.kind.clone(),
        }
    }
}

impl Export {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(
        id: impl ::core::convert::Into<::std::string::String>,
        kind: impl ::core::convert::Into<ExportBranch>,
    ) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
        }
    }

    /// Creates a value of the branch `nbd`.
    #[inline]
    pub fn nbd(id: impl ::core::convert::Into<::std::string::String>, branch: Null) -> Self {
        Self::new(id, ExportBranch::Nbd(branch))
    }

    /// Creates a value of the branch `fuse`.
    #[inline]
    pub fn fuse(id: impl ::core::convert::Into<::std::string::String>, branch: Null) -> Self {
        Self::new(id, ExportBranch::Fuse(branch))
    }
}

impl ::qapi_client::wire::Encode for Export {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.union("kind", &self.kind, &["id"], &[&self.id])
    }
}

/// The branches of [`Export`], by its `kind`.
#[derive(Clone)]
#[allow(clippy::large_enum_variant)]
pub enum ExportBranch {
    /// `nbd`
    Nbd(Null),
    /// `fuse`
    Fuse(Null),
}

impl ::qapi_client::wire::EncodeBranch for ExportBranch {
    #[inline]
    fn branch(&self) -> (&str, &dyn ::qapi_client::wire::Encode) {
        match self {
            Self::Nbd(payload) => ("nbd", payload),
            Self::Fuse(payload) => ("fuse", payload),
        }
    }
}

const _: () = {
    #[diagnostic::on_unimplemented(
        message = "`{P}` fits several branches of `Export`",
        label = "name the branch",
        note = "call one of `Export::nbd`, `Export::fuse`"
    )]
    trait NamesBranch<'a, P> {}
    #[doc(hidden)]
    impl ::core::convert::From<Null> for ExportBranch
    where
        for<'a> (): NamesBranch<'a, Null>,
    {
        #[inline]
        fn from(payload: Null) -> Self {
            Self::Nbd(payload)
        }
    }
};

/// The object `Limits`.
pub struct Limits {
    /// `read`
    pub read: bool,
    /// `write`
    pub write: bool,
    /// `burst`
    pub burst: ::core::option::Option<bool>,
    /// `password`
    pub password: ::std::string::String,
}

impl ::core::clone::Clone for Limits {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            password: self.password.clone(),
            ..*self
        }
    }
}

/// The required members of [`Limits`].
pub struct NewLimits {
    /// `read`
    pub read: bool,
    /// `write`
    pub write: bool,
    /// `password`
    pub password: ::std::string::String,
}

impl ::core::clone::Clone for NewLimits {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            password: self.password.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for NewLimits {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(
            f,
            "NewLimits",
            "read write password",
            (&self.read, &self.write, &"…"),
        )
    }
}

impl Limits {
    /// Creates a value with its required members.
    #[inline]
    pub fn new(required: NewLimits) -> Self {
        Self {
            read: required.read,
            write: required.write,
            burst: ::core::option::Option::None,
            password: required.password,
        }
    }

    /// Sets `burst`.
    #[inline]
    #[must_use]
    pub fn burst(mut self, value: bool) -> Self {
        self.burst = ::core::option::Option::Some(value);
        self
    }
}

impl ::qapi_client::wire::Encode for Limits {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields(
            "read write burst password",
            (
                &self.read,
                &self.write,
                &self.burst,
                &::qapi_client::wire::Secret(&self.password),
            ),
        )
    }
}

/// The object `Slot`.
pub struct Slot {
    /// `type`
    pub type_: ::std::string::String,
    /// `properties`
    pub properties: Properties,
}

impl ::core::clone::Clone for Slot {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            type_: self.type_.clone(),
            properties: self.properties.clone(),
        }
    }
}

impl ::core::fmt::Debug for Slot {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(
            f,
            "Slot",
            "type properties",
            (&self.type_, &self.properties),
        )
    }
}

impl ::qapi_client::wire::Decode for Slot {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((type_, properties)) = r.fields("type properties") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { type_, properties })
    }
}

/// The object `Properties`.
pub struct Properties {
    /// `socket`
    pub socket: ::core::option::Option<i64>,
    /// `model`
    pub model: ::core::option::Option<::std::string::String>,
}

impl ::core::clone::Clone for Properties {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            model: self.model.clone(),
            ..*self
        }
    }
}

impl ::core::fmt::Debug for Properties {
    #[inline]
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::qapi_client::wire::debug_fields(
            f,
            "Properties",
            "socket model",
            (&self.socket, &self.model),
        )
    }
}

impl ::qapi_client::wire::Decode for Properties {
    #[inline]
    #[allow(clippy::question_mark)]
    fn decode(r: &::qapi_client::wire::Reader<'_, '_>) -> ::core::option::Option<Self> {
        let ::core::option::Option::Some((socket, model)) = r.fields("socket model") else {
            return ::core::option::Option::None;
        };
        ::core::option::Option::Some(Self { socket, model })
    }
}

impl ::qapi_client::wire::Encode for Properties {
    #[inline]
    fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
        w.fields("socket model", (&self.socket, &self.model))
    }
}

::qapi_client::__debug! {
    File
    Format
    Null
    Disk
    DiskRef
    FormatWrapper
    NullWrapper
    IntWrapper
    Action
    Export
    Limits
}

::qapi_client::__no_features! {
    File
    Format
    Null
    Disk
    DiskRef
    FormatWrapper
    NullWrapper
    IntWrapper
    Action
    Export
    Limits
    Slot
    Properties
}

::qapi_client::__serialize! {
    File
    Format
    Null
    Disk
    DiskRef
    FormatWrapper
    NullWrapper
    IntWrapper
    Action
    Export
    Limits
}

::qapi_client::__deserialize! {
    Slot
    Properties
}

::qapi_client::__debug_branches! {
    DiskBranch
    ActionBranch
    ExportBranch
}

/// The commands.
pub mod commands {
    /// The command `disk-add`.
    #[derive(Clone)]
    pub struct DiskAdd(
        /// All members.
        pub super::Disk,
    );

    impl DiskAdd {
        /// Creates a value around another.
        #[inline]
        pub fn new(value: impl ::core::convert::Into<super::Disk>) -> Self {
            Self(value.into())
        }
    }

    impl<T: ::core::convert::Into<super::Disk>> ::core::convert::From<T> for DiskAdd {
        #[inline]
        fn from(value: T) -> Self {
            Self(value.into())
        }
    }

    impl ::qapi_client::wire::Encode for DiskAdd {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for DiskAdd {
        const NAME: &'static str = "disk-add";

        type Ok = ();
    }

    /// The command `transaction`.
    pub struct Transaction {
        /// `actions`
        pub actions: ::std::vec::Vec<super::Action>,
        /// `names`
        pub names: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
        /// `sizes`
        pub sizes: ::std::vec::Vec<u64>,
    }

    impl ::core::clone::Clone for Transaction {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                actions: self.actions.clone(),
                names: self.names.clone(),
                sizes: self.sizes.clone(),
            }
        }
    }

    impl Transaction {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            actions: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<super::Action>>,
            sizes: impl ::core::iter::IntoIterator<Item = u64>,
        ) -> Self {
            Self {
                actions: ::qapi_client::wire::list(actions),
                names: ::core::option::Option::None,
                sizes: ::qapi_client::wire::list(sizes),
            }
        }

        /// Sets `actions`.
        #[inline]
        #[must_use]
        pub fn actions(
            mut self,
            value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<super::Action>>,
        ) -> Self {
            self.actions = ::qapi_client::wire::list(value);
            self
        }

        /// Sets `names`.
        #[inline]
        #[must_use]
        pub fn names(
            mut self,
            value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<::std::string::String>>,
        ) -> Self {
            self.names = ::core::option::Option::Some(::qapi_client::wire::list(value));
            self
        }

        /// Sets `sizes`.
        #[inline]
        #[must_use]
        pub fn sizes(mut self, value: impl ::core::iter::IntoIterator<Item = u64>) -> Self {
            self.sizes = ::qapi_client::wire::list(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Transaction {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "actions names sizes",
                (&self.actions, &self.names, &self.sizes),
            )
        }
    }

    impl ::qapi_client::Command for Transaction {
        const NAME: &'static str = "transaction";

        type Ok = ();
    }

    /// The command `export-add`.
    #[derive(Clone)]
    pub struct ExportAdd(
        /// All members.
        pub super::Export,
    );

    impl ExportAdd {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            id: impl ::core::convert::Into<::std::string::String>,
            kind: impl ::core::convert::Into<super::ExportBranch>,
        ) -> Self {
            Self(<super::Export>::new(id, kind))
        }
    }

    impl ::core::convert::From<super::Export> for ExportAdd {
        #[inline]
        fn from(value: super::Export) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for ExportAdd {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for ExportAdd {
        const NAME: &'static str = "export-add";

        type Ok = ();
    }

    /// The command `limit`.
    #[derive(Clone)]
    pub struct Limit(
        /// All members.
        pub super::Limits,
    );

    impl Limit {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(required: super::NewLimits) -> Self {
            Self(<super::Limits>::new(required))
        }
    }

    impl ::core::convert::From<super::Limits> for Limit {
        #[inline]
        fn from(value: super::Limits) -> Self {
            Self(value)
        }
    }

    impl ::qapi_client::wire::Encode for Limit {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            ::qapi_client::wire::Encode::encode(&self.0, w)
        }
    }

    impl ::qapi_client::Command for Limit {
        const NAME: &'static str = "limit";

        type Ok = ();
    }

    /// The command `announce`.
    pub struct Announce {
        /// `initial`
        pub initial: i64,
        /// `max`
        pub max: u8,
        /// `step`
        pub step: i64,
        /// `rounds`
        pub rounds: ::core::option::Option<i64>,
    }

    impl ::core::clone::Clone for Announce {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    /// The required members of [`Announce`].
    pub struct NewAnnounce {
        /// `initial`
        pub initial: i64,
        /// `max`
        pub max: u8,
        /// `step`
        pub step: i64,
    }

    impl ::core::clone::Clone for NewAnnounce {
        #[inline]
        fn clone(&self) -> Self {
            Self { ..*self }
        }
    }

    impl ::core::fmt::Debug for NewAnnounce {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::qapi_client::wire::debug_fields(
                f,
                "NewAnnounce",
                "initial max step",
                (&self.initial, &self.max, &self.step),
            )
        }
    }

    impl Announce {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(required: NewAnnounce) -> Self {
            Self {
                initial: required.initial,
                max: required.max,
                step: required.step,
                rounds: ::core::option::Option::None,
            }
        }

        /// Sets `initial`.
        #[inline]
        #[must_use]
        pub fn initial(mut self, value: i64) -> Self {
            self.initial = value;
            self
        }

        /// Sets `max`.
        #[inline]
        #[must_use]
        pub fn max(mut self, value: u8) -> Self {
            self.max = value;
            self
        }

        /// Sets `step`.
        #[inline]
        #[must_use]
        pub fn step(mut self, value: i64) -> Self {
            self.step = value;
            self
        }

        /// Sets `rounds`.
        #[inline]
        #[must_use]
        pub fn rounds(mut self, value: i64) -> Self {
            self.rounds = ::core::option::Option::Some(value);
            self
        }
    }

    impl ::qapi_client::wire::Encode for Announce {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "initial max step rounds",
                (&self.initial, &self.max, &self.step, &self.rounds),
            )
        }
    }

    impl ::qapi_client::Command for Announce {
        const NAME: &'static str = "announce";

        type Ok = ();
    }

    /// The command `seek`.
    pub struct Seek {
        /// `handle`
        pub handle: i64,
        /// `offset`
        pub offset: i64,
        /// `flush`
        pub flush: ::std::string::String,
    }

    impl ::core::clone::Clone for Seek {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                flush: self.flush.clone(),
                ..*self
            }
        }
    }

    impl Seek {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(
            handle: i64,
            offset: i64,
            flush: impl ::core::convert::Into<::std::string::String>,
        ) -> Self {
            Self {
                handle,
                offset,
                flush: flush.into(),
            }
        }
    }

    impl ::qapi_client::wire::Encode for Seek {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.fields(
                "handle offset flush",
                (&self.handle, &self.offset, &self.flush),
            )
        }
    }

    impl ::qapi_client::Command for Seek {
        const NAME: &'static str = "seek";

        type Ok = ();
    }

    /// The command `query-slots`.
    #[derive(Default)]
    pub struct QuerySlots {}

    impl ::core::clone::Clone for QuerySlots {
        #[inline]
        fn clone(&self) -> Self {
            Self {}
        }
    }

    impl ::qapi_client::wire::Encode for QuerySlots {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.empty()
        }
    }

    impl ::qapi_client::Command for QuerySlots {
        const NAME: &'static str = "query-slots";

        type Ok = ::std::vec::Vec<super::Slot>;
    }

    /// The command `device-add`.
    pub struct DeviceAdd {
        /// `driver`
        pub driver: ::std::string::String,
        /// `extras`
        pub extras: ::core::option::Option<i64>,
        /// Arguments beyond those that the schema lists.
        pub extra: ::qapi_client::wire::Map,
    }

    impl ::core::clone::Clone for DeviceAdd {
        #[inline]
        fn clone(&self) -> Self {
            Self {
                driver: self.driver.clone(),
                extra: self.extra.clone(),
                ..*self
            }
        }
    }

    impl DeviceAdd {
        /// Creates a value with its required members.
        #[inline]
        pub fn new(driver: impl ::core::convert::Into<::std::string::String>) -> Self {
            Self {
                driver: driver.into(),
                extras: ::core::option::Option::None,
                extra: ::core::default::Default::default(),
            }
        }

        /// Sets `driver`.
        #[inline]
        #[must_use]
        pub fn driver(mut self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.driver = value.into();
            self
        }

        /// Sets `extras`.
        #[inline]
        #[must_use]
        pub fn extras(mut self, value: i64) -> Self {
            self.extras = ::core::option::Option::Some(value);
            self
        }

        /// Adds an argument beyond those that the schema lists.
        #[must_use]
        pub fn extra(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: impl ::core::convert::Into<::qapi_client::wire::Value>,
        ) -> Self {
            self.extra.insert(name.into(), value.into());
            self
        }

        /// Adds an argument if it has a value.
        #[must_use]
        pub fn extra_opt(
            mut self,
            name: impl ::core::convert::Into<::std::string::String>,
            value: ::core::option::Option<impl ::core::convert::Into<::qapi_client::wire::Value>>,
        ) -> Self {
            if let ::core::option::Option::Some(value) = value {
                self.extra.insert(name.into(), value.into());
            }
            self
        }

        /// Adds the members of an object as arguments, such as those of a reply.
        #[must_use]
        pub fn extras_(mut self, object: &impl ::qapi_client::wire::Encode) -> Self {
            ::qapi_client::wire::extend(&mut self.extra, object);
            self
        }
    }

    impl ::qapi_client::wire::Encode for DeviceAdd {
        #[inline]
        fn encode(&self, w: &mut ::qapi_client::wire::Writer<'_>) {
            w.open_object(
                &["driver extras"],
                &[&self.driver, &self.extras],
                &self.extra,
            )
        }
    }

    impl ::qapi_client::Command for DeviceAdd {
        const NAME: &'static str = "device-add";

        type Ok = ();
    }

    ::qapi_client::__debug! {
        DiskAdd
        Transaction
        ExportAdd
        Limit
        Announce
        Seek
        QuerySlots
        DeviceAdd
    }

    ::qapi_client::__no_features! {
        DiskAdd
        Transaction
        ExportAdd
        Limit
        Announce
        Seek
        QuerySlots
        DeviceAdd
    }

    ::qapi_client::__serialize! {
        DiskAdd
        Transaction
        ExportAdd
        Limit
        Announce
        Seek
        QuerySlots
        DeviceAdd
    }

    ::qapi_client::__visit_commands! {
        CommandVisitor
        DiskAdd
        Transaction
        ExportAdd
        Limit
        Announce
        Seek
        QuerySlots
        DeviceAdd
    }
}

/// The events' data.
pub mod events {
    ::qapi_client::__visit_events! {
        EventVisitor
    }
}

/// Any event of the schema, or one that it does not have.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant)]
pub enum Event {
    /// An event that the schema does not have.
    Unknown {
        /// Its name.
        name: ::qapi_client::wire::UnknownValue<Event>,
        /// Its data, if it has any.
        data: ::core::option::Option<::qapi_client::wire::Value>,
    },
}

impl Event {
    /// The name on the wire.
    #[inline]
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name.as_str(),
        }
    }
}

impl ::qapi_client::EventSet for Event {
    #[inline]
    fn known(
        _: &str,
        _: &::qapi_client::wire::Reader<'_, '_>,
    ) -> ::core::option::Option<::core::option::Option<Self>> {
        ::core::option::Option::Some(::core::option::Option::None)
    }

    #[inline]
    fn unknown(
        name: ::qapi_client::wire::UnknownValue<Self>,
        data: ::core::option::Option<::qapi_client::wire::Value>,
    ) -> Self {
        Self::Unknown { name, data }
    }

    #[inline]
    fn name(&self) -> &str {
        self.name()
    }
}

/// Every feature of the schema, as a question to the introspection of a peer.
pub mod features {}

/// The wire model of the schema: a peer's answer to `query-qmp-schema`.
pub fn schema() -> &'static ::qapi_client::introspect::Schema<'static> {
    static SCHEMA: ::std::sync::LazyLock<::qapi_client::introspect::Schema<'static>> =
        ::std::sync::LazyLock::new(|| {
            ::qapi_client::wire::embedded_schema(
                "[{\"name\":\"disk-add\",\"meta-type\":\"command\",\"arg-type\":\"0\",\"ret-type\":\"1\"},{\"name\":\"transaction\",\"meta-type\":\"command\",\"arg-type\":\"2\",\"ret-type\":\"1\"},{\"name\":\"export-add\",\"meta-type\":\"command\",\"arg-type\":\"3\",\"ret-type\":\"1\"},{\"name\":\"limit\",\"meta-type\":\"command\",\"arg-type\":\"4\",\"ret-type\":\"1\"},{\"name\":\"announce\",\"meta-type\":\"command\",\"arg-type\":\"5\",\"ret-type\":\"1\"},{\"name\":\"seek\",\"meta-type\":\"command\",\"arg-type\":\"6\",\"ret-type\":\"1\"},{\"name\":\"query-slots\",\"meta-type\":\"command\",\"arg-type\":\"1\",\"ret-type\":\"[7]\"},{\"name\":\"device-add\",\"meta-type\":\"command\",\"arg-type\":\"8\",\"ret-type\":\"1\"},{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[{\"name\":\"driver\",\"type\":\"9\"},{\"name\":\"vmdk\",\"type\":\"str\",\"default\":null}],\"tag\":\"driver\",\"variants\":[{\"case\":\"file\",\"type\":\"10\"},{\"case\":\"vdi\",\"type\":\"11\"},{\"case\":\"vmdk\",\"type\":\"11\"},{\"case\":\"null\",\"type\":\"12\"},{\"case\":\"none\",\"type\":\"1\"}]},{\"name\":\"1\",\"meta-type\":\"object\",\"members\":[]},{\"name\":\"2\",\"meta-type\":\"object\",\"members\":[{\"name\":\"actions\",\"type\":\"[13]\"},{\"name\":\"names\",\"type\":\"[str]\",\"default\":null},{\"name\":\"sizes\",\"type\":\"[int]\"}]},{\"name\":\"3\",\"meta-type\":\"object\",\"members\":[{\"name\":\"id\",\"type\":\"str\"},{\"name\":\"kind\",\"type\":\"14\"}],\"tag\":\"kind\",\"variants\":[{\"case\":\"nbd\",\"type\":\"12\"},{\"case\":\"fuse\",\"type\":\"12\"}]},{\"name\":\"4\",\"meta-type\":\"object\",\"members\":[{\"name\":\"read\",\"type\":\"bool\"},{\"name\":\"write\",\"type\":\"bool\"},{\"name\":\"burst\",\"type\":\"bool\",\"default\":null},{\"name\":\"password\",\"type\":\"str\"}]},{\"name\":\"5\",\"meta-type\":\"object\",\"members\":[{\"name\":\"initial\",\"type\":\"int\"},{\"name\":\"max\",\"type\":\"int\"},{\"name\":\"step\",\"type\":\"int\"},{\"name\":\"rounds\",\"type\":\"int\",\"default\":null}]},{\"name\":\"6\",\"meta-type\":\"object\",\"members\":[{\"name\":\"handle\",\"type\":\"int\"},{\"name\":\"offset\",\"type\":\"int\"},{\"name\":\"flush\",\"type\":\"str\"}]},{\"name\":\"[7]\",\"meta-type\":\"array\",\"element-type\":\"7\"},{\"name\":\"7\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"str\"},{\"name\":\"properties\",\"type\":\"15\"}]},{\"name\":\"8\",\"meta-type\":\"object\",\"members\":[{\"name\":\"driver\",\"type\":\"str\"},{\"name\":\"extras\",\"type\":\"int\",\"default\":null}]},{\"name\":\"9\",\"meta-type\":\"enum\",\"values\":[\"file\",\"vdi\",\"vmdk\",\"null\",\"none\"]},{\"name\":\"str\",\"meta-type\":\"builtin\",\"json-type\":\"string\"},{\"name\":\"10\",\"meta-type\":\"object\",\"members\":[{\"name\":\"path\",\"type\":\"str\"}]},{\"name\":\"11\",\"meta-type\":\"object\",\"members\":[{\"name\":\"file\",\"type\":\"16\"}]},{\"name\":\"12\",\"meta-type\":\"object\",\"members\":[{\"name\":\"size\",\"type\":\"int\",\"default\":null}]},{\"name\":\"[13]\",\"meta-type\":\"array\",\"element-type\":\"13\"},{\"name\":\"13\",\"meta-type\":\"object\",\"members\":[{\"name\":\"type\",\"type\":\"17\"}],\"tag\":\"type\",\"variants\":[{\"case\":\"add\",\"type\":\"18\"},{\"case\":\"enable\",\"type\":\"19\"},{\"case\":\"disable\",\"type\":\"19\"},{\"case\":\"count\",\"type\":\"20\"}]},{\"name\":\"[str]\",\"meta-type\":\"array\",\"element-type\":\"str\"},{\"name\":\"[int]\",\"meta-type\":\"array\",\"element-type\":\"int\"},{\"name\":\"int\",\"meta-type\":\"builtin\",\"json-type\":\"int\"},{\"name\":\"14\",\"meta-type\":\"enum\",\"values\":[\"nbd\",\"fuse\"]},{\"name\":\"bool\",\"meta-type\":\"builtin\",\"json-type\":\"boolean\"},{\"name\":\"15\",\"meta-type\":\"object\",\"members\":[{\"name\":\"socket\",\"type\":\"int\",\"default\":null},{\"name\":\"model\",\"type\":\"str\",\"default\":null}]},{\"name\":\"16\",\"meta-type\":\"alternate\",\"members\":[{\"type\":\"0\"},{\"type\":\"str\"}]},{\"name\":\"17\",\"meta-type\":\"enum\",\"values\":[\"add\",\"enable\",\"disable\",\"count\"]},{\"name\":\"18\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"11\"}]},{\"name\":\"19\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"12\"}]},{\"name\":\"20\",\"meta-type\":\"object\",\"members\":[{\"name\":\"data\",\"type\":\"int\"}]}]",
            )
        });
    &SCHEMA
}
