//! Runtimes for asynchronous tests.

use std::pin::{Pin, pin};

use tokio::runtime::Builder;
use tokio::task::JoinHandle;

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
    pub fn block_on<F: Future>(self, future: F) -> F::Output {
        let mut output = None;
        self.run(pin!(async { output = Some(future.await) }));
        let Some(output) = output else {
            unreachable!("it ran to its end");
        };
        output
    }

    /// [`block_on`](Self::block_on) for any future: of a runtime's functions, some hundred, the tests
    /// have one copy, not one for each of them.
    #[allow(clippy::panic)]
    fn run(self, future: Pin<&mut dyn Future<Output = ()>>) {
        let mut builder = match self {
            Self::CurrentThread | Self::Paused => Builder::new_current_thread(),
            Self::Threads => Builder::new_multi_thread(),
        };
        builder.enable_all().start_paused(self == Self::Paused);
        let runtime = builder.worker_threads(4).build();
        let runtime = runtime.unwrap_or_else(|error| panic!("no runtime: {error}"));
        runtime.block_on(future);
    }
}

/// Spawns a task, as [`tokio::spawn`] does. A task's functions are compiled once for each type of its
/// output, not for each future.
pub fn spawn<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    let future: Pin<Box<dyn Future<Output = T> + Send>> = Box::pin(future);
    tokio::spawn(future)
}
