//! The text dump: the definitions of each module, then the documentation, as QEMU's
//! `tests/qapi-schema/test-qapi.py` prints it.

use super::docs;
use crate::edition::{Edition, Rule};
use crate::ir::{
    Alternate, Branch, Command, Cond, CondTree, CondWritten, Entity, Enum, Event, Feature, Member,
    ModuleId, Object, Schema, Type, TypeId, TypeKind,
};

/// Returns the schema in the layout of the edition's release; in [`Edition::Auto`], of the newest.
///
/// ```
/// use qapi_parser::dump::to_text;
/// # fn show(schema: &qapi_parser::ir::Schema) {
/// print!("{}", to_text(schema, qapi_parser::edition::Edition::Auto));
/// # }
/// ```
pub fn to_text(schema: &Schema, edition: Edition) -> String {
    let mut dumper = Dumper {
        schema,
        edition,
        out: String::new(),
    };
    if edition.follows(Rule::DumpByName) {
        dumper.by_name();
    } else if edition.follows(Rule::DumpInOrder) {
        dumper.in_order();
    } else {
        dumper.by_module();
    }
    if edition.follows(Rule::Documentation) {
        docs::dump(&mut dumper.out, schema.docs(), edition);
    }
    dumper.out
}

struct Dumper<'s> {
    schema: &'s Schema,
    edition: Edition,
    out: String,
}

impl<'s> Dumper<'s> {
    /// Writes `indent` spaces, and the words.
    fn words(&mut self, indent: usize, words: &[&str]) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.out.push_str(word);
        }
        self.out.push('\n');
    }

    fn line(&mut self, indent: usize, word: &str, name: &str) {
        self.words(indent, &[word, name]);
    }

    fn by_module(&mut self) {
        for (id, module) in self.schema.modules() {
            self.module(id);
            for &entity in module.entities() {
                self.entity(entity);
            }
        }
    }

    fn module(&mut self, id: ModuleId) {
        let nameless = id.index() == 0 && self.edition.follows(Rule::NamelessBuiltinModule);
        let name = self.schema.module(id).name();
        self.line(0, "module", if nameless { "None" } else { name });
    }

    /// Writes all entities in order of creation, with a line for each change of the module.
    fn in_order(&mut self) {
        let mut current = ModuleId(0);
        if self.edition.follows(Rule::DumpNamesBuiltinModule) {
            self.module(current);
        }
        for &(module, entity) in &self.schema.order {
            let module = match entity {
                Entity::Type(id) if self.edition.follows(Rule::DumpNamesBuiltinModule) => {
                    self.schema.ty(id).module()
                }
                _ => module,
            };
            if module != current {
                self.module(module);
                current = module;
            }
            self.entity(entity);
        }
    }

    /// Writes all entities but includes, sorted by name.
    fn by_name(&mut self) {
        let schema = self.schema;
        let mut names: Vec<_> = schema.names.iter().collect();
        names.sort_by(|(a, _), (b, _)| a.as_bytes().cmp(b.as_bytes()));
        for (_, &entity) in names {
            self.entity(entity);
        }
    }

    fn name(&self, id: TypeId) -> &'s str {
        self.schema.ty(id).name()
    }

    fn name_or_none(&self, id: Option<TypeId>) -> &'s str {
        id.map_or("None", |id| self.name(id))
    }

    fn entity(&mut self, entity: Entity) {
        let schema = self.schema;
        match entity {
            Entity::Include(module) => self.line(0, "include", schema.module(module).name()),
            Entity::Type(id) => self.ty(schema.ty(id)),
            Entity::Command(id) => self.command(schema.command(id)),
            Entity::Event(id) => self.event(schema.event(id)),
        }
    }

    fn ty(&mut self, ty: &Type) {
        match ty.kind() {
            TypeKind::Builtin(_) => return,
            TypeKind::Array(_) if ty.span().is_none() => return,
            TypeKind::Array(_) if !self.edition.follows(Rule::DumpOfArrays) => return,
            TypeKind::Array(array) => {
                self.words(0, &["array", ty.name(), self.name(array.element())]);
            }
            TypeKind::Enum(e) => self.enumeration(ty.name(), e),
            TypeKind::Object(object) => self.object(ty.name(), object),
            TypeKind::Alternate(alternate) => self.alternate(ty.name(), alternate),
        }
        self.cond(4, ty.cond());
        self.features(4, ty.features());
    }

    fn enumeration(&mut self, name: &str, e: &Enum) {
        if self.edition.follows(Rule::DumpOfArrays) {
            self.line(0, "enum", name);
        } else {
            let mut values = String::new();
            list(&mut values, e.values(), |out, v| literal(out, v.name()));
            self.words(0, &["enum", name, &values]);
        }
        if let Some(prefix) = e.prefix() {
            self.line(4, "prefix", prefix);
        }
        if !self.edition.follows(Rule::DumpOfArrays) {
            return;
        }
        for value in e.values() {
            self.line(4, "member", value.name());
            self.cond(8, value.cond());
            self.features(8, value.features());
        }
    }

    fn object(&mut self, name: &str, object: &Object) {
        self.line(0, "object", name);
        if let Some(base) = object.base() {
            self.line(4, "base", self.name(base));
        }
        for member in object.local_members() {
            self.member(member);
        }
        if let Some(branches) = object.branches() {
            let tag = object.members(self.schema).nth(branches.tag_index());
            self.line(4, "tag", tag.map_or("None", Member::name));
            branches.branches().iter().for_each(|b| self.branch(b));
        }
    }

    fn member(&mut self, member: &Member) {
        let name = format!("{}:", member.name());
        let optional = format!("optional={}", truth(member.optional()));
        self.words(4, &["member", &name, self.name(member.ty()), &optional]);
        self.cond(8, member.cond());
        self.features(8, member.features());
    }

    fn alternate(&mut self, name: &str, alternate: &Alternate) {
        self.line(0, "alternate", name);
        self.line(4, "tag", "type");
        alternate.alternatives().iter().for_each(|b| self.branch(b));
    }

    fn branch(&mut self, branch: &Branch) {
        let name = format!("{}:", branch.name());
        self.words(4, &["case", &name, self.name(branch.ty())]);
        self.cond(8, branch.cond());
    }

    fn command(&mut self, command: &Command) {
        let (arg, ret) = (
            self.name_or_none(command.arg()),
            self.name_or_none(command.ret()),
        );
        self.words(0, &["command", command.name(), arg, "->", ret]);
        let flags = command.flags();
        let mut line = format!(
            "gen={} success_response={} boxed={}",
            truth(flags.r#gen),
            truth(flags.success_response),
            truth(flags.boxed),
        );
        for (rule, name, value) in [
            (Rule::AllowOob, "oob", flags.allow_oob),
            (Rule::AllowPreconfig, "preconfig", flags.allow_preconfig),
        ] {
            if self.edition.allows(rule) {
                line.push_str(&format!(" {name}={}", truth(value)));
            }
        }
        if flags.coroutine {
            line.push_str(" coroutine=True");
        }
        self.words(self.flags_indent(), &[&line]);
        self.cond(4, command.cond());
        self.features(4, command.features());
    }

    fn flags_indent(&self) -> usize {
        match self.edition.follows(Rule::DumpWithNarrowFlags) {
            true => 3,
            false => 4,
        }
    }

    fn event(&mut self, event: &Event) {
        self.words(0, &["event", event.name(), self.name_or_none(event.arg())]);
        let boxed = format!("boxed={}", truth(event.boxed()));
        self.words(self.flags_indent(), &[&boxed]);
        self.cond(4, event.cond());
        self.features(4, event.features());
    }

    fn cond(&mut self, indent: usize, cond: Option<&Cond>) {
        let Some(cond) = cond else { return };
        let mut text = String::new();
        match (cond.written(), cond.tree()) {
            (CondWritten::C(expressions), _) => {
                list(&mut text, expressions, |out, e| literal(out, e));
            }
            // At the top it is printed, below it is represented.
            (CondWritten::Tree, CondTree::Symbol(name)) => text.push_str(name),
            (CondWritten::Tree, tree) => represent(&mut text, tree),
        }
        self.line(indent, "if", &text);
    }

    fn features(&mut self, indent: usize, features: &[Feature]) {
        for feature in features {
            self.line(indent, "feature", feature.name());
            self.cond(indent + 4, feature.cond());
        }
    }
}

/// Returns Python's word.
fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// Writes a condition as Python represents it.
fn represent(out: &mut String, tree: &CondTree) {
    match tree {
        CondTree::Symbol(text) | CondTree::Opaque(text) => literal(out, text),
        CondTree::Not(inner) => {
            out.push_str("{'not': ");
            represent(out, inner);
            out.push('}');
        }
        CondTree::All(parts) => operation(out, "all", parts),
        CondTree::Any(parts) => operation(out, "any", parts),
    }
}

fn operation(out: &mut String, key: &str, parts: &[CondTree]) {
    out.push_str("{'");
    out.push_str(key);
    out.push_str("': ");
    list(out, parts, represent);
    out.push('}');
}

fn list<T>(out: &mut String, items: &[T], each: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        each(out, item);
    }
    out.push(']');
}

/// Writes a string as Python represents it. Until 4.1, schemas' strings have any characters.
fn literal(out: &mut String, text: &str) {
    let quote = match text.contains('\'') && !text.contains('"') {
        true => '"',
        false => '\'',
    };
    out.push(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            c if c.is_ascii_control() => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push(quote);
}
