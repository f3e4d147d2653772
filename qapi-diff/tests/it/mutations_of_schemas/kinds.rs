//! The kinds of changes: their effect on a model, and the expected verdicts.

use qapi_diff::{
    Alternative, Builtin, Command, Cond, Feature, Member, Model, Object, Range, Root, RootKind,
    Severity, Type, TypeId, Value, Variant,
};

use Severity::{Breaking, Compatible, Warning};

/// A small generator of pseudorandom numbers (xorshift), seeded for repeatable runs.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn of<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        items.get(self.below(items.len()))
    }
}

/// The changed part.
#[derive(Debug)]
pub(crate) enum Place<'m> {
    /// A type, shown by every command and event that reaches it.
    Type(usize),
    /// A command or event.
    Root(&'m str),
}

/// A rule, and how bad it is where clients send, and where they read.
type Verdict = (&'static str, Severity, Severity);

/// A change that was made. No verdict: it does not show.
pub(crate) struct Mutation<'m> {
    pub(crate) place: Place<'m>,
    /// The end of the paths at which it shows.
    pub(crate) below: String,
    pub(crate) forth: Option<Verdict>,
    pub(crate) back: Option<Verdict>,
}

type Mutate = for<'m> fn(&mut Model<'m>, &[usize], &mut Random) -> Option<Mutation<'m>>;

/// Every kind.
pub(crate) const KINDS: &[(&str, Mutate)] = &[
    ("optional member removed", |m, r, x| {
        member_removed(m, r, x, true)
    }),
    ("mandatory member removed", |m, r, x| {
        member_removed(m, r, x, false)
    }),
    ("optional member became mandatory", became_mandatory),
    ("member moved into all branches", moved_to_branches),
    ("members in another order", reordered),
    ("type split from its other uses", split),
    ("string became int", |m, r, x| {
        retyped(
            m,
            r,
            x,
            is_string,
            Type::Builtin(Builtin::Int(None)),
            CHANGED,
            CHANGED,
        )
    }),
    ("boolean became string", |m, r, x| {
        retyped(
            m,
            r,
            x,
            is_bool,
            Type::Builtin(Builtin::String),
            CHANGED,
            CHANGED,
        )
    }),
    ("int became number", |m, r, x| {
        retyped(
            m,
            r,
            x,
            is_int,
            Type::Builtin(Builtin::Number),
            WIDENED,
            NARROWED,
        )
    }),
    ("string became enum", |m, r, x| {
        retyped(m, r, x, is_string, one_value(), NARROWED, WIDENED)
    }),
    ("enum became string", |m, r, x| {
        retyped(
            m,
            r,
            x,
            is_enum,
            Type::Builtin(Builtin::String),
            WIDENED,
            NARROWED,
        )
    }),
    ("anything at all instead", |m, r, x| {
        retyped(
            m,
            r,
            x,
            is_scalar,
            Type::Builtin(Builtin::Any),
            WIDENED,
            NARROWED,
        )
    }),
    ("T became an alternate holding T", to_alternate),
    ("single became array", to_array),
    ("integer of a smaller range", |m, r, x| {
        ranged(
            m,
            r,
            x,
            |a| Range {
                min: a.min / 2,
                max: a.max / 2,
            },
            RANGE_NARROWED,
            RANGE_WIDENED,
        )
    }),
    ("integer of a shifted range", |m, r, x| {
        ranged(
            m,
            r,
            x,
            |a| Range {
                min: a.min + 1,
                max: a.max + 1,
            },
            RANGE_CHANGED,
            RANGE_CHANGED,
        )
    }),
    ("branch removed", branch_removed),
    ("branch added", branch_added),
    ("value removed", value_removed),
    ("value added", value_added),
    ("alternative added", alternative_added),
    ("feature on a member", |m, r, x| {
        on_member(
            m,
            r,
            x,
            |member| member.features.push(feature("brand-new")),
            "/$brand-new",
            FEATURE,
            FEATURE_BACK,
        )
    }),
    ("member deprecated", |m, r, x| {
        on_member(
            m,
            r,
            x,
            |member| member.features.push(feature("deprecated")),
            "/$deprecated",
            DEPRECATED,
            DEPRECATED_BACK,
        )
    }),
    ("feature on a value", feature_on_value),
    ("feature on a type", feature_on_type),
    ("feature on a command or event", |m, _, x| {
        on_root(
            m,
            x,
            |_, root| Some(root.features.push(feature("brand-new"))),
            "/$brand-new",
            FEATURE,
            FEATURE_BACK,
        )
    }),
    ("command or event deprecated", |m, _, x| {
        on_root(
            m,
            x,
            |_, root| {
                root.features
                    .iter()
                    .all(|f| f.name != "deprecated")
                    .then(|| root.features.push(feature("deprecated")))
            },
            "/$deprecated",
            DEPRECATED,
            DEPRECATED_BACK,
        )
    }),
    ("command or event unstable", |m, _, x| {
        on_root(
            m,
            x,
            |_, root| {
                root.features
                    .iter()
                    .all(|f| f.name != "unstable")
                    .then(|| root.features.push(feature("unstable")))
            },
            "/$unstable",
            ("unstable-added", Warning, Warning),
            ("unstable-removed", Compatible, Compatible),
        )
    }),
    ("condition on a command or event", |m, _, x| {
        on_root(
            m,
            x,
            |_, root| {
                root.cond
                    .is_none()
                    .then(|| root.cond = Some(Cond::Symbol("BRAND_NEW")))
            },
            "",
            CONDITION,
            CONDITION_BACK,
        )
    }),
    ("condition on a member", |m, r, x| {
        on_member(
            m,
            r,
            x,
            |member| member.cond = Some(with(member.cond.take())),
            "",
            CONDITION,
            CONDITION_BACK,
        )
    }),
    ("condition on a value", condition_on_value),
    ("condition on a branch", condition_on_branch),
    ("allow-oob", |m, _, x| {
        on_command(
            m,
            x,
            |c| std::mem::replace(&mut c.allow_oob, true),
            "oob-added",
            "oob-removed",
            Breaking,
            Compatible,
        )
    }),
    ("allow-preconfig", |m, _, x| {
        on_command(
            m,
            x,
            |c| c.allow_preconfig.replace(true) == Some(true),
            "preconfig-added",
            "preconfig-removed",
            Breaking,
            Compatible,
        )
    }),
    ("success-response", |m, _, x| {
        on_command(
            m,
            x,
            |c| c.success_response.replace(false) == Some(false),
            "success-response-removed",
            "success-response-added",
            Warning,
            Breaking,
        )
    }),
    ("open arguments", |m, _, x| {
        on_command(
            m,
            x,
            |c| c.open.replace(true) == Some(true),
            "arguments-opened",
            "arguments-closed",
            Warning,
            Compatible,
        )
    }),
    ("command or event removed", root_removed),
    ("command added", command_added),
];

const CHANGED: Verdict = ("type-changed", Breaking, Breaking);
const WIDENED: Verdict = ("type-widened", Compatible, Warning);
const NARROWED: Verdict = ("type-narrowed", Breaking, Compatible);
const RANGE_NARROWED: Verdict = ("range-narrowed", Breaking, Compatible);
const RANGE_WIDENED: Verdict = ("range-widened", Compatible, Warning);
const RANGE_CHANGED: Verdict = ("range-changed", Breaking, Warning);
const FEATURE: Verdict = ("feature-added", Compatible, Compatible);
const FEATURE_BACK: Verdict = ("feature-removed", Breaking, Breaking);
const DEPRECATED: Verdict = ("deprecated-added", Warning, Warning);
const DEPRECATED_BACK: Verdict = ("deprecated-removed", Compatible, Compatible);
const CONDITION: Verdict = ("condition-narrowed", Warning, Warning);
const CONDITION_BACK: Verdict = ("condition-widened", Compatible, Compatible);
const BRANCH_ADDED: Verdict = ("branch-added", Compatible, Warning);
const BRANCH_REMOVED: Verdict = ("branch-removed", Breaking, Compatible);
const VALUE_ADDED: Verdict = ("value-added", Compatible, Warning);
const VALUE_REMOVED: Verdict = ("value-removed", Breaking, Compatible);

fn feature(name: &'static str) -> Feature<'static> {
    Feature { name, cond: None }
}

/// A condition that holds in fewer builds.
fn with(cond: Option<Cond<'_>>) -> Cond<'_> {
    Cond::All(
        cond.into_iter()
            .chain([Cond::Symbol("BRAND_NEW")])
            .collect(),
    )
}

fn one_value() -> Type<'static> {
    let value = Value {
        name: "one",
        features: Vec::new(),
        cond: None,
        at: None,
    };
    Type::Enum {
        values: vec![value],
        features: Vec::new(),
    }
}

fn is_string(_: &Model<'_>, ty: &Type<'_>) -> bool {
    matches!(ty, Type::Builtin(Builtin::String))
}

fn is_bool(_: &Model<'_>, ty: &Type<'_>) -> bool {
    matches!(ty, Type::Builtin(Builtin::Boolean))
}

fn is_int(_: &Model<'_>, ty: &Type<'_>) -> bool {
    matches!(ty, Type::Builtin(Builtin::Int(_)))
}

fn is_scalar(model: &Model<'_>, ty: &Type<'_>) -> bool {
    is_string(model, ty) || is_bool(model, ty) || is_int(model, ty)
}

/// An enumeration without features of its own, which would be gone with it.
fn is_enum(_: &Model<'_>, ty: &Type<'_>) -> bool {
    matches!(ty, Type::Enum { features, .. } if features.is_empty())
}

fn step(name: &str) -> String {
    format!("/{}", qapi_introspect::Step::Name(name))
}

fn shown<'m>(at: usize, below: String, forth: Verdict, back: Verdict) -> Option<Mutation<'m>> {
    Some(Mutation {
        place: Place::Type(at),
        below,
        forth: Some(forth),
        back: Some(back),
    })
}

fn add<'m>(model: &mut Model<'m>, ty: Type<'m>) -> TypeId {
    model.types.push(ty);
    TypeId(model.types.len() as u32 - 1)
}

fn object<'a, 'm>(
    model: &'a mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<(usize, &'a mut Object<'m>)> {
    let at = *random.of(reached)?;
    match &mut model.types[at] {
        Type::Object(object) => Some((at, object)),
        _ => None,
    }
}

/// A member that is no tag: its object's type and its index.
fn pick(
    model: &Model<'_>,
    reached: &[usize],
    random: &mut Random,
    wanted: fn(&Model<'_>, &Type<'_>) -> bool,
) -> Option<(usize, usize)> {
    let at = *random.of(reached)?;
    let Type::Object(object) = &model.types[at] else {
        return None;
    };
    let index = random.below(object.members.len());
    let member = object.members.get(index)?;
    let fits = object.tag != Some(member.name) && wanted(model, model.ty(member.ty));
    fits.then_some((at, index))
}

fn any(_: &Model<'_>, _: &Type<'_>) -> bool {
    true
}

fn member_mut<'a, 'm>(model: &'a mut Model<'m>, (at, index): (usize, usize)) -> &'a mut Member<'m> {
    match &mut model.types[at] {
        Type::Object(object) => &mut object.members[index],
        _ => panic!("picked from an object"),
    }
}

fn member_removed<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
    optional: bool,
) -> Option<Mutation<'m>> {
    let (at, index) = pick(model, reached, random, any)?;
    let member = member_mut(model, (at, index)).clone();
    if member.optional != optional {
        return None;
    }
    let Type::Object(object) = &mut model.types[at] else {
        return None;
    };
    object.members.remove(index);
    let below = step(member.name);
    if optional {
        let added = ("optional-member-added", Compatible, Compatible);
        shown(
            at,
            below,
            ("optional-member-removed", Breaking, Warning),
            added,
        )
    } else {
        let added = ("mandatory-member-added", Breaking, Compatible);
        shown(
            at,
            below,
            ("mandatory-member-removed", Breaking, Breaking),
            added,
        )
    }
}

fn became_mandatory<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, any)?;
    let member = member_mut(model, place);
    if !std::mem::replace(&mut member.optional, false) {
        return None;
    }
    let below = step(member.name);
    let back = ("member-became-optional", Compatible, Breaking);
    shown(
        place.0,
        below,
        ("member-became-mandatory", Breaking, Compatible),
        back,
    )
}

/// Each branch gets a type of its own with the member. Types in which the union's own stand are
/// left alone: there the change would show twice.
fn moved_to_branches<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, index) = pick(model, reached, random, |m, t| is_scalar(m, t))?;
    let Type::Object(mut object) = model.types[at].clone() else {
        return None;
    };
    if object.variants.is_empty() {
        return None;
    }
    let member = object.members.remove(index);
    for variant in &mut object.variants {
        let Type::Object(mut branch) = model.ty(variant.ty).clone() else {
            return None;
        };
        if branch.tag.is_some() {
            return None;
        }
        branch.members.push(member.clone());
        variant.ty = add(model, Type::Object(branch));
    }
    model.types[at] = Type::Object(object);
    let back = ("member-moved-to-common", Compatible, Compatible);
    shown(
        at,
        step(member.name),
        ("member-moved-to-branches", Compatible, Compatible),
        back,
    )
}

fn hidden<'m>(at: usize) -> Option<Mutation<'m>> {
    Some(Mutation {
        place: Place::Type(at),
        below: String::new(),
        forth: None,
        back: None,
    })
}

fn reordered<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, object) = object(model, reached, random)?;
    object.members.reverse();
    object.variants.reverse();
    hidden(at)
}

/// A member's type is written out again, under another name.
fn split<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, any)?;
    let ty = member_mut(model, place).ty;
    let copy = model.ty(ty).clone();
    let copy = add(model, copy);
    member_mut(model, place).ty = copy;
    hidden(place.0)
}

fn retyped<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
    wanted: fn(&Model<'_>, &Type<'_>) -> bool,
    to: Type<'m>,
    forth: Verdict,
    back: Verdict,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, wanted)?;
    let to = add(model, to);
    let member = member_mut(model, place);
    member.ty = to;
    let below = step(member.name);
    shown(place.0, below, forth, back)
}

fn to_alternate<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let fits: fn(&Model<'_>, &Type<'_>) -> bool =
        |m, t| is_scalar(m, t) || matches!(t, Type::Object(_) | Type::Enum { .. });
    let place = pick(model, reached, random, fits)?;
    let null = add(model, Type::Builtin(Builtin::Null));
    let branches = [member_mut(model, place).ty, null].map(|ty| Alternative { ty, cond: None });
    let features = Vec::new();
    let to = add(
        model,
        Type::Alternate {
            branches: branches.into(),
            features,
        },
    );
    let member = member_mut(model, place);
    member.ty = to;
    let below = step(member.name);
    shown(place.0, below, WIDENED, NARROWED)
}

fn to_array<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, is_scalar)?;
    let element = member_mut(model, place).ty;
    let to = add(model, Type::Array(element));
    let member = member_mut(model, place);
    member.ty = to;
    let below = step(member.name);
    shown(place.0, below, CHANGED, CHANGED)
}

fn ranged<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
    to: fn(Range) -> Range,
    forth: Verdict,
    back: Verdict,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, is_int)?;
    let ty = member_mut(model, place).ty;
    let Type::Builtin(Builtin::Int(Some(range))) = model.ty(ty) else {
        return None;
    };
    let range = to(*range);
    let to = add(model, Type::Builtin(Builtin::Int(Some(range))));
    let member = member_mut(model, place);
    member.ty = to;
    let below = step(member.name);
    shown(place.0, below, forth, back)
}

fn branch_removed<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, object) = object(model, reached, random)?;
    if object.variants.is_empty() {
        return None;
    }
    let gone = object.variants.remove(random.below(object.variants.len()));
    shown(at, format!("/+{}", gone.case), BRANCH_REMOVED, BRANCH_ADDED)
}

fn branch_added<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, object) = object(model, reached, random)?;
    let ty = object.variants.first()?.ty;
    object.variants.push(Variant {
        case: "brand-new",
        ty,
        cond: None,
        at: None,
    });
    shown(at, "/+brand-new".into(), BRANCH_ADDED, BRANCH_REMOVED)
}

/// An enumeration's values, if it is no union's tag, where values count as branches.
fn values<'a, 'm>(
    model: &'a mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<(usize, &'a mut Vec<Value<'m>>)> {
    let at = *random.of(reached)?;
    let is_tag = model.types.iter().any(|ty| match ty {
        Type::Object(object) => object
            .members
            .iter()
            .any(|m| Some(m.name) == object.tag && m.ty.0 as usize == at),
        _ => false,
    });
    match &mut model.types[at] {
        Type::Enum { values, .. } if !is_tag && !values.is_empty() => Some((at, values)),
        _ => None,
    }
}

fn value_removed<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, values) = values(model, reached, random)?;
    let gone = values.remove(random.below(values.len()));
    shown(at, format!("/^{}", gone.name), VALUE_REMOVED, VALUE_ADDED)
}

fn value_added<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, values) = values(model, reached, random)?;
    values.push(Value {
        name: "brand-new",
        features: Vec::new(),
        cond: None,
        at: None,
    });
    shown(at, "/^brand-new".into(), VALUE_ADDED, VALUE_REMOVED)
}

fn alternative_added<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let at = *random.of(reached)?;
    let Type::Alternate { branches, .. } = &model.types[at] else {
        return None;
    };
    if branches.iter().any(|b| is_bool(model, model.ty(b.ty))) {
        return None;
    }
    let ty = add(model, Type::Builtin(Builtin::Boolean));
    let Type::Alternate { branches, .. } = &mut model.types[at] else {
        return None;
    };
    branches.push(Alternative { ty, cond: None });
    let back = ("alternative-removed", Breaking, Compatible);
    shown(
        at,
        String::new(),
        ("alternative-added", Compatible, Warning),
        back,
    )
}

fn on_member<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
    change: fn(&mut Member<'m>),
    below: &str,
    forth: Verdict,
    back: Verdict,
) -> Option<Mutation<'m>> {
    let place = pick(model, reached, random, any)?;
    let member = member_mut(model, place);
    if member.features.iter().any(|f| below.ends_with(f.name)) {
        return None;
    }
    change(member);
    let below = step(member.name) + below;
    shown(place.0, below, forth, back)
}

fn feature_on_value<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, values) = values(model, reached, random)?;
    let index = random.below(values.len());
    let value = &mut values[index];
    value.features.push(feature("brand-new"));
    shown(
        at,
        format!("/^{}/$brand-new", value.name),
        FEATURE,
        FEATURE_BACK,
    )
}

fn feature_on_type<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let at = *random.of(reached)?;
    match &mut model.types[at] {
        Type::Object(Object { features, .. })
        | Type::Enum { features, .. }
        | Type::Alternate { features, .. } => {
            features.push(feature("brand-new"));
        }
        _ => return None,
    }
    shown(at, "/$brand-new".into(), FEATURE, FEATURE_BACK)
}

fn condition_on_value<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, values) = values(model, reached, random)?;
    let index = random.below(values.len());
    let value = &mut values[index];
    value.cond = Some(with(value.cond.take()));
    shown(at, format!("/^{}", value.name), CONDITION, CONDITION_BACK)
}

fn condition_on_branch<'m>(
    model: &mut Model<'m>,
    reached: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let (at, object) = object(model, reached, random)?;
    let index = random.below(object.variants.len());
    let variant = object.variants.get_mut(index)?;
    variant.cond = Some(with(variant.cond.take()));
    shown(at, format!("/+{}", variant.case), CONDITION, CONDITION_BACK)
}

fn root<'m>(model: &Model<'m>, random: &mut Random) -> Option<&'m str> {
    model
        .roots
        .keys()
        .nth(random.below(model.roots.len()))
        .copied()
}

fn on_root<'m>(
    model: &mut Model<'m>,
    random: &mut Random,
    change: fn(&str, &mut Root<'m>) -> Option<()>,
    below: &str,
    forth: Verdict,
    back: Verdict,
) -> Option<Mutation<'m>> {
    let name = root(model, random)?;
    change(name, model.roots.get_mut(name)?)?;
    Some(Mutation {
        place: Place::Root(name),
        below: format!("{name}{below}"),
        forth: Some(forth),
        back: Some(back),
    })
}

/// Turns a setting on. `change` tells whether it was on.
fn on_command<'m>(
    model: &mut Model<'m>,
    random: &mut Random,
    change: fn(&mut Command) -> bool,
    on: &'static str,
    off: &'static str,
    off_severity: Severity,
    on_severity: Severity,
) -> Option<Mutation<'m>> {
    let name = root(model, random)?;
    let RootKind::Command(command) = &mut model.roots.get_mut(name)?.kind else {
        return None;
    };
    if change(command) {
        return None;
    }
    let verdict = |rule, severity| Some((rule, severity, severity));
    Some(Mutation {
        place: Place::Root(name),
        below: name.to_owned(),
        forth: verdict(on, on_severity),
        back: verdict(off, off_severity),
    })
}

fn root_removed<'m>(
    model: &mut Model<'m>,
    _: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let name = root(model, random)?;
    let gone = model.roots.remove(name)?;
    let (removed, added) = match gone.kind {
        RootKind::Command(_) => ("command-removed", "command-added"),
        RootKind::Event(_) => ("event-removed", "event-added"),
    };
    Some(Mutation {
        place: Place::Root(name),
        below: name.to_owned(),
        forth: Some((removed, Breaking, Breaking)),
        back: Some((added, Compatible, Compatible)),
    })
}

fn command_added<'m>(
    model: &mut Model<'m>,
    _: &[usize],
    random: &mut Random,
) -> Option<Mutation<'m>> {
    let name = root(model, random)?;
    let like = model.roots.get(name)?.clone();
    let RootKind::Command(_) = like.kind else {
        return None;
    };
    let features = Vec::new();
    model.roots.insert("brand-new", Root { features, ..like });
    Some(Mutation {
        place: Place::Root("brand-new"),
        below: "brand-new".into(),
        forth: Some(("command-added", Compatible, Compatible)),
        back: Some(("command-removed", Breaking, Breaking)),
    })
}
