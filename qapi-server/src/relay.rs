//! A relay between a client and a monitor that damages the bytes that pass: for tests of clients and
//! servers.
//!
//! Input: two streams, and the [`Damage`] in each direction. Output: the bytes of one end at the other,
//! split, delayed, lost, mixed with noise or cut off. The same seed damages the same stream
//! in the same way.

use std::future::Future;
use std::io;
use std::ops::Range;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Maximum number of bytes of a read.
const CHUNK: usize = 64 << 10;

/// Damage to the bytes that pass in one direction; none by default.
#[derive(Debug, Clone)]
#[must_use]
pub struct Damage {
    piece: usize,
    delay: Option<Duration>,
    noise: Vec<Vec<u8>>,
    one_in: u64,
    lose: Vec<Range<u64>>,
    close_at: Option<u64>,
    random: Random,
}

impl Default for Damage {
    fn default() -> Self {
        Self {
            piece: usize::MAX,
            delay: None,
            noise: Vec::new(),
            one_in: 1,
            lose: Vec::new(),
            close_at: None,
            random: Random::new(0),
        }
    }
}

impl Damage {
    /// No damage.
    pub fn none() -> Self {
        Self::default()
    }

    /// Changes the seed of its random choices.
    pub fn seed(self, seed: u64) -> Self {
        let random = Random::new(seed);
        Self { random, ..self }
    }

    /// Passes pieces of random length, of at most `most` bytes.
    pub fn pieces(self, most: usize) -> Self {
        let piece = most.max(1);
        Self { piece, ..self }
    }

    /// Waits before each piece.
    pub fn delay(self, delay: Duration) -> Self {
        let delay = Some(delay);
        Self { delay, ..self }
    }

    /// Inserts one of the given noises after a line end, once in `one_in` lines on average.
    pub fn noise<N: Into<Vec<u8>>>(self, one_in: u32, noise: impl IntoIterator<Item = N>) -> Self {
        Self {
            noise: noise.into_iter().map(Into::into).collect(),
            one_in: u64::from(one_in.max(1)),
            ..self
        }
    }

    /// Loses the bytes in that range, counted from the beginning of the stream.
    pub fn lose(mut self, bytes: Range<u64>) -> Self {
        self.lose.push(bytes);
        self
    }

    /// Closes both streams once that many bytes were read.
    pub fn close_at(self, bytes: u64) -> Self {
        let close_at = Some(bytes);
        Self { close_at, ..self }
    }

    /// Returns the bytes to write for `bytes`, which begin at byte `start` of the stream.
    fn apply(&mut self, start: u64, bytes: &[u8]) -> Vec<u8> {
        let mut damaged = Vec::with_capacity(bytes.len());
        for (at, byte) in (start..).zip(bytes) {
            if self.lose.iter().any(|lost| lost.contains(&at)) {
                continue;
            }
            damaged.push(*byte);
            if *byte == b'\n' && !self.noise.is_empty() && self.random.below(self.one_in) == 0 {
                let which = self.random.below(self.noise.len() as u64);
                let which = usize::try_from(which).unwrap_or(0);
                damaged.extend(self.noise.get(which).into_iter().flatten());
            }
        }
        damaged
    }

    /// Length of the next piece.
    fn next_piece(&mut self) -> usize {
        match self.piece {
            usize::MAX => usize::MAX,
            most => usize::try_from(1 + self.random.below(most as u64)).unwrap_or(most),
        }
    }
}

/// A small generator of random numbers, the same everywhere.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// Relays between a client and a monitor until both have closed their ends, or one of the damages
/// closes both.
///
/// # Errors
///
/// Those of the streams.
///
/// # Examples
///
/// ```
/// use qapi_server::{Commands, Damage, Server, relay};
/// use qapi_client::tokio::Client;
/// use qapi_client::{Error, Options};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Error> {
/// let (client, near) = tokio::io::duplex(4096);
/// let (far, monitor) = tokio::io::duplex(4096);
/// tokio::spawn(async move { Server::new(Commands::new()).serve_stream(monitor).await });
/// // Each byte by itself.
/// tokio::spawn(relay(near, far, Damage::none(), Damage::none().pieces(1)));
/// let vm = Client::from_stream(client, &Options::new()).await?;
/// assert!(vm.execute_raw("nothing", None).await.unwrap_err().is_command_not_found());
/// # Ok(())
/// # }
/// ```
pub async fn relay<C, M>(client: C, monitor: M, there: Damage, back: Damage) -> io::Result<()>
where
    C: AsyncRead + AsyncWrite + Send,
    M: AsyncRead + AsyncWrite + Send,
{
    let (client_read, client_write) = tokio::io::split(client);
    let (monitor_read, monitor_write) = tokio::io::split(monitor);
    let mut passes = [
        Some(Box::pin(pass(client_read, monitor_write, there)) as Pass<'_>),
        Some(Box::pin(pass(monitor_read, client_write, back))),
    ];
    std::future::poll_fn(|context| {
        for slot in &mut passes {
            let Some(pass) = slot else { continue };
            match pass.as_mut().poll(context) {
                Poll::Pending => {}
                Poll::Ready(Ok(End::Reached)) => *slot = None,
                // Either way both streams are dropped with this future.
                Poll::Ready(Ok(End::Cut)) => return Poll::Ready(Ok(())),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            }
        }
        match passes.iter().all(Option::is_none) {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    })
    .await
}

/// One direction.
type Pass<'a> = Pin<Box<dyn Future<Output = io::Result<End>> + Send + 'a>>;

/// End of a direction.
enum End {
    /// The sender closed its end.
    Reached,
    /// The damage says to close.
    Cut,
}

async fn pass<R, W>(mut from: R, mut to: W, mut damage: Damage) -> io::Result<End>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut buffer = vec![0; CHUNK];
    let mut passed: u64 = 0;
    loop {
        let left = damage
            .close_at
            .map_or(u64::MAX, |at| at.saturating_sub(passed));
        if left == 0 {
            return Ok(End::Cut);
        }
        let room = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let count = from
            .read(buffer.get_mut(..room).unwrap_or_default())
            .await?;
        if count == 0 {
            to.shutdown().await?;
            return Ok(End::Reached);
        }
        let damaged = damage.apply(passed, buffer.get(..count).unwrap_or_default());
        passed += count as u64;
        let mut rest = &damaged[..];
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(damage.next_piece().min(rest.len()));
            if let Some(delay) = damage.delay {
                tokio::time::sleep(delay).await;
            }
            to.write_all(piece).await?;
            to.flush().await?;
            // Lets the reader read the piece by itself.
            tokio::task::yield_now().await;
            rest = after;
        }
    }
}
