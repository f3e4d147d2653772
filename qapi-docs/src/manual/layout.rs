//! The pages of a manual: which definitions stand on which, and the addresses of all.

use std::collections::{HashMap, HashSet};

use qapi_parser::ir::{
    Command, CommandId, Doc, DocId, Event, EventId, Module, Schema, Type, TypeId, TypeKind,
};
use qapi_parser::source::{SourceMap, Span};

/// Pages whose names modules cannot have.
pub(super) const RESERVED: [&str; 9] = [
    "index",
    "names",
    "versions",
    "version-",
    "features",
    "deprecated",
    "out-of-band",
    "unstable",
    "build-",
];

/// The estimated bytes of HTML after which a page ends.
const PAGE: usize = 260_000;

/// A definition of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Definition {
    Command(CommandId),
    Event(EventId),
    Type(TypeId),
}

/// The kind of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Command,
    Event,
    Struct,
    Union,
    Enum,
    Alternate,
}

impl Kind {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Kind::Command => "command",
            Kind::Event => "event",
            Kind::Struct => "struct",
            Kind::Union => "union",
            Kind::Enum => "enum",
            Kind::Alternate => "alternate",
        }
    }

    /// The kind as anchors of QEMU's manual name it.
    fn in_anchors(self) -> &'static str {
        match self {
            Kind::Struct | Kind::Union => "object",
            other => other.as_str(),
        }
    }
}

/// The parts that commands, events and types have in common.
#[derive(Clone, Copy)]
pub(super) enum Common<'s> {
    Command(&'s Command),
    Event(&'s Event),
    Type(&'s Type),
}

macro_rules! common {
    ($($name:ident: $output:ty;)*) => {$(
        pub(super) fn $name(self) -> $output {
            match self {
                Common::Command(it) => it.$name(),
                Common::Event(it) => it.$name(),
                Common::Type(it) => it.$name(),
            }
        }
    )*};
}

impl<'s> Common<'s> {
    common! {
        name: &'s str;
        span: Option<Span>;
        doc: Option<DocId>;
        module: qapi_parser::ir::ModuleId;
        features: &'s [qapi_parser::ir::Feature];
        cond: Option<&'s qapi_parser::ir::Cond>;
    }

    pub(super) fn kind(self) -> Kind {
        match self {
            Common::Command(_) => Kind::Command,
            Common::Event(_) => Kind::Event,
            Common::Type(ty) => match ty.kind() {
                TypeKind::Enum(_) => Kind::Enum,
                TypeKind::Alternate(_) => Kind::Alternate,
                TypeKind::Object(object) if object.branches().is_some() => Kind::Union,
                _ => Kind::Struct,
            },
        }
    }
}

impl Definition {
    pub(super) fn common(self, schema: &Schema) -> Common<'_> {
        match self {
            Definition::Command(id) => Common::Command(schema.command(id)),
            Definition::Event(id) => Common::Event(schema.event(id)),
            Definition::Type(id) => Common::Type(schema.ty(id)),
        }
    }
}

/// Something on a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'s> {
    /// Documentation that belongs to no definition.
    Text(&'s Doc),
    /// A definition.
    Definition(Definition),
}

/// A page of definitions.
#[derive(Debug)]
pub(super) struct Page<'s> {
    /// The name without extension.
    pub(super) stem: String,
    /// The number of the module.
    pub(super) module: usize,
    /// The heading of the module.
    pub(super) title: String,
    /// The number of the page among the module's, and how many these are.
    pub(super) part: (usize, usize),
    pub(super) items: Vec<Item<'s>>,
}

/// All pages of definitions.
#[derive(Debug)]
pub(super) struct Layout<'s> {
    pub(super) pages: Vec<Page<'s>>,
    /// The texts of modules without definitions.
    pub(super) intro: Vec<&'s Doc>,
    home: HashMap<&'s str, usize>,
    /// The name of the module in anchors of QEMU's manual, by definition.
    aliases: HashMap<&'s str, String>,
}

impl<'s> Layout<'s> {
    pub(super) fn new(schema: &'s Schema, sources: &'s SourceMap, namespace: &str) -> Self {
        let mut layout = Layout {
            pages: Vec::new(),
            intro: Vec::new(),
            home: HashMap::new(),
            aliases: HashMap::new(),
        };
        let mut taken = HashSet::new();
        let items = items(schema, sources);
        for ((_, module), items) in schema.modules().zip(items) {
            let defines = items.iter().any(|i| matches!(i, Item::Definition(_)));
            if !defines {
                layout
                    .intro
                    .extend(items.into_iter().filter_map(|item| match item {
                        Item::Text(doc) => Some(doc),
                        Item::Definition(_) => None,
                    }));
                continue;
            }
            let name = stem(module);
            for item in &items {
                if let Item::Definition(definition) = item {
                    let common = definition.common(schema);
                    let kind = common.kind().in_anchors();
                    let alias = format!("{kind}-{namespace}-{name}.{}", common.name());
                    layout.aliases.insert(common.name(), alias);
                }
            }
            layout.module(schema, unique(&name, &mut taken), items);
        }
        // An alias must not be the anchor of another definition.
        let home = &layout.home;
        layout
            .aliases
            .retain(|_, alias| !home.contains_key(&**alias));
        layout
    }

    /// Adds the pages of a module.
    fn module(&mut self, schema: &'s Schema, stem: String, items: Vec<Item<'s>>) {
        let title = items.iter().find_map(|item| match item {
            Item::Text(doc) => title(doc),
            Item::Definition(_) => None,
        });
        let title = title.unwrap_or_else(|| stem.clone());
        let mut parts: Vec<Vec<Item<'s>>> = vec![Vec::new()];
        let mut weight = 0;
        for item in items {
            let more = weigh(schema, item);
            if weight > 0 && weight + more > PAGE {
                parts.push(Vec::new());
                weight = 0;
            }
            weight += more;
            parts
                .last_mut()
                .into_iter()
                .for_each(|part| part.push(item));
        }
        let count = parts.len();
        let module = self.pages.last().map_or(0, |page| page.module + 1);
        for (index, items) in parts.into_iter().enumerate() {
            for item in &items {
                if let Item::Definition(definition) = item {
                    let name = definition.common(schema).name();
                    self.home.insert(name, self.pages.len());
                }
            }
            let stem = match index {
                0 => stem.clone(),
                _ => format!("{stem}.{}", index + 1),
            };
            self.pages.push(Page {
                stem,
                module,
                title: title.clone(),
                part: (index + 1, count),
                items,
            });
        }
    }

    /// The page of a definition.
    pub(super) fn page(&self, name: &str) -> Option<usize> {
        self.home.get(name).copied()
    }

    /// The address of a definition, as seen from a page; None stands for an index.
    pub(super) fn link(&self, name: &str, from: Option<usize>, extension: &str) -> Option<String> {
        let page = self.page(name)?;
        if from == Some(page) {
            return Some(format!("#{name}"));
        }
        Some(format!("{}.{extension}#{name}", self.pages.get(page)?.stem))
    }

    /// The anchor of QEMU's own manual.
    pub(super) fn alias(&self, name: &str) -> Option<&str> {
        self.aliases.get(name).map(String::as_str)
    }
}

/// The items of each module in the order of the text.
fn items<'s>(schema: &'s Schema, sources: &'s SourceMap) -> Vec<Vec<Item<'s>>> {
    let mut found: Vec<Vec<(u32, Item<'s>)>> = Vec::new();
    found.resize_with(schema.modules().len(), Vec::new);
    let mut add = |module: usize, span: Option<Span>, item: Item<'s>| {
        if let (Some(span), Some(items)) = (span, found.get_mut(module)) {
            items.push((span.start, item));
        }
    };
    let commands = schema.commands().map(|(id, _)| Definition::Command(id));
    let events = schema.events().map(|(id, _)| Definition::Event(id));
    let types = schema.types().filter(|(_, ty)| !ty.is_implicit());
    let types = types.map(|(id, _)| Definition::Type(id));
    for definition in commands.chain(events).chain(types) {
        let common = definition.common(schema);
        let module = common.module().index();
        add(module, common.span(), Item::Definition(definition));
    }
    for doc in schema.docs().iter().filter(|doc| doc.symbol().is_none()) {
        let span = doc.span();
        // The built-in module has no file; the others are in the order of the files.
        let files = sources.files();
        let module = files.partition_point(|file| file.span().start <= span.start);
        add(module, Some(span), Item::Text(doc));
    }
    let in_order = |mut items: Vec<(u32, Item<'s>)>| {
        items.sort_by_key(|(at, _)| *at);
        items.into_iter().map(|(_, item)| item).collect()
    };
    found.into_iter().map(in_order).collect()
}

/// The first heading of a text.
fn title(doc: &Doc) -> Option<String> {
    let text = doc.sections().first()?.text();
    let mut lines = text.lines();
    let first = lines.next()?.trim();
    if let Some(title) = first.strip_prefix("= ") {
        return Some(title.trim().to_owned());
    }
    let is_rule = |line: &str| line.len() > 2 && line.chars().all(|c| "=-*~#".contains(c));
    let second = lines.next()?.trim();
    if is_rule(first) && lines.next().is_some_and(|line| line.trim() == first) {
        return Some(second.to_owned());
    }
    (is_rule(second) && !first.is_empty()).then(|| first.to_owned())
}

/// The file's name without folders and extension, fit for the name of a page.
fn stem(module: &Module) -> String {
    let name = module.name().rsplit('/').next().unwrap_or_default();
    // Of an answer, which has no file: `answer.json (as a schema)`.
    let name = name.split(' ').next().unwrap_or_default();
    let name = name.strip_suffix(".json").unwrap_or(name);
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "-_".contains(c) {
            c
        } else {
            '-'
        }
    };
    let name: String = name.chars().take(80).map(plain).collect();
    if name.is_empty() {
        "module".to_owned()
    } else {
        name
    }
}

/// A name that no page has yet. Names that differ in case only are one file on some systems.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let reserved = |name: &str| {
        RESERVED.iter().any(|r| match r.strip_suffix('-') {
            Some(_) => name.starts_with(r),
            None => name == *r,
        })
    };
    let base = match reserved(&name.to_lowercase()) {
        true => format!("module-{name}"),
        false => name.to_owned(),
    };
    let mut candidate = base.clone();
    let mut number = 1;
    while !taken.insert(candidate.to_lowercase()) {
        number += 1;
        candidate = format!("{base}-{number}");
    }
    candidate
}

/// An estimate of the bytes of HTML.
fn weigh(schema: &Schema, item: Item<'_>) -> usize {
    let of_doc = |doc: &Doc| {
        let sections = doc.sections().iter();
        sections.map(|s| s.text().len() * 3 / 2 + 60).sum::<usize>()
    };
    let definition = match item {
        Item::Text(doc) => return of_doc(doc),
        Item::Definition(definition) => definition,
    };
    let common = definition.common(schema);
    let text = common.doc().map_or(0, |id| of_doc(schema.doc(id)));
    let of_type = |id: TypeId| match schema.ty(id).kind() {
        TypeKind::Object(object) => {
            let branches = object.branches().map_or(0, |b| b.branches().len());
            object.members(schema).len() * 450 + branches * 150
        }
        TypeKind::Enum(e) => e.values().len() * 150,
        TypeKind::Alternate(alternate) => alternate.alternatives().len() * 200,
        _ => 0,
    };
    let parts = match definition {
        Definition::Command(id) => schema.command(id).arg().map_or(0, of_type),
        Definition::Event(id) => schema.event(id).arg().map_or(0, of_type),
        Definition::Type(id) => of_type(id),
    };
    2_000 + text + parts
}
