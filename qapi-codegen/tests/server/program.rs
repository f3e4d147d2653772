//! A server of QEMU's schema that implements what the test asks for, and no more: a QEMU's commands,
//! but not those that its build lacks.

mod qmp {
    #![allow(missing_docs)]
    include!("generated.rs");
}

use std::sync::atomic::{AtomicU64, Ordering};

use qapi_client::Failure;
use qapi_client::server::Call;
use qapi_client::tokio::Listener;
use qapi_client::tokio::server::Server;
use qmp::commands;

#[derive(Default)]
struct Machine {
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
        balloon(Balloon)
        input_send_event(InputSendEvent)
        migrate_set_capabilities(MigrateSetCapabilities)
        netdev_add(NetdevAdd)
        object_add(ObjectAdd)
        send_key(SendKey)
        set_link(SetLink)
        yank(Yank)
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
        call.emitter.emit(&qmp::events::Stop {});
        Ok(())
    }

    async fn cont(&self, call: &Call, _: commands::Cont) -> Result<(), Failure> {
        call.emitter.emit(&qmp::events::Resume {});
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
        let server = Server::new(qmp::server::Dispatch::new(Machine::default()));
        server.serve(&listener).await.expect("clients");
    });
}
