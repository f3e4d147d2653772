//! Items of generated code, as the comparison needs them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use qapi_codegen::items::{self, Attribute, Attributes, Call, Fields, Impl, Member};

use super::types::Naming;
use crate::rust::{Api, Field, Function, Item, Part, Shape, Type, Variant};

/// Reads files and modules.
pub(super) struct Reader {
    naming: Naming,
    api: Api,
    /// The parts of an item that impls have. They may come before it.
    said: BTreeMap<String, Said>,
}

#[derive(Default)]
struct Said {
    impls: BTreeSet<Type>,
    associated: BTreeMap<String, Type>,
    functions: BTreeMap<String, Function>,
}

impl Reader {
    pub(super) fn new(crates: [&str; 2]) -> Self {
        Reader {
            naming: Naming::new(crates),
            api: Api::default(),
            said: BTreeMap::new(),
        }
    }

    pub(super) fn finish(mut self) -> Api {
        for (path, said) in self.said {
            if let Some(item) = self.api.items.get_mut(&path) {
                item.impls.extend(said.impls);
                item.associated.extend(said.associated);
                item.functions.extend(said.functions);
            }
        }
        self.api
    }

    /// The items of a module, whose path ends with `::` where it is not the root.
    pub(super) fn module(&mut self, items: &[items::Item], module: &str) {
        for item in items {
            match item {
                items::Item::Struct(item) => {
                    let shape = self.structure(&item.fields);
                    self.add(module, &item.name, shape, &item.attributes);
                }
                items::Item::Enum(item) => {
                    let variants = item.variants.iter().map(|v| self.variant(v)).collect();
                    self.add(module, &item.name, Shape::Enum(variants), &item.attributes);
                }
                items::Item::Const(item) => {
                    let shape = Shape::Constant(self.ty(&item.ty));
                    self.add(module, &item.name, shape, &item.attributes);
                }
                items::Item::Function(item) => {
                    let shape = Shape::Function(self.function(item));
                    self.add(module, &item.name, shape, &item.attributes);
                }
                items::Item::Impl(item) => self.implementation(item, module),
                items::Item::Module(item) => {
                    self.module(&item.items, &format!("{module}{}::", item.name));
                }
                items::Item::Call(call) => self.call(call, module),
                _ => {}
            }
        }
    }

    fn add(
        &mut self,
        module: &str,
        name: &proc_macro2::Ident,
        shape: Shape,
        attributes: &Attributes,
    ) {
        let item = Item {
            shape,
            deprecated: attributes.is_deprecated(),
            impls: self.derives(attributes),
            associated: BTreeMap::new(),
            functions: BTreeMap::new(),
        };
        self.api.items.insert(format!("{module}{name}"), item);
    }

    fn derives(&self, attributes: &Attributes) -> BTreeSet<Type> {
        let traits = attributes.iter().flat_map(|attribute| match attribute {
            Attribute::Derive(traits) => traits.as_slice(),
            _ => &[],
        });
        let traits = traits.map(|path| self.naming.derived(&trees(path)));
        traits.collect()
    }

    fn ty(&self, tokens: &TokenStream) -> Type {
        self.naming.ty(&trees(tokens))
    }

    fn structure(&self, fields: &Fields) -> Shape {
        match fields {
            Fields::Tuple(fields) => Shape::Tuple(fields.iter().map(|f| self.ty(&f.ty)).collect()),
            Fields::Named(fields) => Shape::Struct(fields.iter().map(|f| self.field(f)).collect()),
            Fields::Unit => Shape::Struct(Vec::new()),
        }
    }

    fn field(&self, field: &items::Field) -> Field {
        Field {
            name: field
                .name
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            ty: self.ty(&field.ty),
            optional: field.optional,
            deprecated: field.attributes.is_deprecated(),
        }
    }

    fn variant(&self, variant: &items::Variant) -> Variant {
        let fields = match &variant.fields {
            Fields::Unit => &[][..],
            Fields::Tuple(fields) | Fields::Named(fields) => fields,
        };
        Variant {
            name: variant.name.to_string(),
            payload: fields.iter().map(|f| self.ty(&f.ty)).collect(),
            deprecated: variant.attributes.is_deprecated(),
        }
    }

    fn function(&self, function: &items::Function) -> Function {
        let parameters = function.parameters.iter();
        let parameters = parameters.map(|p| (p.name.to_string(), self.ty(&p.ty)));
        let result = function.result.as_ref();
        Function {
            parameters: parameters.collect(),
            result: result.map(|ty| self.ty(ty)).unwrap_or_default(),
            deprecated: function.attributes.is_deprecated(),
        }
    }

    fn implementation(&mut self, item: &Impl, module: &str) {
        // No path of a comparison leads to a type with arguments.
        if !item.of.arguments.is_empty() {
            return;
        }
        let mut said = Said::default();
        if let Some(of_trait) = &item.of_trait {
            let bounds_and_trait: Vec<_> = item.generics.clone().into_iter().collect();
            let bounds_and_trait = [bounds_and_trait, trees(of_trait)].concat();
            said.impls.insert(self.naming.ty(&bounds_and_trait));
        }
        for member in &item.members {
            match member {
                Member::Function(function) => {
                    let name = function.name.to_string();
                    said.functions.insert(name, self.function(function));
                }
                Member::Type(name, ty) => {
                    said.associated.insert(name.to_string(), self.ty(ty));
                }
                _ => {}
            }
        }
        let inner = item.of.module.iter().map(|inner| format!("{inner}::"));
        let path: String = inner.chain([item.of.name.to_string()]).collect();
        let all = self.said.entry(format!("{module}{path}")).or_default();
        all.impls.extend(said.impls);
        all.associated.extend(said.associated);
        all.functions.extend(said.functions);
    }

    fn call(&mut self, call: &Call, module: &str) {
        for (_, name) in &call.items {
            let said = self.said.entry(format!("{module}{name}")).or_default();
            said.impls.extend(call.traits().iter().map(text));
        }
    }
}

fn trees(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

fn text(text: &&str) -> Type {
    Type {
        parts: vec![Part::Text((*text).to_owned())],
    }
}
