//! Any bytes of a client end in answers and the end of the session; the server goes on.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qapi_server::{Server, ServeError};
use qapi_server_fuzz::{commands, pipe, run, talk};

fuzz_target!(|bytes: &[u8]| {
    run(async {
        for server in [Server::new(commands()), Server::agent(commands())] {
            let (ours, theirs) = pipe();
            let serving = server.clone();
            let served = tokio::spawn(async move { serving.serve_stream(theirs).await });
            talk(ours, bytes).await;
            let served = served.await.expect("no panic");
            assert!(!matches!(served, Err(ServeError::Panicked)));
        }
    });
});
