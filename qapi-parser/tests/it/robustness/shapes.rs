//! Inputs of any size, each large in its own way.

use std::fmt::Write as _;

use qapi_test_support::{Trial, asked, trial};

use super::measure::measure;
use super::{compile_files, first_codes};

/// A quick test for each shape, and one at full size if `QAPI_FULL_SIZE` asks for it.
pub(crate) fn all() -> Vec<Trial> {
    let quick = SHAPES.iter().map(|shape| {
        let name = format!("it::robustness::shapes::{}", shape.test_name());
        trial(&name, move || quick(shape))
    });
    let full = SHAPES.iter().map(|shape| {
        let name = format!("it::robustness::full::{}", shape.test_name());
        trial(&name, move || full(shape))
    });
    let full = full.filter(|_| asked("QAPI_FULL_SIZE"));
    quick.chain(full).collect()
}

/// A schema with much of one thing.
struct Shape {
    name: &'static str,
    /// Number of parts of a full-sized schema.
    full: usize,
    /// The code of the first error or warning; "" if there is none.
    code: &'static str,
    /// The edition in which it is large.
    edition: &'static str,
    make: Make,
}

/// Makes a schema with the given number of parts: one file, or several with their paths, the entry
/// file first.
enum Make {
    File(fn(usize) -> String),
    Files(fn(usize) -> Vec<(String, String)>),
}

impl Shape {
    fn test_name(&self) -> String {
        self.name.replace(' ', "_")
    }

    fn files(&self, n: usize) -> Vec<(String, String)> {
        match self.make {
            Make::File(make) => vec![("0.json".to_owned(), make(n))],
            Make::Files(make) => make(n),
        }
    }

    /// Number of parts in every test run: all, if they are files.
    fn quick(&self) -> usize {
        if self.full <= QUICK { self.full } else { 500 }
    }

    /// Checks the findings; describes wrong ones.
    fn check(&self, files: Vec<(String, String)>) -> Option<String> {
        let edition = self.edition.parse().unwrap();
        let found = first_codes(&compile_files(files, edition));
        let first = found.first().copied().unwrap_or_default();
        let wrong = || format!("{}: {found:?} instead of {:?}", self.name, self.code);
        (first != self.code).then(wrong)
    }
}

const fn shape(
    name: &'static str,
    full: usize,
    code: &'static str,
    make: fn(usize) -> String,
) -> Shape {
    Shape {
        name,
        full,
        code,
        edition: "auto",
        make: Make::File(make),
    }
}

const fn files(
    name: &'static str,
    full: usize,
    code: &'static str,
    make: fn(usize) -> Vec<(String, String)>,
) -> Shape {
    Shape {
        name,
        full,
        code,
        edition: "auto",
        make: Make::Files(make),
    }
}

const fn of_edition(edition: &'static str, shape: Shape) -> Shape {
    Shape { edition, ..shape }
}

/// Maximum number of parts that every test run makes in full.
const QUICK: usize = 10_000;

const MILLION: usize = 1_000_000;

/// Maximum number of bytes of memory for each byte of a schema, its text included.
const MEMORY_PER_BYTE: usize = 40;

const SHAPES: &[Shape] = &[
    shape("nested arrays", 30 * MILLION, "too-deep", |n| "[".repeat(n)),
    shape("nested objects", 10 * MILLION, "too-deep", |n| {
        "{'a':".repeat(n)
    }),
    shape("nested and closed", 10 * MILLION, "too-deep", |n| {
        format!("{{'a': {}{}}}", "[".repeat(n), "]".repeat(n))
    }),
    shape("nested condition", 3 * MILLION, "too-deep", |n| {
        let (open, close) = ("{'not':".repeat(n), "}".repeat(n));
        format!("{{'enum': 'En', 'data': [], 'if': {open}'A'{close}}}")
    }),
    shape("nested C condition", 10 * MILLION, "", |n| {
        let (open, close) = ("(".repeat(n), ")".repeat(n));
        format!("{{'enum': 'En', 'data': [], 'if': '{open}A{close}'}}")
    }),
    shape("negated C condition", 10 * MILLION, "", |n| {
        format!("{{'enum': 'En', 'data': [], 'if': '{}A'}}", "!".repeat(n))
    }),
    shape("long C condition", 5 * MILLION, "", |n| {
        format!(
            "{{'enum': 'En', 'data': [], 'if': 'A{}'}}",
            " && B".repeat(n)
        )
    }),
    shape("members", MILLION, "", |n| {
        format!(
            "{{'struct': 'St', 'data': {{{}}}}}",
            list(n, |i| format!("'m{i}': 'int'"))
        )
    }),
    shape("arguments", MILLION, "", |n| {
        format!(
            "{{'command': 'c', 'data': {{{}}}}}",
            list(n, |i| format!("'*m{i}': ['str']"))
        )
    }),
    shape("same members", MILLION, "duplicate-key", |n| {
        format!(
            "{{'struct': 'St', 'data': {{{}}}}}",
            list(n, |_| "'m': 'int'".to_owned())
        )
    }),
    shape("enum values", MILLION, "", |n| {
        format!(
            "{{'enum': 'En', 'data': [{}]}}",
            list(n, |i| format!("'v{i}'"))
        )
    }),
    shape("clashing enum values", MILLION, "collision", |n| {
        format!(
            "{{'enum': 'En', 'data': [{}]}}",
            list(n, |i| format!("'v{}'", i / 2))
        )
    }),
    shape("branches", MILLION, "", |n| {
        let values = list(n, |i| format!("'v{i}'"));
        let branches = list(n, |i| format!("'v{i}': 'St'"));
        format!(
            "{{'enum': 'En', 'data': [{values}]}}\n{{'struct': 'St', 'data': {{'m': 'int'}}}}\n\
             {{'union': 'Un', 'base': {{'t': 'En'}}, 'discriminator': 't', 'data': {{{branches}}}}}"
        )
    }),
    shape("features", MILLION, "", |n| {
        let features = list(n, |i| format!("'f{i}'"));
        format!("{{'struct': 'St', 'data': {{}}, 'features': [{features}]}}")
    }),
    shape("structs", 3 * MILLION, "", |n| {
        lines(n, |i| {
            format!("{{'struct': 'St{i}', 'data': {{'m': 'int'}}}}")
        })
    }),
    shape("structs of one name", MILLION, "already-defined", |n| {
        lines(n, |_| "{'struct': 'St', 'data': {}}".to_owned())
    }),
    shape("unknown types", MILLION, "unknown-type", |n| {
        lines(n, |i| {
            format!("{{'struct': 'St{i}', 'data': {{'m': 'Ty{i}'}}}}")
        })
    }),
    shape("unknown keys", MILLION, "unknown-key", |n| {
        lines(n, |i| {
            format!("{{'struct': 'St{i}', 'data': {{}}, 'dta': 'x'}}")
        })
    }),
    shape("arrays of different types", MILLION, "", |n| {
        lines(n, |i| {
            format!(
                "{{'struct': 'St{i}', 'data': {{'m': ['St{}']}}}}",
                n - 1 - i
            )
        })
    }),
    shape("syntax errors", 5 * MILLION, "unexpected-token", |n| {
        lines(n, |_| "{ 'a' }".to_owned())
    }),
    shape("stray characters", 50 * MILLION, "stray", |n| {
        "x ".repeat(n)
    }),
    shape("empty objects", 10 * MILLION, "not-a-definition", |n| {
        "{}\n".repeat(n)
    }),
    shape("blank lines", 100 * MILLION, "", |n| "\n".repeat(n)),
    shape("line of blanks", 100 * MILLION, "", |n| " ".repeat(n)),
    shape("line of comment", 100 * MILLION, "", |n| {
        format!("# {}", "x".repeat(n))
    }),
    shape("line of a string", 100 * MILLION, "not-an-object", |n| {
        format!("'{}'", "x".repeat(n))
    }),
    shape(
        "line of an open string",
        100 * MILLION,
        "unterminated-string",
        |n| format!("'{}", "x".repeat(n)),
    ),
    shape("line of a stray word", 100 * MILLION, "stray", |n| {
        "x".repeat(n)
    }),
    shape("line of a name", 10 * MILLION, "invalid-name", |n| {
        format!("{{'struct': 'St{}', 'data': {{}}}}", "x".repeat(1024 + n))
    }),
    shape("line of documentation", 100 * MILLION, "", |n| {
        format!("##\n# {}\n##\n", "x ".repeat(n / 2))
    }),
    shape("line of members", MILLION, "", |n| {
        format!(
            "{{'struct': 'St', 'data': {{{}}}}}",
            list(n, |i| format!("'m{i}':'int'"))
        )
        .replace(",\n", ",")
    }),
    shape("comments", 10 * MILLION, "", |n| "# comment\n".repeat(n)),
    shape("documentation comments", 3 * MILLION, "", |n| {
        "##\n# text\n##\n".repeat(n)
    }),
    shape("documentation lines", 5 * MILLION, "", |n| {
        format!("##\n{}##\n", "# text of it\n".repeat(n))
    }),
    shape("documentation paragraphs", 5 * MILLION, "", |n| {
        let paragraphs = "# text\n#\n".repeat(n);
        format!("##\n# @St:\n#\n{paragraphs}##\n{{'struct': 'St', 'data': {{}}}}\n")
    }),
    shape("documentation sections", 3 * MILLION, "", |n| {
        let sections = "# TODO: text\n#\n".repeat(n);
        format!("##\n# @St:\n#\n{sections}##\n{{'struct': 'St', 'data': {{}}}}\n")
    }),
    shape("headings", 3 * MILLION, "", |n| {
        format!("##\n{}##\n", "# = Heading\n#\n".repeat(n))
    }),
    shape("open documentation", 10 * MILLION, "doc-unclosed", |n| {
        format!("##\n{}", "# x\n".repeat(n))
    }),
    shape("documented members", MILLION, "", |n| {
        let docs = lines(n, |i| format!("# @m{i}: a member"));
        let members = list(n, |i| format!("'m{i}': 'int'"));
        format!("##\n# @St:\n#\n{docs}##\n{{'struct': 'St', 'data': {{{members}}}}}\n")
    }),
    shape(
        "documented members that are none",
        MILLION,
        "documented-nothing",
        |n| {
            let docs = lines(n, |i| format!("# @m{i}: a member"));
            format!("##\n# @St:\n#\n{docs}##\n{{'struct': 'St', 'data': {{}}}}\n")
        },
    ),
    shape("exceptions", MILLION, "", |n| {
        let names = list(n, |i| format!("'c_{i}'"));
        let commands = lines(n, |i| format!("{{'command': 'c_{i}', 'returns': 'int'}}"));
        format!(
            "{{'pragma': {{'command-name-exceptions': [{names}], \
             'command-returns-exceptions': [{names}]}}}}\n{commands}"
        )
    }),
    shape("pragmas", MILLION, "", |n| {
        "{'pragma': {'doc-required': false}}\n".repeat(n)
    }),
    shape("chain of bases", 2_000, "", |n| {
        let derived = lines(n, |i| {
            format!(
                "{{'struct': 'St{i}', 'base': 'St{}', 'data': {{'m{i}': 'int'}}}}",
                i + 1
            )
        });
        format!("{derived}{{'struct': 'St{n}', 'data': {{}}}}\n")
    }),
    shape("chain of bases without members", 300_000, "", |n| {
        let derived = lines(n, |i| {
            format!("{{'struct': 'St{i}', 'base': 'St{}', 'data': {{}}}}", i + 1)
        });
        format!("{derived}{{'struct': 'St{n}', 'data': {{}}}}\n")
    }),
    shape("circle of bases", 300_000, "contains-itself", |n| {
        lines(n, |i| {
            format!(
                "{{'struct': 'St{i}', 'base': 'St{}', 'data': {{}}}}",
                (i + 1) % n
            )
        })
    }),
    // Each is checked against all that follow, until it is too much.
    shape("chain of unions", 2_000, "", |n| {
        let unions = lines(n, |i| {
            let (data, next) = (format!("{{'a': 'Un{}'}}", i + 1), format!("'t{i}': 'En'"));
            format!(
                "{{'union': 'Un{i}', 'base': {{{next}}}, 'discriminator': 't{i}', 'data': {data}}}"
            )
        });
        format!("{{'enum': 'En', 'data': ['a']}}\n{unions}{{'struct': 'Un{n}', 'data': {{}}}}\n")
    }),
    files("chain of includes", 10_000, "unreadable-include", |n| {
        numbered(n, |i| include(i + 1))
    }),
    files("circle of includes", 10_000, "include-loop", |n| {
        numbered(n, |i| include((i + 1) % n))
    }),
    files("many includes", 10_000, "", |n| {
        numbered(n, |i| {
            if i == 0 {
                (1..n).map(include).collect()
            } else {
                String::new()
            }
        })
    }),
    files("diamonds of includes", 10_000, "", |n| {
        numbered(n, |i| {
            let next = [i + 1, i + 2, i + 1];
            next.into_iter().filter(|&i| i < n).map(include).collect()
        })
    }),
    files("includes of one file", 1_000_000, "", |n| {
        numbered(2, |i| {
            if i == 0 {
                include(1).repeat(n)
            } else {
                String::new()
            }
        })
    }),
    files("includes of itself", 1_000_000, "include-loop", |n| {
        numbered(1, |_| include(0).repeat(n))
    }),
    // Words of schemas before 2.9, on one line.
    shape("line of old words", 40_000, "", |n| {
        format!("# {}", "'type' ".repeat(n))
    }),
    shape("line of strings", 200_000, "not-an-object", |n| {
        format!("{}\n", "'s' ".repeat(n))
    }),
    of_edition(
        "4.1",
        shape("line of nulls", 20_000, "wrong-value", |n| {
            format!("{{'enum': 'En', 'data': [{}null]}}", "null,".repeat(n))
        }),
    ),
    of_edition(
        "4.1",
        shape("line of escaped quotes", 20_000, "invalid-name", |n| {
            format!("{{'enum': 'En', 'data': [{}'a']}}", r"'\'',".repeat(n))
        }),
    ),
    of_edition(
        "10.2",
        shape("indented line of full stops", 200_000, "", |n| {
            let (blanks, stops) = (" ".repeat(n), ".".repeat(n));
            format!("##\n# {blanks}http://{stops}\n##\n")
        }),
    ),
    shape("old unions", 20_000, "old-form", |n| {
        let unions = lines(n, |i| {
            format!(
                "{{ 'union': 'Un{i}', 'base': 'Bs{i}', 'discriminator': 't', 'data': {{'a': 'Em'}} }}\n\
                 {{ 'type': 'Bs{i}', 'data': {{'t': 'str'}} }}"
            )
        });
        format!("# #optional\n{{ 'type': 'Em', 'data': {{}} }}\n{unions}")
    }),
    // The type of each member is named after the struct.
    shape("inline types of a long name", 2_000, "unknown-key", |n| {
        let members = list(n, |i| format!("'m{i}': {{'a': 'int'}}"));
        let name = "x".repeat(1000);
        format!("# #optional\n{{ 'type': 'St{name}', 'data': {{{members}}} }}\n")
    }),
    shape("unions of one large enum", 5_000, "too-complex", |n| {
        let values = list(n, |i| format!("'v{i}'"));
        let unions = lines(n, |i| {
            format!(
                "{{'union': 'Un{i}', 'base': {{'t': 'En'}}, 'discriminator': 't', 'data': {{'v0': 'St'}}}}"
            )
        });
        format!("{{'enum': 'En', 'data': [{values}]}}\n{{'struct': 'St', 'data': {{}}}}\n{unions}")
    }),
    shape("misspelt discriminators", 300, "bad-discriminator", |n| {
        let members = list(n, |i| {
            format!("'a-rather-long-name-of-a-member-{i}': 'int'")
        });
        let unions = lines(n, |i| {
            format!(
                "{{'union': 'Un{i}', 'base': 'Bs', 'discriminator': 'a-rather-long-name-of-a-membre-{i}', \
                 'data': {{}}}}"
            )
        });
        format!("{{'struct': 'Bs', 'data': {{{members}}}}}\n{unions}")
    }),
    // Each union is checked against the branches of the same inner one.
    shape("unions of one wide union", 10_000, "too-complex", |n| {
        let values = list(2 * n, |i| format!("'v{i}'"));
        let branches = list(2 * n, |i| format!("'v{i}': 'St'"));
        let unions = lines(n, |i| {
            format!(
                "{{'union': 'Un{i}', 'base': {{'s': 'Ea'}}, 'discriminator': 's', 'data': {{'a': 'In'}}}}"
            )
        });
        format!(
            "{{'enum': 'Ea', 'data': ['a']}}\n{{'enum': 'En', 'data': [{values}]}}\n\
             {{'struct': 'St', 'data': {{'m': 'int'}}}}\n\
             {{'union': 'In', 'base': {{'t': 'En'}}, 'discriminator': 't', 'data': {{{branches}}}}}\n{unions}"
        )
    }),
    // Each member's condition is compared with that of the struct.
    shape("members below a long condition", 6_000, "", |n| {
        let members = list(n, |i| format!("'m{i}': {{'type': 'int', 'if': 'B'}}"));
        let parts = vec!["'A'"; n].join(",");
        format!(
            "{{'struct': 'St', 'if': {{'any': [{{'all': ['B', {{'any': [{parts}]}}]}}]}}, \
             'data': {{{members}}}}}"
        )
    }),
    shape("unions of one large base", 1_000, "", |n| {
        let members = list(n, |i| format!("'m{i}': 'int'"));
        let structs = lines(n, |i| {
            format!("{{'struct': 'St{i}', 'base': 'Bs', 'data': {{'x': 'int'}}}}")
        });
        format!("{{'struct': 'Bs', 'data': {{{members}}}}}\n{structs}")
    }),
];

/// The directive that includes the file with that number.
fn include(i: usize) -> String {
    format!("{{'include': '{i}.json'}}\n")
}

/// Files by number.
fn numbered(n: usize, text: impl Fn(usize) -> String) -> Vec<(String, String)> {
    (0..n).map(|i| (format!("{i}.json"), text(i))).collect()
}

fn list(n: usize, mut item: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    for i in 0..n {
        let comma = if i == 0 { "" } else { ",\n" };
        write!(text, "{comma}{}", item(i)).unwrap();
    }
    text
}

fn lines(n: usize, mut line: impl FnMut(usize) -> String) -> String {
    let mut text = String::new();
    for i in 0..n {
        writeln!(text, "{}", line(i)).unwrap();
    }
    text
}

fn quick(shape: &Shape) {
    assert_eq!(shape.check(shape.files(shape.quick())), None);
}

/// Compares the cost of a full-sized schema with that of a quarter of it.
fn full(shape: &Shape) {
    let mut wrong = Vec::new();
    let [(_, quarter), (size, full)] = [shape.full / 4, shape.full].map(|n| {
        let files = shape.files(n);
        let size: usize = files.iter().map(|(_, text)| text.len()).sum();
        let work = || wrong.extend(shape.check(files));
        (size, measure(work))
    });
    let report = format!("{quarter}; four times as many, {} MB: {full}", size >> 20);
    println!("{}: {report}", shape.name);
    // Linear, with room for cache misses.
    if !full.is_as_fast_as(&quarter, 8) || !full.fits_into(MEMORY_PER_BYTE * size + (64 << 20)) {
        wrong.push(report);
    }
    assert_eq!(wrong, [""; 0]);
}
