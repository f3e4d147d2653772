//! A server of QEMU's schema that implements what the test asks for, and no more.

mod qmp {
    #![allow(missing_docs)]
    include!("generated.rs");
}

use qapi_client::Failure;
use qapi_client::server::Call;
use qapi_client::tokio::Listener;
use qapi_client::tokio::server::Server;
use qmp::commands;

struct Nothing;

impl qmp::server::Commands for Nothing {
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
        let server = Server::new(qmp::server::Dispatch::new(Nothing));
        server.serve(&listener).await.expect("clients");
    });
}
