//! A profile of any names is refused or serves, and lets no denied command through.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qapi_server::Server;
use qapi_server::proxy::{ArgumentRule, Profile, Proxy, ProxyOptions};
use qapi_server_fuzz::{commands, pipe, run, talk};

fuzz_target!(|text: &str| {
    run(async {
        let (ours, theirs) = pipe();
        let server = Server::new(commands());
        tokio::spawn(async move { server.serve_stream(theirs).await });
        let options = ProxyOptions::new();
        let proxy = Proxy::from_stream(ours, &options).await.expect("a proxy");
        let mut profile = Profile::full().deny(["stop"]);
        for line in text.lines() {
            profile = match line.split_once(' ') {
                Some(("allow", pattern)) => profile.allow([pattern]),
                Some(("deny", pattern)) => profile.deny([pattern]),
                Some(("events", pattern)) => profile.events([pattern]),
                Some(("below", path)) => profile.argument(ArgumentRule::new(path).below("/srv")),
                _ => profile.argument(ArgumentRule::new(line).values([line])),
            };
        }
        let Ok(entrance) = proxy.entrance(profile) else { return };
        let (ours, theirs) = pipe();
        tokio::spawn(async move { entrance.serve_stream(theirs).await });
        let said = b" {'execute':'stop'}{'execute':'job-cancel','arguments':{'id':'a'}}{'execute':'query-commands'}";
        let heard = talk(ours, said).await;
        let heard = String::from_utf8_lossy(&heard);
        assert!(!heard.contains("STOP") && !heard.contains("\"stop\""), "{heard}");
    });
});
