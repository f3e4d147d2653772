//! A server of QEMU's schema that implements only the commands that the test uses. Commands that
//! QEMU's build lacks stay unimplemented.

mod qmp {
    #![allow(missing_docs)]
    include!("generated.rs");
}

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use qapi_client::ErrorClass;
use qapi_server::Failure;
use qapi_server::Call;
use qapi_client::tokio::Listener;
use qapi_server::Server;
use qmp::commands;

struct Machine {
    running: AtomicBool,
    max_bandwidth: AtomicU64,
}

/// Commands of which the cases show only how their arguments are judged.
macro_rules! judged {
    ($($method:ident($command:ident))*) => {$(
        async fn $method(&self, _: &Call, _: commands::$command) -> Result<(), Failure> {
            Err(Failure::generic("not in this test"))
        }
    )*};
}

impl qmp::server::Commands for Machine {
    judged! {
        input_send_event(InputSendEvent)
        migrate_set_capabilities(MigrateSetCapabilities)
        netdev_add(NetdevAdd)
        object_add(ObjectAdd)
        send_key(SendKey)
        set_link(SetLink)
        yank(Yank)
    }

    async fn balloon(&self, _: &Call, _: commands::Balloon) -> Result<(), Failure> {
        let desc = "No balloon device has been activated";
        Err(Failure::new(ErrorClass::DeviceNotActive, desc))
    }

    async fn blockdev_add(
        &self,
        _: &Call,
        commands::BlockdevAdd(options): commands::BlockdevAdd,
    ) -> Result<(), Failure> {
        Err(match options.driver {
            qmp::BlockdevOptionsBranch::NullCo(null) if null.latency_ns > Some(i64::MAX.cast_unsigned()) => {
                Failure::generic("latency-ns is invalid")
            }
            _ => Failure::generic("'node-name' must be specified for the root node"),
        })
    }

    async fn migrate_set_parameters(
        &self,
        _: &Call,
        commands::MigrateSetParameters(parameters): commands::MigrateSetParameters,
    ) -> Result<(), Failure> {
        if parameters.compress_level > Some(9) {
            let desc = "Parameter 'compress_level' expects a value between 0 and 9";
            return Err(Failure::generic(desc));
        }
        if let Some(max_bandwidth) = parameters.max_bandwidth {
            self.max_bandwidth.store(max_bandwidth, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn query_migrate_parameters(
        &self,
        _: &Call,
        _: commands::QueryMigrateParameters,
    ) -> Result<qmp::MigrationParameters, Failure> {
        let max_bandwidth = self.max_bandwidth.load(Ordering::Relaxed);
        Ok(qmp::MigrationParameters::new().max_bandwidth(max_bandwidth))
    }

    async fn query_name(&self, _: &Call, _: commands::QueryName) -> Result<qmp::NameInfo, Failure> {
        Ok(qmp::NameInfo::new())
    }

    async fn query_yank(
        &self,
        _: &Call,
        _: commands::QueryYank,
    ) -> Result<Vec<qmp::YankInstance>, Failure> {
        let monitor = qmp::YankInstanceChardev::new("compat_monitor0");
        Ok(vec![qmp::YankInstance::new(monitor)])
    }

    async fn stop(&self, call: &Call, _: commands::Stop) -> Result<(), Failure> {
        if self.running.swap(false, Ordering::Relaxed) {
            call.emitter.emit(&qmp::events::Stop {});
        }
        Ok(())
    }

    async fn cont(&self, call: &Call, _: commands::Cont) -> Result<(), Failure> {
        if !self.running.swap(true, Ordering::Relaxed) {
            call.emitter.emit(&qmp::events::Resume {});
        }
        Ok(())
    }

    async fn device_del(&self, _: &Call, device: commands::DeviceDel) -> Result<(), Failure> {
        Err(Failure::device_not_found(&device.id))
    }
}

fn main() {
    let path = std::env::args().nth(1).expect("a path");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = Listener::bind(format!("unix:{path}"))
            .await
            .expect("a socket");
        let machine = Machine {
            running: true.into(),
            max_bandwidth: 0.into(),
        };
        let server = Server::new(qmp::server::Dispatch::new(machine));
        server.serve(&listener).await.expect("clients");
    });
}
