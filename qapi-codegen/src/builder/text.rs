//! Formatted text, made part by part on all processors.
//!
//! Input: a schema and a configuration. Output: the text that [`format()`](crate::format()) makes
//! of [`generate`](crate::generate)'s tokens, to the byte; but a part's tokens are gone when the
//! next part's are made, so that they take turns in the same memory.
//!
//! Tokens stay on the thread that made them, and so does a [`Plan`], which has some: each thread
//! makes its own, at the same time, of the same input.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use qapi_parser::ir::Schema;

use crate::config::Config;
use crate::emit::{self, Section};
use crate::error::Error;
use crate::format::Formatter;
use crate::plan::Plan;

// The compiler's own crate: only it knows whether this is a macro that is being expanded.
extern crate proc_macro;

/// Maximum number of threads: each needs a plan of its own, whose cost more threads do not repay.
const MAX_THREADS: usize = 4;
/// Number of definitions that justify one more thread.
const DEFINITIONS_PER_THREAD: usize = 64;
/// Stack size of the main thread on most systems.
const STACK: usize = 8 << 20;

/// Formats the file, behind the header.
///
/// # Errors
/// As [`crate::generate`].
pub(crate) fn text(
    schema: &Schema,
    config: &Config,
    header: impl FnOnce() -> String,
) -> Result<String, Vec<Error>> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads(schema))
            .filter_map(|_| {
                let helper = thread::Builder::new().stack_size(STACK);
                let work = || Some(Worker::new(&Plan::new(schema, config).ok()?, &next));
                // If a thread cannot start, the others do its work.
                helper.spawn_scoped(scope, work).ok()
            })
            .collect();
        let header = header();
        let plan = Plan::new(schema, config)?;
        let mut workers = vec![Worker::new(&plan, &next)];
        for helper in helpers {
            match helper.join() {
                Ok(worker) => workers.extend(worker),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(join(header, &emit::sections(&plan), &workers))
    })
}

fn threads(schema: &Schema) -> usize {
    if proc_macro::is_available() {
        // Tokens belong to the compiler, which allows them on this thread only.
        return 1;
    }
    let useful = schema.types().len() / DEFINITIONS_PER_THREAD + 1;
    let processors = thread::available_parallelism().map_or(1, usize::from);
    useful.min(processors).min(MAX_THREADS)
}

/// The parts that one thread has made.
struct Worker {
    text: String,
    /// Each part, counted over all sections, with its place in the text.
    made: Vec<(usize, Range<usize>)>,
}

impl Worker {
    /// Makes parts while there are any. The last come first: they are the largest.
    fn new(plan: &Plan<'_>, next: &AtomicUsize) -> Self {
        let sections = emit::sections(plan);
        let mut parts = Vec::new();
        for section in &sections {
            parts.extend(section.parts.iter().map(|part| (*part, depth(section))));
        }
        let mut formatter = Formatter::default();
        let mut made = Vec::new();
        while let Some(index) = parts
            .len()
            .checked_sub(next.fetch_add(1, Ordering::Relaxed) + 1)
        {
            let (part, depth) = parts[index];
            let start = formatter.text.len();
            formatter.items(emit::part(plan, part), depth);
            made.push((index, start..formatter.text.len()));
        }
        Worker {
            text: formatter.text,
            made,
        }
    }
}

fn depth(section: &Section) -> usize {
    usize::from(section.module.is_some())
}

/// All parts in order, with a blank line between two, and the modules around them.
fn join(header: String, sections: &[Section], workers: &[Worker]) -> String {
    let mut parts = vec![""; sections.iter().map(|s| s.parts.len()).sum()];
    for Worker { text, made } in workers {
        for (index, range) in made {
            parts[*index] = &text[range.clone()];
        }
    }
    let mut out = header;
    out.reserve(parts.iter().map(|p| p.len() + 1).sum::<usize>() + 1024);
    let start = out.len();
    let mut rest = parts.as_slice();
    for section in sections {
        let (own, others) = rest.split_at(section.parts.len());
        rest = others;
        let own = own.iter().filter(|part| !part.is_empty());
        let Some((name, doc)) = &section.module else {
            own.for_each(|part| add(&mut out, start, part));
            continue;
        };
        add(&mut out, start, &format!("/// {doc}\npub mod {name} {{"));
        own.for_each(|part| {
            out.push('\n');
            out.push_str(part);
        });
        out.push_str("}\n");
    }
    out
}

/// Adds items, behind a blank line if they are not the first.
fn add(out: &mut String, start: usize, items: &str) {
    if out.len() > start {
        out.push('\n');
    }
    out.push_str(items);
}
