//! Tests as values, and the program that runs them.

use std::any::Any;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::exit;
use std::sync::atomic::{AtomicU64, Ordering};

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::needs::{Skipped, in_ci};

/// Lists functions without arguments as tests, named by module and function.
///
/// `name on KIND` runs an asynchronous function on a runtime of its own (feature `tokio`); the
/// kinds are those of [`Runtime`](crate::Runtime): `CurrentThread`, `Paused`, `Threads`.
///
/// A function returns `()`, or a `Result` whose error fails the test.
///
/// # Examples
///
/// ```
/// use qapi_test_support::trials;
///
/// fn adds() {
///     assert_eq!(1 + 1, 2);
/// }
///
/// # #[cfg(feature = "tokio")]
/// async fn sleeps() {
///     tokio::time::sleep(std::time::Duration::from_secs(3600)).await;
/// }
///
/// # #[cfg(feature = "tokio")]
/// let tests = trials![adds, sleeps on Paused];
/// # #[cfg(not(feature = "tokio"))]
/// # let tests = trials![adds, adds];
/// assert_eq!(tests.len(), 2);
/// ```
#[macro_export]
macro_rules! trials {
    ($($name:ident $(on $runtime:ident)?),* $(,)?) => {
        vec![$($crate::trials!(@one $name $($runtime)?)),*]
    };
    (@one $name:ident) => {
        $crate::trial(concat!(module_path!(), "::", stringify!($name)), $name)
    };
    (@one $name:ident $runtime:ident) => {
        $crate::trial(
            concat!(module_path!(), "::", stringify!($name)),
            || $crate::Runtime::$runtime.block_on($name()),
        )
    };
}

/// Number of ignored tests that the machine's owner chose to do without.
static WAIVED: AtomicU64 = AtomicU64::new(0);

/// A test's result: `()`, or a `Result` with `()`.
pub trait Outcome {
    /// Describes the failure, if it is one.
    fn failure(self) -> Option<String>;
}

impl Outcome for () {
    fn failure(self) -> Option<String> {
        None
    }
}

impl<E: Debug> Outcome for Result<(), E> {
    fn failure(self) -> Option<String> {
        self.err().map(|error| format!("{error:?}"))
    }
}

/// Makes a test of `test`. The crate's name in front of `name` is left out.
pub fn trial<T: Outcome>(name: &str, test: impl FnOnce() -> T + Send + 'static) -> Trial {
    let name = name.split_once("::").map_or(name, |(_, name)| name);
    Trial::ignorable_test(name, move || {
        completion(catch_unwind(AssertUnwindSafe(test)))
    })
}

fn completion<T: Outcome>(ended: Result<T, Box<dyn Any + Send>>) -> Result<Completion, Failed> {
    match ended {
        Ok(outcome) => match outcome.failure() {
            None => Ok(Completion::Completed),
            Some(failure) => Err(failure.into()),
        },
        Err(panic) => match panic.downcast::<Skipped>() {
            Ok(skipped) if skipped.waived => {
                WAIVED.fetch_add(1, Ordering::Relaxed);
                Ok(Completion::ignored_with(skipped.reason))
            }
            Ok(skipped) if in_ci() => Err(format!("cannot run: {}", skipped.reason).into()),
            Ok(skipped) => Ok(Completion::ignored_with(skipped.reason)),
            Err(panic) => Err(message(&*panic).into()),
        },
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let literal = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let message = literal.or_else(|| panic.downcast_ref::<String>().cloned());
    message.unwrap_or_else(|| "it panicked".to_owned())
}

/// Runs the tests that the command line selects, and exits: 0 if none failed.
///
/// Where `CI` is set, an ignored test fails the run, unless the machine's owner chose to do without.
#[allow(
    clippy::print_stderr,
    reason = "a failure of the whole run has no test to stand under"
)]
pub fn run(trials: impl IntoIterator<Item = Vec<Trial>>) -> ! {
    let mut arguments = Arguments::from_args();
    // Tests wait for other processes and for deadlines more than they compute.
    let threads = || std::thread::available_parallelism().map_or(4, |count| count.get() * 2);
    arguments.test_threads.get_or_insert_with(threads);
    let trials = trials.into_iter().flatten().collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    let waived = WAIVED.load(Ordering::Relaxed);
    let missing = conclusion.num_ignored.saturating_sub(waived);
    if in_ci() && missing > 0 {
        eprintln!("error: {missing} tests are ignored, and `CI` is set: every test has to run");
        exit(101);
    }
    conclusion.exit()
}
