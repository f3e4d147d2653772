//! The cost of idle clients of a proxy.

use std::os::unix::net::UnixStream;

use qapi_client::tokio::Listener;
use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
use qapi_server::testing::TestMonitor;
use qapi_test_support::Trial;

use crate::many::{client, more_descriptors, resident};
use crate::{LONG, MIB};

pub(crate) fn all() -> Vec<Trial> {
    alone![a_thousand_idle_clients_of_a_proxy_take_little]
}

fn a_thousand_idle_clients_of_a_proxy_take_little() {
    more_descriptors();
    let folder = std::env::temp_dir().join(format!("qapi-proxy-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("front");
    let address = format!("unix:{}", path.display());
    let monitor = TestMonitor::with_schema(qapi_client::qmp::schema());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let (ready, is_ready) = std::sync::mpsc::channel();
    runtime.spawn(async move {
        let options = ProxyOptions::new();
        let proxy = Proxy::from_stream(monitor.stream(), &options)
            .await
            .unwrap();
        let entrance = proxy.entrance(Profile::full()).unwrap();
        let listener = Listener::bind(address).await.unwrap();
        ready.send(()).unwrap();
        entrance.serve(&listener).await.unwrap();
    });
    is_ready.recv_timeout(LONG).unwrap();
    drop(client(&path));
    let before = resident();
    let idle: Vec<UnixStream> = (0..1000).map(|_| client(&path)).collect();
    let bytes = (resident() - before) * 1024;
    println!(
        "{} idle clients of a proxy: {} KiB",
        idle.len(),
        bytes / 1024
    );
    assert!(bytes < 30 * MIB, "{bytes}");
    drop(runtime);
    std::fs::remove_dir_all(folder).unwrap();
}
