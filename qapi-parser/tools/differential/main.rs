//! Compares this compiler with QEMU's own on mutants of QEMU's schemas.
//!
//!     QAPI_CORPUS=… QEMU_SRC=… cargo run --release --manifest-path qapi-parser/tools/Cargo.toml --bin differential -- 10.0
//!
//! The corpus holds a folder `qemu-10.0` with `tests/qapi-schema` and `qapi`; `QEMU_SRC` is a
//! source tree of that release. Options: `--seed N` (another set of mutants; the same seed gives
//! the same ones), `--mutants N` (20000 by default, of each suite), `--only N` (that mutant alone,
//! shown), `--show N` (so many examples of each difference), `--docs` (mutate
//! documentation only), `--auto` (see below). Compared are the
//! verdict, the place of the first error, and the dump of valid schemas. With `--auto` this
//! compiler reads every edition's language, and a difference is what it rejects although that
//! release's compiler accepts it. `--verdicts FILE` writes a line for each mutant: its number, this
//! compiler's verdict and QEMU's; the files of two revisions show what changed between them. Exit
//! status 1: there are differences.

#![allow(clippy::print_stdout, reason = "a command-line tool")]

mod corpus;
mod minimise;
mod mutate;
mod ours;
mod qemu;
mod rng;
mod text;
mod verdict;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use corpus::{Corpus, Seed, Suite};
use mutate::Where;
use qapi_parser::edition::Edition;
use qemu::{Job, Qemu};
use rng::Rng;
use verdict::{Difference, Verdict, compare, compare_acceptance};

/// The command line.
struct Arguments {
    edition: String,
    seed: u64,
    mutants: u64,
    only: Option<u64>,
    show: usize,
    auto: bool,
    place: Where,
    verdicts: Option<PathBuf>,
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let mut arguments = Arguments {
        edition: String::new(),
        seed: 1,
        mutants: 20_000,
        only: None,
        show: 1,
        auto: false,
        place: Where::Anywhere,
        verdicts: None,
    };
    let mut rest = std::env::args().skip(1);
    while let Some(argument) = rest.next() {
        let mut number = || -> Result<u64, Box<dyn Error>> {
            Ok(rest.next().ok_or("a number is expected")?.parse()?)
        };
        match argument.as_str() {
            "--seed" => arguments.seed = number()?,
            "--mutants" => arguments.mutants = number()?,
            "--only" => arguments.only = Some(number()?),
            "--show" => arguments.show = usize::try_from(number()?)?,
            "--docs" => arguments.place = Where::Documentation,
            "--auto" => arguments.auto = true,
            "--verdicts" => arguments.verdicts = rest.next().map(PathBuf::from),
            edition => arguments.edition = edition.to_owned(),
        }
    }
    Ok(arguments)
}

fn folder(variable: &str) -> Result<PathBuf, Box<dyn Error>> {
    let value = std::env::var_os(variable).ok_or_else(|| format!("{variable} is not set"))?;
    Ok(std::path::absolute(value)?)
}

/// The mutants, and both compilers.
struct Comparison {
    corpus: Corpus,
    qemu: Qemu,
    /// The edition of this compiler.
    edition: Edition,
    seed: u64,
    place: Where,
}

/// Mutants that show the same difference.
#[derive(Default)]
struct Group {
    count: usize,
    examples: Vec<(u64, Seed)>,
}

/// Number of mutants that are sent at once.
const BATCH: u64 = 250;

impl Comparison {
    fn mutant(&self, index: u64) -> Seed {
        let mut rng = Rng::new(self.seed, index);
        // Mutants are numbered so that either suite gets the same number.
        let suite = if index.is_multiple_of(2) {
            Suite::Cases
        } else {
            Suite::Real
        };
        let mut seed = self.corpus.seed(suite, &mut rng);
        mutate::mutate(&mut seed.text, self.place, &self.corpus, &mut rng);
        seed
    }

    fn verdicts(&mut self, mutants: &[Seed]) -> io::Result<Vec<(Verdict, Verdict)>> {
        let edition = self.edition;
        let job = |seed: &'_ Seed| ours::check(&seed.path, seed.text.as_bytes(), edition);
        let jobs: Vec<Job<'_>> = mutants
            .iter()
            .map(|seed| Job {
                path: &seed.path,
                text: seed.text.as_bytes(),
            })
            .collect();
        let (theirs, ours) = self
            .qemu
            .check(&jobs, || mutants.iter().map(job).collect::<Vec<_>>())?;
        Ok(ours.into_iter().zip(theirs).collect())
    }

    fn compare(&self, ours: &Verdict, qemu: &Verdict) -> Option<Difference> {
        match self.edition {
            Edition::Auto => compare_acceptance(ours, qemu),
            Edition::Release(_) => compare(ours, qemu),
        }
    }

    fn pair(&mut self, path: &Path, text: &str) -> io::Result<(Verdict, Verdict)> {
        let ours = ours::check(path, text.as_bytes(), self.edition);
        Ok((ours, self.qemu.check_one(path, text.as_bytes())?))
    }

    /// Runs all mutants, and writes the verdicts on each.
    fn run(&mut self, arguments: &Arguments, mut written: impl Write) -> io::Result<Outcome> {
        let (mutants, show) = (2 * arguments.mutants, arguments.show);
        let mut outcome = Outcome::default();
        for start in (0..mutants).step_by(BATCH as usize) {
            let indices = start..mutants.min(start + BATCH);
            let batch: Vec<Seed> = indices.clone().map(|index| self.mutant(index)).collect();
            let verdicts = self.verdicts(&batch)?;
            for ((index, seed), (ours, qemu)) in indices.zip(batch).zip(verdicts) {
                outcome.count(&qemu);
                writeln!(written, "{index}\t{}\t{}", ours.summary(), qemu.summary())?;
                if let Some(difference) = self.compare(&ours, &qemu) {
                    let group = outcome.groups.entry(difference).or_default();
                    group.count += 1;
                    if group.examples.len() < show {
                        group.examples.push((index, seed));
                    }
                }
            }
        }
        written.flush()?;
        Ok(outcome)
    }

    fn show(&mut self, difference: &Difference, index: u64, seed: Seed) -> io::Result<()> {
        let path = seed.path;
        let text = minimise::minimise(seed.text, |text| {
            let (ours, qemu) = self.pair(&path, text)?;
            Ok::<bool, io::Error>(self.compare(&ours, &qemu).as_ref() == Some(difference))
        })?;
        let (ours, qemu) = self.pair(&path, &text)?;
        println!("--- {} mutant {index}", path.display());
        for line in text.lines() {
            println!("{}", visible(line));
        }
        println!("--- here: {ours}\n--- QEMU: {qemu}");
        if let (Verdict::Valid(ours), Verdict::Valid(qemu)) = (ours, qemu) {
            let pairs = ours.lines().zip(qemu.lines());
            if let Some((ours, qemu)) = pairs.into_iter().find(|(a, b)| a != b) {
                println!("--- dump here: {ours:?}, QEMU: {qemu:?}");
            }
        }
        Ok(())
    }
}

/// The line with its control characters escaped.
fn visible(line: &str) -> String {
    let escape = |c: char| match c {
        '\'' | '"' | '\\' => c.to_string(),
        c => c.escape_debug().to_string(),
    };
    line.chars().map(escape).collect()
}

/// The result of a run.
#[derive(Default)]
struct Outcome {
    valid: usize,
    invalid: usize,
    crashes: usize,
    groups: BTreeMap<Difference, Group>,
}

impl Outcome {
    fn count(&mut self, qemu: &Verdict) {
        *match qemu {
            Verdict::Valid(_) => &mut self.valid,
            Verdict::Invalid { .. } => &mut self.invalid,
            Verdict::Crash(_) => &mut self.crashes,
        } += 1;
    }
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = arguments()?;
    let release = folder("QAPI_CORPUS")?.join(format!("qemu-{}", arguments.edition));
    let mut comparison = Comparison {
        corpus: Corpus::read(&release)?,
        qemu: Qemu::start(&folder("QEMU_SRC")?)?,
        edition: match arguments.auto {
            true => Edition::Auto,
            false => arguments.edition.parse()?,
        },
        seed: arguments.seed,
        place: arguments.place,
    };
    if let Some(index) = arguments.only {
        let seed = comparison.mutant(index);
        let (ours, qemu) = comparison.pair(&seed.path, &seed.text)?;
        println!(
            "{}\n--- {}\n--- here: {ours}\n--- QEMU: {qemu}",
            seed.text,
            seed.path.display()
        );
        return Ok(ExitCode::SUCCESS);
    }
    let written: Box<dyn Write> = match &arguments.verdicts {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(io::sink()),
    };
    let outcome = comparison.run(&arguments, written)?;
    let differing: usize = outcome.groups.values().map(|g| g.count).sum();
    for (difference, group) in outcome.groups {
        println!(
            "\n=== {} × {:?}: here {}, QEMU {}",
            group.count, difference.kind, difference.ours, difference.qemu
        );
        for (index, seed) in group.examples {
            comparison.show(&difference, index, seed)?;
        }
    }
    println!(
        "\nedition {}: {} mutants, to QEMU {} valid, {} invalid, {} crashes of its compiler; {differing} differ",
        arguments.edition,
        2 * arguments.mutants,
        outcome.valid,
        outcome.invalid,
        outcome.crashes,
    );
    Ok(if differing == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
