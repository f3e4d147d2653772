//! The end of a migration, scripted for each client.

use std::os::unix::net::UnixStream;
use std::thread::JoinHandle;

use qapi_client::{JobEnd, Options, blocking, threaded, tokio};
use qapi_test_support::{Trial, trials};

use crate::support::{self, LONG, Peer};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        the_blocking_client_waits_for_the_end_of_finish_migrate,
        the_threaded_client_waits_for_the_end_of_finish_migrate,
        the_asynchronous_client_waits_for_the_end_of_finish_migrate on CurrentThread,
        a_monitor_without_query_status_ends_a_migration,
    ]
}

const QUESTION: &str = "{\"execute\":\"query-migrate\",\"id\":2}";
/// A reply with a member that the client's own type does not have.
const COMPLETED: &str =
    "{\"return\": {\"status\": \"completed\", \"setup-time\": 3}, \"id\": 2}\r\n";

/// A QEMU that reports the end twice before the machine has left `finish-migrate`.
fn script() -> (UnixStream, JoinHandle<()>) {
    Peer::run(|peer| {
        peer.open();
        peer.expect(QUESTION);
        peer.send(COMPLETED);
        for (id, status) in [
            (3, "finish-migrate"),
            (4, "finish-migrate"),
            (5, "postmigrate"),
        ] {
            peer.expect(&format!("{{\"execute\":\"query-status\",\"id\":{id}}}"));
            let status = format!("{{\"running\": false, \"status\": \"{status}\"}}");
            peer.send(format!("{{\"return\": {status}, \"id\": {id}}}\r\n"));
        }
        peer.expect("{\"execute\":\"cont\",\"id\":6}");
        peer.send("{\"return\": {}, \"id\": 6}\r\n");
        assert_eq!(peer.line(), "");
    })
}

/// Options that fail the test if a member of the client's own question is reported.
fn options() -> Options {
    Options::new().on_ignored(|ignored| panic!("{ignored}"))
}

fn the_blocking_client_waits_for_the_end_of_finish_migrate() {
    let (stream, peer) = script();
    let vm = blocking::Client::from_stream(stream, &options()).unwrap();
    assert_eq!(vm.migration().end(LONG).unwrap(), JobEnd::Concluded);
    vm.execute_raw("cont", None).wait().unwrap();
    drop(vm);
    peer.join().unwrap();
}

fn the_threaded_client_waits_for_the_end_of_finish_migrate() {
    let (stream, peer) = script();
    let client = threaded::block_on(async {
        let stream = support::asynchronous(stream);
        tokio::Client::from_stream(stream, &options()).await
    });
    let vm = threaded::Client::from(client.unwrap().unwrap());
    assert_eq!(vm.migration().end(LONG).unwrap(), JobEnd::Concluded);
    vm.execute_raw("cont", None).wait().unwrap();
    drop(vm);
    peer.join().unwrap();
}

async fn the_asynchronous_client_waits_for_the_end_of_finish_migrate() {
    let (stream, peer) = script();
    let stream = support::asynchronous(stream);
    let vm = tokio::Client::from_stream(stream, &options())
        .await
        .unwrap();
    assert_eq!(vm.migration().end().await.unwrap(), JobEnd::Concluded);
    vm.execute_raw("cont", None).await.unwrap();
    vm.disconnect().await;
    peer.join().unwrap();
}

fn a_monitor_without_query_status_ends_a_migration() {
    let (stream, peer) = Peer::run(|peer| {
        peer.open();
        peer.expect(QUESTION);
        peer.send(COMPLETED);
        peer.expect("{\"execute\":\"query-status\",\"id\":3}");
        let error = "{\"class\": \"CommandNotFound\", \"desc\": \"no\"}";
        peer.send(format!("{{\"error\": {error}, \"id\": 3}}\r\n"));
        assert_eq!(peer.line(), "");
    });
    let vm = blocking::Client::from_stream(stream, &options()).unwrap();
    assert_eq!(vm.migration().end(LONG).unwrap(), JobEnd::Concluded);
    drop(vm);
    peer.join().unwrap();
}
