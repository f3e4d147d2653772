//! Typed commands and events through the clients and the server, as in generated code.
#![cfg(feature = "tokio")]

use qapi_client::tokio::Client;
use qapi_client::wire::{Decode, Encode, Map, Reader, Value, Writer};
use qapi_client::{Command, Event, OobCommand, Options, RawEvent, qmp};
use qapi_server::Failure;
use qapi_server::{Commands, Server};
use serde_json::json;

use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_text_that_is_no_value_has_the_nearest_one,
        typed_commands_meet_typed_closures on CurrentThread,
        arguments_that_are_wrong_are_refused_in_qemus_words on CurrentThread,
        a_reply_that_is_not_what_the_schema_says_concerns_its_command_alone on CurrentThread,
    ]
}

/// `balloon` of a schema: an argument, and the empty object as its reply.
#[derive(Debug)]
struct Balloon {
    value: i64,
}

impl Command for Balloon {
    const NAME: &'static str = "balloon";
    type Ok = ();
}

impl Encode for Balloon {
    fn encode(&self, w: &mut Writer<'_>) {
        let mut map = Map::new();
        map.insert("value".to_owned(), Value::from(self.value));
        map.encode(w);
    }
}

impl Decode for Balloon {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        r.req("value").map(|value| Self { value })
    }
}

/// `query-count`: no arguments, an integer as its reply, out of band allowed.
#[derive(Debug)]
struct QueryCount;

impl Command for QueryCount {
    const NAME: &'static str = "query-count";
    type Ok = i64;
}

impl OobCommand for QueryCount {}

impl Encode for QueryCount {
    fn encode(&self, w: &mut Writer<'_>) {
        Map::new().encode(w);
    }
}

impl Decode for QueryCount {
    fn decode(r: &Reader<'_, '_>) -> Option<Self> {
        r.members().map(|_| Self)
    }
}

/// `BALLOON_CHANGE`.
struct BalloonChange {
    actual: i64,
}

impl Event for BalloonChange {
    const NAME: &'static str = "BALLOON_CHANGE";
}

impl Encode for BalloonChange {
    fn encode(&self, w: &mut Writer<'_>) {
        let mut map = Map::new();
        map.insert("actual".to_owned(), Value::from(self.actual));
        map.encode(w);
    }
}

fn server() -> Server {
    let commands = Commands::new()
        .on(|balloon: Balloon, call| async move {
            if balloon.value < 0 {
                return Err(Failure::generic(
                    "Parameter 'value' expects a positive size",
                ));
            }
            call.emitter.emit(&BalloonChange {
                actual: balloon.value,
            });
            Ok(())
        })
        .on_oob(|_: QueryCount, call| async move { Ok(i64::from(call.oob)) })
        .raw("query-wrong", |_| async { Ok(json!("text")) });
    Server::new(commands)
}

async fn connect(options: &Options) -> Client {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { server().serve_stream(theirs).await });
    Client::from_stream(ours, options).await.unwrap()
}

async fn typed_commands_meet_typed_closures() {
    let client = connect(&Options::new()).await;
    let mut events = client.events::<RawEvent>();
    client.execute(Balloon { value: 5 }).await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(event.body.data.unwrap().get(), "{\"actual\":5}");
    let error = client.execute(Balloon { value: -1 }).await.unwrap_err();
    assert!(error.is_command_error());
    assert_eq!(client.execute(QueryCount).await.unwrap(), 0);
    assert_eq!(client.execute_oob(QueryCount).await.unwrap(), 1);
}

async fn arguments_that_are_wrong_are_refused_in_qemus_words() {
    let client = connect(&Options::default()).await;
    for (arguments, desc) in [
        (json!({}), "Parameter 'value' is missing"),
        (
            json!({"value": "x"}),
            "Invalid parameter type for 'value', expected: integer",
        ),
    ] {
        let error = client
            .execute_raw("balloon", Some(arguments))
            .await
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("command balloon: {desc} (GenericError)")
        );
    }
}

/// `query-wrong`, which this client expects to return an integer.
struct QueryWrong;

impl Command for QueryWrong {
    const NAME: &'static str = "query-wrong";
    type Ok = Vec<i64>;
}

impl Encode for QueryWrong {
    fn encode(&self, w: &mut Writer<'_>) {
        Map::new().encode(w);
    }
}

async fn a_reply_that_is_not_what_the_schema_says_concerns_its_command_alone() {
    let client = connect(&Options::default()).await;
    let error = client.execute(QueryWrong).await.unwrap_err();
    assert!(error.is_decode());
    assert!(
        error.to_string().starts_with("reply to query-wrong: "),
        "{error}"
    );
    assert_eq!(client.execute(QueryCount).await.unwrap(), 0);
}

fn a_text_that_is_no_value_has_the_nearest_one() {
    let error = |text: &str| text.parse::<qmp::QMPCapability>().unwrap_err().to_string();
    let expected = "`oub` is not a value of `QMPCapability`; did you mean `oob`?";
    assert_eq!(error("oub"), expected);
    assert_eq!(error("speed"), "`speed` is not a value of `QMPCapability`");
    // An open enumeration keeps the text.
    let state: qmp::RunState = "runing".parse().unwrap();
    assert!(matches!(state, qmp::RunState::Unknown(_)));
    assert_eq!(state.as_str(), "runing");
}
