//! This project's client.

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use futures::{Stream, StreamExt};
use qapi_client::protocol::request::Mode;
use qapi_client::protocol::{Delivery, Limits, Reply, Router};
use qapi_client::tokio::Client;
use qapi_client::{Address, Error, qmp, wire};

use crate::{BURST, Result};

async fn connect(socket: &str) -> Result<Client> {
    Ok(Client::connect(&Address::Unix(socket.into())).await?)
}

pub(crate) async fn sequential(socket: &str, count: usize) -> Result<Duration> {
    let client = connect(socket).await?;
    let begin = Instant::now();
    for _ in 0..count {
        client.execute(qmp::commands::QueryVersion {}).await?;
    }
    Ok(begin.elapsed())
}

pub(crate) async fn in_flight(socket: &str, count: usize) -> Result<Duration> {
    let client = connect(socket).await?;
    let begin = Instant::now();
    let tasks = (0..64).map(|_| {
        let client = client.clone();
        tokio::spawn(async move {
            for _ in 0..count / 64 {
                let execute = client.execute(qmp::commands::QueryVersion {});
                execute.into_future().await?;
            }
            Ok::<(), qapi_client::Error>(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await??;
    }
    Ok(begin.elapsed())
}

/// Takes events with several listeners, which share the decoded values as the peer's users do by
/// broadcast.
pub(crate) async fn events(socket: &str, count: usize, listeners: usize) -> Result<Duration> {
    let client = connect(socket).await?;
    let bursts = count.div_ceil(BURST * listeners);
    let tasks: Vec<_> = (0..listeners)
        .map(|_| {
            let events = client.events::<qmp::Event>().capacity(bursts * BURST);
            match listeners {
                1 => tokio::spawn(take(events, bursts * BURST)),
                _ => tokio::spawn(take(events.shared(), bursts * BURST)),
            }
        })
        .collect();
    let begin = Instant::now();
    for _ in 0..bursts {
        client.execute(qmp::commands::Stop {}).await?;
    }
    for task in tasks {
        task.await??;
    }
    Ok(begin.elapsed())
}

async fn take<T>(
    mut events: impl Stream<Item = std::result::Result<T, Error>> + Unpin,
    count: usize,
) -> Result {
    for _ in 0..count {
        events.next().await.ok_or("no more events")??;
    }
    Ok(())
}

/// Decodes bytes on the wire to typed values.
pub(crate) fn decode(file: &str, count: usize) -> Result<Duration> {
    let reply = crate::reply(file)?;
    crate::timed(count, || {
        let mut router = Router::monitor(Limits::default());
        router.submit("query-qmp-schema", None, Mode::InBand, true, ());
        router.transmit(&mut Vec::new(), 1);
        router.receive(reply.as_bytes());
        match router.deliver() {
            Some(Delivery::Reply {
                reply: Reply::Return(value),
                ..
            }) => Ok(wire::from_json::<Vec<qmp::SchemaInfo>>(value.get())?),
            other => Err(format!("{other:?}").into()),
        }
    })
}

pub(crate) async fn idle(socket: &str, count: usize) -> Result<Vec<Client>> {
    let mut kept = Vec::with_capacity(count);
    for _ in 0..count {
        kept.push(connect(socket).await?);
    }
    Ok(kept)
}
