//! Any bytes of one client of a proxy leave the replies of another as they are. The first byte chooses
//! between a monitor and a guest agent.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qapi_server::Server;
use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
use qapi_server_fuzz::{commands, pipe, run, talk};

fuzz_target!(|bytes: &[u8]| {
    run(async {
        let (ours, theirs) = pipe();
        let agent = bytes.first().is_some_and(|first| first % 2 == 1);
        let server = match agent {
            true => Server::agent(commands()),
            false => Server::new(commands()),
        };
        tokio::spawn(async move { server.serve_stream(theirs).await });
        let options = ProxyOptions::new().agent(agent);
        let proxy = Proxy::from_stream(ours, &options).await.expect("a proxy");
        let entrance = proxy.entrance(Profile::no_quit()).expect("an entrance");
        let connect = || {
            let (ours, theirs) = pipe();
            let entrance = entrance.clone();
            tokio::spawn(async move { entrance.serve_stream(theirs).await });
            ours
        };
        let good = b" {'execute':'echo','arguments':{'a':1},'id':'mine'}";
        let (_, heard) = tokio::join!(talk(connect(), bytes), talk(connect(), good));
        let heard = String::from_utf8_lossy(&heard);
        assert_eq!(heard.matches("\"mine\"").count(), 1, "{heard}");
        assert!(proxy.metrics().contains("qapi_proxy_in_flight 0"));
    });
});
