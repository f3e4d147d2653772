//! The blocking guest agent client against peers that misbehave.

use std::time::Duration;

use crate::support::{LONG, Peer};
use qapi_client::blocking::GuestAgent;
use qapi_client::{Error, Options, Waiting};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        replies_to_a_synchronisation_beyond_the_first_are_nobodys,
        an_agent_that_answers_late_is_asked_again,
        an_agent_without_the_delimited_command_is_synchronised,
        what_an_earlier_client_left_is_skipped,
        a_late_reply_is_not_taken_for_that_of_the_next_command,
        an_agent_that_does_not_run_is_given_up,
        a_peer_that_knows_neither_synchronisation_is_not_flooded,
        a_command_without_success_response_is_not_waited_for,
        a_reply_that_cannot_be_read_is_an_error_and_the_next_one_is_right,
        a_command_half_written_is_outstanding_and_ends_no_other,
    ]
}

const SHORT: Duration = Duration::from_millis(300);

fn options() -> Options {
    Options::new().deadline(LONG).connect_deadline(LONG)
}

/// A real agent's reply to the sentinel, which is not JSON.
const STRAY: &str =
    "{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, stray '\\uFFFD'\"}}\n";

/// Reads a synchronisation request, and returns its token.
fn read_sync(peer: &mut Peer) -> String {
    let line = peer.line();
    token_of(&line).unwrap_or_else(|| panic!("{line}"))
}

/// Returns the token of a synchronisation request.
fn token_of(line: &str) -> Option<String> {
    let rest = line.strip_prefix('\u{fffd}').and_then(|line| {
        line.strip_prefix("{\"execute\":\"guest-sync-delimited\",\"arguments\":{\"id\":")
    });
    rest?.strip_suffix("}}").map(str::to_owned)
}

pub(crate) fn answer_sync(peer: &mut Peer) {
    let token = read_sync(peer);
    peer.send(STRAY);
    peer.send(b"\xff");
    peer.send(format!("{{\"return\": {token}}}\n"));
}

fn what_an_earlier_client_left_is_skipped() {
    let (stream, peer) = Peer::run(|peer| {
        peer.send("{\"return\": \"half a repl");
        let token = read_sync(peer);
        peer.send("{\"return\": 5}\n\u{ff}{\"return\": 6}\n");
        peer.send(STRAY);
        peer.send(b"\xff{\"return\": 6}\n\xff\xff");
        peer.send(format!("{{\"return\": {token}}}\n"));
        peer.expect("{\"execute\":\"guest-ping\"}");
        peer.send("{\"return\": {}}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    agent.execute_raw("guest-ping", None).wait().unwrap();
    peer.join().unwrap();
}

fn a_late_reply_is_not_taken_for_that_of_the_next_command() {
    let (stream, peer) = Peer::run(|peer| {
        answer_sync(peer);
        peer.expect("{\"execute\":\"slow\"}");
        let token = read_sync(peer);
        peer.send("{\"return\": \"slow\"}\n");
        peer.send(STRAY);
        peer.send(b"\xff");
        peer.send(format!("{{\"return\": {token}}}\n"));
        peer.expect("{\"execute\":\"next\"}");
        peer.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"next\"}}\n");
        peer.expect("{\"execute\":\"last\"}");
        peer.send("{\"return\": \"last\"}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    let error = agent
        .execute_raw("slow", None)
        .deadline(SHORT)
        .wait()
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_run());
    assert_eq!(
        agent
            .execute_raw("next", None)
            .wait()
            .unwrap_err()
            .to_string(),
        "command next: next (GenericError)"
    );
    assert_eq!(agent.execute_raw("last", None).wait().unwrap(), "last");
    peer.join().unwrap();
}

fn an_agent_that_does_not_run_is_given_up() {
    let (stream, peer) = Peer::run(|peer| {
        read_sync(peer);
        // It is asked again until the client gives up.
        while !peer.line().is_empty() {}
    });
    let error = GuestAgent::from_stream(stream, &options().connect_deadline(SHORT)).unwrap_err();
    let Error::Timeout(timeout) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(timeout.waiting, Waiting::Sync);
    peer.join().unwrap();
}

fn a_peer_that_knows_neither_synchronisation_is_not_flooded() {
    let (stream, peer) = Peer::run(|peer| {
        let mut questions = 0;
        while !peer.line().is_empty() {
            questions += 1;
            peer.send("{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no\"}}\n");
        }
        questions
    });
    let error = GuestAgent::from_stream(stream, &options().connect_deadline(SHORT)).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // Two questions at once, and two after a pause.
    let questions = peer.join().unwrap();
    assert!((2..=4).contains(&questions), "{questions}");
}

fn a_command_without_success_response_is_not_waited_for() {
    let (stream, peer) = Peer::run(|peer| {
        answer_sync(peer);
        peer.expect("{\"execute\":\"guest-shutdown\",\"arguments\":{\"mode\":\"halt\"}}");
        peer.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\n");
        answer_sync(peer);
        peer.expect("{\"execute\":\"guest-ping\"}");
        peer.send("{\"return\": {}}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    agent
        .send_raw("guest-shutdown", Some(serde_json::json!({"mode": "halt"})))
        .wait()
        .unwrap();
    agent.execute_raw("guest-ping", None).wait().unwrap();
    peer.join().unwrap();
}

fn a_reply_that_cannot_be_read_is_an_error_and_the_next_one_is_right() {
    let (stream, peer) = Peer::run(|peer| {
        answer_sync(peer);
        peer.expect("{\"execute\":\"first\"}");
        peer.send("{\"return\": nonsense}\n");
        answer_sync(peer);
        peer.expect("{\"execute\":\"second\"}");
        peer.send("{\"return\": 2}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    let error = agent.execute_raw("first", None).wait().unwrap_err();
    assert!(error.is_protocol(), "{error:?}");
    assert_eq!(agent.execute_raw("second", None).wait().unwrap(), 2);
    peer.join().unwrap();
}

/// Covers a peer so slow that the command is half written at its deadline.
fn a_command_half_written_is_outstanding_and_ends_no_other() {
    let (expired, wait) = std::sync::mpsc::channel();
    let (stream, peer) = Peer::run(move |peer| {
        answer_sync(peer);
        wait.recv().unwrap();
        let sent = peer.line();
        // The client repeats the request until an answer arrives.
        let mut line = peer.line();
        while let Some(token) = token_of(&line) {
            peer.send(format!("\n{{\"return\": {token}}}\n"));
            line = peer.line();
        }
        assert_eq!(line, "{\"execute\":\"next\"}");
        peer.send("{\"return\": \"next\"}\n");
        sent.len()
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    // Far more than the socket's buffer.
    let mode = serde_json::json!({"mode": "x".repeat(4 << 20)});
    let error = agent
        .send_raw("guest-shutdown", Some(mode))
        .deadline(SHORT)
        .wait()
        .unwrap_err();
    assert!(error.is_timeout() && error.may_have_run(), "{error}");
    expired.send(()).unwrap();
    assert_eq!(agent.execute_raw("next", None).wait().unwrap(), "next");
    assert!(peer.join().unwrap() > 4 << 20);
}

/// The number of a later synchronisation never answers a command.
fn replies_to_a_synchronisation_beyond_the_first_are_nobodys() {
    let (stream, peer) = Peer::run(|peer| {
        let token = read_sync(peer);
        let answer = format!("{{\"return\": {token}}}\n");
        peer.send(b"\xff");
        peer.send(answer.repeat(3));
        peer.expect("{\"execute\":\"first\"}");
        peer.send(&answer);
        peer.send("{\"return\": 1}\n");
        peer.expect("{\"execute\":\"second\"}");
        peer.send(answer);
        peer.send("{\"return\": 2}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    assert_eq!(agent.execute_raw("first", None).wait().unwrap(), 1);
    assert_eq!(agent.execute_raw("second", None).wait().unwrap(), 2);
    peer.join().unwrap();
}

fn an_agent_that_answers_late_is_asked_again() {
    for said in ["", "\n", "{\"return\": 12"] {
        let (stream, peer) = Peer::run(move |peer| {
            let first = read_sync(peer);
            peer.send(said);
            let second = read_sync(peer);
            assert_ne!(first, second);
            // The agent was not running before, and answers both now.
            for token in [first, second] {
                peer.send(STRAY);
                peer.send(b"\xff");
                peer.send(format!("{{\"return\": {token}}}\n"));
            }
            peer.expect("{\"execute\":\"guest-ping\"}");
            peer.send("{\"return\": {}}\n");
        });
        let agent = GuestAgent::from_stream(stream, &options()).unwrap();
        agent.execute_raw("guest-ping", None).wait().unwrap();
        peer.join().unwrap();
    }
}

fn an_agent_without_the_delimited_command_is_synchronised() {
    let (stream, peer) = Peer::run(|peer| {
        let token = read_sync(peer);
        peer.send(
            "{\"error\": {\"class\": \"CommandNotFound\", \"desc\": \"The command \
             guest-sync-delimited has not been found\"}}\n",
        );
        peer.expect(&format!(
            "{{\"execute\":\"guest-sync\",\"arguments\":{{\"id\":{token}}}}}"
        ));
        peer.send(format!("{{\"return\": {token}}}\n"));
        peer.expect("{\"execute\":\"guest-ping\"}");
        peer.send("{\"return\": {}}\n");
    });
    let agent = GuestAgent::from_stream(stream, &options()).unwrap();
    agent.execute_raw("guest-ping", None).wait().unwrap();
    peer.join().unwrap();
}
