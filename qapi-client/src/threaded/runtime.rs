//! The thread that serves the connections, and blocking waits for its work.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};

use crate::error::{Error, Timeout, Waiting};

/// The handle to the one runtime, once started.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// Returns the runtime. The first call starts it, and it runs as long as the program.
fn runtime() -> Result<Handle, Error> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*runtime {
        return Ok(handle.clone());
    }
    let new = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    let handle = new.handle().clone();
    std::thread::Builder::new()
        .name("qapi-client".to_owned())
        .spawn(move || new.block_on(std::future::pending::<()>()))
        .map_err(Error::Runtime)?;
    *runtime = Some(handle.clone());
    Ok(handle)
}

/// Runs a future on this thread, with timers and sockets on the library's thread. It gives access to
/// operations that the types here do not wrap.
///
/// # Errors
///
/// [`Error::Runtime`] if the library's thread cannot be started. It occurs only before the first
/// connection.
///
/// # Examples
///
/// ```no_run
/// use qapi_client::threaded::{Client, block_on};
/// use qapi_client::{Options, tokio};
///
/// let listener = block_on(tokio::Listener::bind("unix:/run/qemu-connects-here"))??;
/// let vm: Client = block_on(listener.accept(&Options::new()))??.into();
/// # Ok::<(), qapi_client::Error>(())
/// ```
pub fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    let runtime = runtime()?;
    let _entered = runtime.enter();
    let mut future = std::pin::pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return Ok(output),
            // Other code may unpark the thread too; then it polls once more.
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Runs a future until `deadline`.
pub(super) fn block_on_within<F: Future>(
    deadline: Option<Duration>,
    waiting: Waiting,
    future: F,
) -> Result<F::Output, Error> {
    let Some(after) = deadline else {
        return block_on(future);
    };
    // Create the timer inside, where a runtime exists.
    let in_time = block_on(async { tokio::time::timeout(after, future).await })?;
    in_time.map_err(|_| Timeout::new(waiting, deadline, false).into())
}

/// Wakes a thread that waits.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}
