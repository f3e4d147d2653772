//! Runtimes for asynchronous tests.

use tokio::runtime::Builder;

/// A kind of runtime, made anew for each test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runtime {
    /// One thread: the test's.
    CurrentThread,
    /// One thread, with a clock that moves only when nothing else can.
    Paused,
    /// Four threads beside the test's.
    Threads,
}

impl Runtime {
    /// Runs a future to its end.
    ///
    /// # Panics
    ///
    /// If the system gives no runtime, or the future panics.
    #[allow(clippy::panic)]
    pub fn block_on<F: Future>(self, future: F) -> F::Output {
        let mut builder = match self {
            Self::CurrentThread | Self::Paused => Builder::new_current_thread(),
            Self::Threads => Builder::new_multi_thread(),
        };
        builder.enable_all().start_paused(self == Self::Paused);
        let runtime = builder.worker_threads(4).build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        runtime.block_on(future)
    }
}
