//! The expressions that convert a value at a place.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emit;
use crate::convert::shape::Part;
use crate::convert::way::{Fit, Step};
use crate::items::Holds;

impl Emit<'_> {
    /// The values of a part that its counterpart has.
    pub(super) fn fit(&self, part: &Part, place: &Part) -> Fit {
        match (&part.holds, &place.holds) {
            (Some(a), Some(b)) => self.step_fit(&self.way.step(a, b)),
            _ => Fit::Every,
        }
    }

    fn step_fit(&self, step: &Step) -> Fit {
        match step.item() {
            None => step.fit(),
            Some((pair, cushioned)) => {
                let of_pair = self.judgement.fit(pair);
                step.fit().max(of_pair.of_whole(cushioned))
            }
        }
    }

    /// The field of `place`, made of that of `part`, which is `value`.
    pub(super) fn member(&self, part: &Part, place: &Part, value: TokenStream) -> TokenStream {
        let (Some(a), Some(b)) = (&part.holds, &place.holds) else {
            return value;
        };
        let (rt, name, step) = (self.rt(), &part.name, self.way.step(a, b));
        let is_fallible = self.step_fit(&step) != Fit::Every;
        let boxes = boxes(a, b);
        if part.optional && place.optional {
            if is_moved(&step, boxes) {
                return value;
            }
            let function = self.function(&step, boxes);
            return match is_fallible {
                true => quote!(#rt::wire::within(#name, #value.map(#function).transpose())?),
                false => quote!(#value.map(#function)),
            };
        }
        let value = match part.optional {
            true => quote!(#rt::wire::required(#name, #value)?),
            false => value,
        };
        let mut value = self.apply(&step, boxes, value);
        if is_fallible {
            value = quote!(#rt::wire::within(#name, #value)?);
        }
        match place.optional {
            true => quote!(::core::option::Option::Some(#value)),
            false => value,
        }
    }

    /// The value of `place` itself, and true if it is a `Result`.
    pub(super) fn value(
        &self,
        part: &Part,
        place: &Part,
        value: TokenStream,
    ) -> (TokenStream, bool) {
        let (Some(a), Some(b)) = (&part.holds, &place.holds) else {
            return (value, false);
        };
        let step = self.way.step(a, b);
        let is_fallible = self.step_fit(&step) != Fit::Every;
        (self.apply(&step, boxes(a, b), value), is_fallible)
    }

    /// A function of the value.
    fn function(&self, step: &Step, boxes: (bool, bool)) -> TokenStream {
        self.path(step, boxes).unwrap_or_else(|| {
            let value = self.apply(step, boxes, quote!(value));
            quote!(|value| #value)
        })
    }

    /// The converted value: a `Result`, if not every value converts.
    fn apply(&self, step: &Step, boxes: (bool, bool), value: TokenStream) -> TokenStream {
        if is_moved(step, boxes) {
            return value;
        }
        if let Some(path) = self.path(step, boxes) {
            return quote!(#path(#value));
        }
        let is_fallible = self.step_fit(step) != Fit::Every;
        let value = match boxes.0 {
            true => quote!(*#value),
            false => value,
        };
        let value = match boxes {
            (false, false) => self.inline(step, value),
            _ => self.apply(step, (false, false), value),
        };
        match (boxes.1, is_fallible) {
            (false, _) => value,
            (true, false) => quote!(::std::boxed::Box::new(#value)),
            (true, true) => quote!(#value.map(::std::boxed::Box::new)),
        }
    }

    /// The path of the function that does the step, if there is one.
    fn path(&self, step: &Step, boxes: (bool, bool)) -> Option<TokenStream> {
        let rt = self.rt();
        let is_total = self.step_fit(step) == Fit::Every;
        Some(match (step, boxes) {
            (Step::Item(_), (false, false)) if is_total => quote!(::core::convert::Into::into),
            (Step::Item(_), (false, false)) => quote!(::core::convert::TryFrom::try_from),
            (Step::Item(_), (true, true)) if is_total => quote!(#rt::wire::convert_boxed),
            (Step::Item(_), (true, true)) => quote!(#rt::wire::try_convert_boxed),
            (Step::Item(_) | Step::Moved, (false, true)) if is_total => {
                quote!(#rt::wire::convert_into_box)
            }
            (Step::Item(_), (false, true)) => quote!(#rt::wire::try_convert_into_box),
            (Step::Item(_) | Step::Moved, (true, false)) if is_total => {
                quote!(#rt::wire::convert_unboxed)
            }
            (Step::Item(_), (true, false)) => quote!(#rt::wire::try_convert_unboxed),
            (Step::Each(step), (false, false)) => match **step {
                Step::No => quote!(#rt::wire::only_empty),
                Step::Item(pair) if self.judgement.fit(pair) == Fit::None => {
                    quote!(#rt::wire::only_empty)
                }
                Step::Item(_) if is_total => quote!(#rt::wire::convert_all),
                Step::Item(_) => quote!(#rt::wire::try_convert_all),
                _ => return None,
            },
            (Step::Widened, (false, false)) => quote!(::core::convert::Into::into),
            (Step::Number, (false, false)) => quote!(#rt::wire::exact_number),
            (Step::Text, (false, false)) => quote!(#rt::wire::enum_text),
            (Step::Parsed { open: false, .. }, (false, false)) => quote!(#rt::wire::parse_text),
            (Step::Any, (false, false)) => quote!(#rt::wire::into_any),
            (Step::Wrapped(step, variant, false), (false, false)) if is_moved(step, boxes) => {
                variant.clone()
            }
            _ => return None,
        })
    }

    /// A step that is no function's.
    fn inline(&self, step: &Step, value: TokenStream) -> TokenStream {
        let rt = self.rt();
        let is_total = |step| self.step_fit(step) == Fit::Every;
        match step {
            Step::Parsed { of, .. } => quote!(#rt::wire::reread_value(&#value, #of::Unknown)),
            Step::Wire => quote!(#rt::wire::convert_by_wire(&#value)),
            Step::Each(each) => {
                let function = self.function(each, (false, false));
                match is_total(each) {
                    true => quote!(#rt::wire::convert_each(#value, #function)),
                    false => quote!(#rt::wire::try_convert_each(#value, #function)),
                }
            }
            Step::Wrapped(inner, variant, boxed) => {
                let value = self.apply(inner, (false, *boxed), value);
                match is_total(inner) {
                    true => quote!(#variant(#value)),
                    false => quote!(#value.map(#variant)),
                }
            }
            Step::Unwrapped(inner, variant, boxed) => {
                let inner_value = self.apply(inner, (*boxed, false), quote!(value));
                let inner_value = match is_total(inner) {
                    true => quote!(::core::result::Result::Ok(#inner_value)),
                    false => inner_value,
                };
                quote! {
                    match #value {
                        #variant(value) => #inner_value,
                        #[allow(unreachable_patterns)]
                        _ => ::core::result::Result::Err(#rt::wire::inconvertible()),
                    }
                }
            }
            _ => value,
        }
    }
}

fn boxes(a: &Holds, b: &Holds) -> (bool, bool) {
    (a.boxed, b.boxed)
}

/// Returns true if nothing is to be done.
fn is_moved(step: &Step, (a, b): (bool, bool)) -> bool {
    matches!(step, Step::Moved) && a == b
}
