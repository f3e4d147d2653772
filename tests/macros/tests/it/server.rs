//! A typed client and a typed server of one schema, talking to each other.
use qapi_test_support::{Trial, trials};
use std::sync::Mutex;

use kestrel::commands;
use kestrel::server::{Commands, Dispatch};
use qapi_client::Options;
use qapi_client::tokio::Client;
use qapi_server::Call;
use qapi_server::Failure;
use qapi_server::Server;
use serde_json::json;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        what_a_typed_client_asks_a_typed_server_does on CurrentThread,
        what_is_not_implemented_does_not_exist on CurrentThread,
        arguments_are_held_to_the_schema on CurrentThread,
    ]
}

/// The tutorial's schema, for both sides.
pub mod kestrel {
    qapi_macros::include_qapi! { schema: "../../schemas/tutorial/vm.json", role: both }
}

/// A machine that does little.
#[derive(Default)]
struct Machine {
    state: Mutex<Option<kestrel::RunState>>,
}

impl Machine {
    fn change(&self, call: &Call, to: kestrel::RunState) {
        let mut state = self.state.lock().unwrap();
        let from = state
            .replace(to.clone())
            .unwrap_or(kestrel::RunState::Stopped);
        call.emitter
            .emit(&kestrel::events::StateChanged::new(from, to));
    }
}

impl Commands for Machine {
    async fn start(&self, call: &Call, _: commands::Start) -> Result<(), Failure> {
        // Nothing that a lock is held across.
        tokio::task::yield_now().await;
        self.change(call, kestrel::RunState::Running);
        Ok(())
    }

    async fn pause(&self, call: &Call, pause: commands::Pause) -> Result<(), Failure> {
        if pause.reason.as_deref() == Some("none") {
            return Err(Failure::generic("give a reason"));
        }
        assert!(call.oob);
        self.change(call, kestrel::RunState::Stopped);
        Ok(())
    }

    async fn query_devices(
        &self,
        _: &Call,
        query: commands::QueryDevices,
    ) -> Result<Vec<kestrel::DeviceInfo>, Failure> {
        let kind = query.kind.unwrap_or(kestrel::DeviceKind::Disk);
        Ok(vec![kestrel::DeviceInfo::new("d0", kind, true)])
    }

    async fn add_device(&self, _: &Call, device: commands::AddDevice) -> Result<(), Failure> {
        match device.0.driver {
            kestrel::DeviceOptionsBranch::Disk(disk) if disk.file == "/disk" => Ok(()),
            other => Err(Failure::generic(format!("no {other:?}"))),
        }
    }

    async fn tune_device(&self, _: &Call, tune: commands::TuneDevice) -> Result<(), Failure> {
        assert_eq!(tune.extra["volume"], 11);
        Ok(())
    }

    #[allow(deprecated)]
    async fn power_off(&self, call: &Call, _: commands::PowerOff) -> Result<(), Failure> {
        call.emitter.emit(&kestrel::events::PoweredOff {});
        Ok(())
    }

    async fn self_test(&self, _: &Call, test: commands::SelfTest) -> Result<(), Failure> {
        match test.level {
            Some(-128..=127) => Ok(()),
            None => Err(Failure::generic("how much?")),
        }
    }
}

async fn client() -> Client {
    let server = Server::new(Dispatch::new(Machine::default()));
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    qapi_test_support::spawn(async move { server.serve_stream(theirs).await });
    let options = Options::new().oob(true);
    Client::from_stream(ours, &options).await.unwrap()
}

async fn what_a_typed_client_asks_a_typed_server_does() {
    let client = client().await;
    let mut events = client.events::<kestrel::Event>();
    client.execute(commands::Start {}).await.unwrap();
    let pause = commands::Pause::new().reason("lunch");
    client.execute_oob(pause).await.unwrap();
    for to in [kestrel::RunState::Running, kestrel::RunState::Stopped] {
        let event = events.next().await.unwrap().unwrap();
        let kestrel::Event::StateChanged(changed) = event.body else {
            panic!("{event:?}");
        };
        assert_eq!(changed.to, to);
    }
    let query = commands::QueryDevices::new().kind(kestrel::DeviceKind::Beeper);
    let devices = client.execute(query).await.unwrap();
    assert_eq!(devices.len(), 1);
    assert_eq!(
        (devices[0].id.as_str(), &devices[0].kind),
        ("d0", &kestrel::DeviceKind::Beeper)
    );
    let disk = kestrel::DiskOptions::new("/disk");
    let device = kestrel::DeviceOptions::new("d1", disk);
    client
        .execute(commands::AddDevice::from(device))
        .await
        .unwrap();
    let tune = commands::TuneDevice::new("d0").extra("volume", 11);
    client.execute(tune).await.unwrap();
    let error = client.execute(commands::SelfTest::new()).await.unwrap_err();
    assert!(
        error.to_string().ends_with("how much? (GenericError)"),
        "{error}"
    );
}

async fn what_is_not_implemented_does_not_exist() {
    let client = client().await;
    let error = client.execute(commands::QueryStatus {}).await.unwrap_err();
    assert!(error.is_command_not_found());
    // Its arguments are nobody's to judge.
    let wrong = client.execute_raw("query-status", Some(json!({"x": 1})));
    assert!(wrong.await.unwrap_err().is_command_not_found());
    let error = client.execute_raw("nothing", None).await.unwrap_err();
    assert!(error.is_command_not_found());
}

async fn arguments_are_held_to_the_schema() {
    let client = client().await;
    let cases = [
        ("start", json!({"now": 1}), "Parameter 'now' is unexpected"),
        (
            "self_test",
            json!({"level": "x"}),
            "Invalid parameter type for 'level', expected: integer",
        ),
        (
            "self_test",
            json!({"level": 128}),
            "Parameter 'level' expects int8",
        ),
        (
            "self_test",
            json!({"level": 1.5}),
            "Invalid parameter type for 'level', expected: integer",
        ),
        (
            "query-devices",
            json!({"kind": "fridge"}),
            "Parameter 'kind' does not accept value 'fridge'",
        ),
        (
            "add-device",
            json!({"id": "d"}),
            "Parameter 'driver' is missing",
        ),
        (
            "add-device",
            json!({"id": "d", "driver": "disk"}),
            "Parameter 'file' is missing",
        ),
        (
            "add-device",
            json!({"id": "d", "driver": "disk", "file": "/disk", "mac": "0"}),
            "Parameter 'mac' is unexpected",
        ),
        (
            "add-device",
            json!({"id": "d", "driver": "disk", "file": "/disk",
                   "overlay": {"file": "/o", "bad-extents": [{"offset": 0, "length": 1, "x": 1}]}}),
            "Parameter 'overlay.bad-extents[0].x' is unexpected",
        ),
        (
            "add-device",
            json!({"id": "d", "driver": "disk", "file": "/disk", "backing": 7}),
            "Invalid parameter type for 'backing', expected: ",
        ),
        (
            "tune-device",
            json!({"volume": 11}),
            "Parameter 'id' is missing",
        ),
    ];
    for (command, arguments, expected) in cases {
        let error = client.execute_raw(command, Some(arguments.clone())).await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{command} {arguments}: {error}");
        assert!(error.ends_with("(GenericError)"), "{error}");
    }
}
