//! The crate qapi 0.15.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use qapi::futures::{QapiService, QmpStreamTokio};
use qapi::qmp;
use serde::Deserialize;
use tokio::io::WriteHalf;
use tokio::net::UnixStream;
use tokio::task::JoinHandle;

use crate::{BURST, Result};

type Service = QapiService<QmpStreamTokio<WriteHalf<UnixStream>>>;

async fn connect(socket: &str) -> Result<(Service, JoinHandle<()>)> {
    let stream = QmpStreamTokio::open_uds(socket).await?.negotiate().await?;
    Ok(stream.spawn_tokio())
}

pub(crate) async fn sequential(socket: &str, count: usize) -> Result<Duration> {
    let (service, _task) = connect(socket).await?;
    let begin = Instant::now();
    for _ in 0..count {
        service.execute(qmp::query_version {}).await?;
    }
    Ok(begin.elapsed())
}

pub(crate) async fn in_flight(socket: &str, count: usize) -> Result<Duration> {
    let (service, _task) = connect(socket).await?;
    let service = Arc::new(service);
    let begin = Instant::now();
    let tasks = (0..64).map(|_| {
        let service = service.clone();
        tokio::spawn(async move {
            for _ in 0..count / 64 {
                service.execute(qmp::query_version {}).await?;
            }
            Result::Ok(())
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await??;
    }
    Ok(begin.elapsed())
}

/// Takes events from the client's one stream; more listeners use a broadcast, as its users would
/// write.
pub(crate) async fn events(socket: &str, count: usize, listeners: usize) -> Result<Duration> {
    let stream = QmpStreamTokio::open_uds(socket).await?.negotiate().await?;
    let (service, mut events) = stream.into_parts();
    let bursts = count.div_ceil(BURST * listeners);
    let mut tasks = Vec::new();
    if listeners == 1 {
        tasks.push(tokio::spawn(async move {
            for _ in 0..bursts * BURST {
                events.next().await.ok_or("no more events")??;
            }
            // The stream also drives the replies.
            while events.next().await.is_some() {}
            Result::Ok(())
        }));
    } else {
        let (sender, _) = tokio::sync::broadcast::channel(bursts * BURST);
        for _ in 0..listeners {
            let mut receiver = sender.subscribe();
            tasks.push(tokio::spawn(async move {
                for _ in 0..bursts * BURST {
                    receiver.recv().await?;
                }
                Ok(())
            }));
        }
        tokio::spawn(async move {
            while let Some(Ok(event)) = events.next().await {
                drop(sender.send(Arc::new(event)));
            }
        });
    }
    let begin = Instant::now();
    for _ in 0..bursts {
        service.execute(qmp::stop {}).await?;
    }
    if listeners > 1 {
        for task in tasks {
            task.await??;
        }
    }
    Ok(begin.elapsed())
}

/// Decodes bytes on the wire to typed values, as its codec and service do.
pub(crate) fn decode(file: &str, count: usize) -> Result<Duration> {
    let reply = crate::reply(file)?;
    crate::timed(count, || {
        let message: qmp::QmpMessageAny = serde_json::from_slice(reply.as_bytes())?;
        let response: qapi_spec::Response<qapi::Any> = message.try_into()?;
        let value = response.result().map_err(|error| error.desc)?;
        Ok(<Vec<qmp::SchemaInfo>>::deserialize(&value)?)
    })
}

pub(crate) async fn idle(socket: &str, count: usize) -> Result<Vec<(Service, JoinHandle<()>)>> {
    let mut kept = Vec::with_capacity(count);
    for _ in 0..count {
        kept.push(connect(socket).await?);
    }
    Ok(kept)
}
