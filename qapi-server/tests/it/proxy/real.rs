//! A real QEMU behind the proxy.

use qapi_client::{ErrorClass, RawEvent};
use qapi_server::proxy::{Profile, Proxy, ProxyOptions};
use qapi_test_support::{Trial, trials};
use serde_json::json;
use tokio::task::JoinSet;

use super::client;
use crate::support::qemu;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_qemu_is_shared on Threads,
        a_qemu_that_is_killed_ends_its_clients on Threads,
    ]
}

async fn a_qemu_is_shared() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let mut clients = JoinSet::new();
    for _ in 0..8 {
        let entrance = entrance.clone();
        clients.spawn(async move {
            let vm = client(&entrance).await;
            assert_eq!(vm.greeting().version.major, 7);
            let mut events = vm.events::<RawEvent>();
            for _ in 0..20 {
                let name = vm.execute_raw("query-name", None).await.unwrap();
                assert_eq!(name, json!({}));
                let error = vm.execute_raw("device_del", Some(json!({"id": "x"})));
                let error = error.await.unwrap_err();
                assert_eq!(error.class(), Some(&ErrorClass::DeviceNotFound));
            }
            let oob = vm.execute_raw("migrate-pause", None).out_of_band();
            assert!(oob.await.unwrap_err().to_string().contains("postcopy"));
            let schema = vm.schema().await.unwrap();
            assert!(schema.query("blockdev-add").unwrap());
            vm.execute_raw("stop", None).await.unwrap();
            vm.execute_raw("cont", None).await.unwrap();
            assert!(events.next().await.unwrap().is_ok());
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended.unwrap();
    }
}

async fn a_qemu_that_is_killed_ends_its_clients() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let mut proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let vm = client(&proxy.entrance(Profile::full()).unwrap()).await;
    drop(qemu);
    proxy.ended().await;
    let ended = vm.execute_raw("query-name", None).await.unwrap_err();
    assert!(ended.is_disconnected(), "{ended}");
}
