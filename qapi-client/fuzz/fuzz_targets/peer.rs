//! Any bytes of a monitor or guest agent end in replies, events and errors; every client ends.

#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use qapi_client::{Error, Options, RawEvent, blocking, qmp};
use qapi_client_fuzz::{Said, peer, run, said};

/// A result as text: errors can be shown in every form.
fn show<T: std::fmt::Debug>(text: &mut String, result: Result<T, Error>) {
    let shown = match result {
        Ok(value) => write!(text, "{value:?}"),
        Err(error) => write!(text, "{error} {error:?} {}", error.may_have_run()),
    };
    shown.expect("a string takes everything");
}

async fn monitor(input: &[u8], options: &Options) {
    let mut text = String::new();
    let client = match qapi_client::tokio::Client::from_stream(peer(said(input)), options).await {
        Ok(client) => client,
        Err(error) => return show::<()>(&mut text, Err(error)),
    };
    let mut raw = client.events::<RawEvent>().capacity(4);
    let mut typed = client.events::<qmp::Event>();
    show(&mut text, client.execute(qmp::commands::QueryStatus {}).await);
    show(&mut text, client.execute_raw("any", None).await);
    show(&mut text, client.execute_raw("other", None).into_future().await);
    show(&mut text, client.schema().await.map(|schema| schema.paths().count()));
    client.disconnect().await;
    while let Some(event) = raw.next().await {
        show(&mut text, event);
    }
    while let Some(event) = typed.next().await {
        show(&mut text, event);
    }
}

async fn agent(input: &[u8], options: &Options) {
    let mut text = String::new();
    match qapi_client::tokio::GuestAgent::from_stream(peer(input.to_vec()), options).await {
        Ok(agent) => {
            show(&mut text, agent.execute_raw("any", None).await);
            show(&mut text, agent.send_raw("guest-shutdown", None).await);
            agent.disconnect().await;
        }
        Err(error) => show::<()>(&mut text, Err(error)),
    }
}

fn waiting(input: &[u8], options: &Options) {
    let mut text = String::new();
    match blocking::Client::from_stream(Said::new(said(input)), options) {
        Ok(client) => {
            let mut events = client.events::<RawEvent>().capacity(4);
            show(&mut text, client.execute(qmp::commands::QueryStatus {}).wait());
            show(&mut text, client.execute_raw("any", None).wait());
            show(&mut text, client.schema().map(|schema| schema.paths().count()));
            client.disconnect();
            while let Some(event) = events.next() {
                show(&mut text, event);
            }
        }
        Err(error) => show::<()>(&mut text, Err(error)),
    }
    match blocking::GuestAgent::from_stream(Said::new(input.to_vec()), options) {
        Ok(agent) => show(&mut text, agent.execute_raw("any", None).wait()),
        Err(error) => show::<()>(&mut text, Err(error)),
    }
}

fuzz_target!(|input: &[u8]| {
    let options = Options::new();
    run(monitor(input, &options));
    run(agent(input, &options));
    waiting(input, &options);
});
