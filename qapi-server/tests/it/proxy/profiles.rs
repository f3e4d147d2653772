//! Profiles: the commands, arguments and events that a client has.

use std::future::IntoFuture as _;
use std::time::Duration;

use qapi_client::RawEvent;
use qapi_client::wire::Value;
use qapi_server::proxy::{ArgumentRule, ENDS, Profile, Proxy, ProxyOptions, Refusal};
use qapi_server::testing::TestMonitor;
use qapi_test_support::{Trial, trials};
use serde_json::json;

use super::{client, proxy, serve};
use crate::support::{folder, qemu};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_profile_hides_all_else on CurrentThread,
        arguments_have_rules on CurrentThread,
        arguments_of_qemu_have_rules on CurrentThread,
        no_quit_has_no_way_to_quit on CurrentThread,
        an_unknown_name_in_a_profile_is_an_error on CurrentThread,
        a_profile_can_change on CurrentThread,
        a_profile_can_change_without_a_connection on CurrentThread,
        a_rule_that_the_next_monitor_cannot_decide_refuses on CurrentThread,
        a_lock_leaves_queries_to_others on CurrentThread,
        every_query_of_qemu_is_read_only on CurrentThread,
    ]
}

/// A monitor with the schema of the crate's own.
fn described() -> TestMonitor {
    let monitor = TestMonitor::with_schema(qapi_client::qmp::schema());
    for name in [
        "query-jobs",
        "job-cancel",
        "job-pause",
        "stop",
        "query-status",
    ] {
        monitor.on_raw(name, |_| Ok(json!({})));
    }
    monitor
}

async fn a_profile_hides_all_else() {
    let monitor = described();
    let proxy = proxy(&monitor).await;
    let looker = Profile::read_only().events(["STOP", "JOB_*"]);
    let vm = client(&proxy.entrance(looker).unwrap()).await;
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    vm.execute_raw("query-status", None).await.unwrap();

    let schema = vm.schema().await.unwrap();
    let commands: Vec<&str> = schema.commands().map(|info| &*info.name).collect();
    let whole = qapi_client::qmp::schema();
    assert!(commands.len() > 3 && commands.len() < whole.commands().count());
    assert!(
        commands.iter().all(|name| name.starts_with("q")),
        "{commands:?}"
    );
    let mut events: Vec<&str> = schema.events().map(|info| &*info.name).collect();
    events.sort_unstable();
    assert_eq!(events, ["JOB_STATUS_CHANGE", "STOP"]);
    let listed = vm.execute_raw("query-commands", None).await.unwrap();
    let listed = listed.as_array().unwrap();
    assert!(listed.contains(&json!({"name": "query-status"})));
    assert!(!listed.contains(&json!({"name": "stop"})));

    let mut events = vm.events::<RawEvent>();
    for name in ["RESUME", "STOP"] {
        monitor.emitter().emit_raw(name, None);
    }
    assert_eq!(events.next().await.unwrap().unwrap().body.name, "STOP");

    let other = Profile::full()
        .named("ops")
        .deny(["stop"])
        .refusal(Refusal::Error);
    let vm = client(&proxy.entrance(other).unwrap()).await;
    let error = vm.execute_raw("stop", None).await.unwrap_err().to_string();
    assert!(
        error.contains("The profile 'ops' does not allow the command stop"),
        "{error}"
    );
    let asked = monitor.calls().into_iter().map(|call| call.command);
    assert!(!asked.collect::<Vec<_>>().contains(&"stop".to_owned()));
}

async fn arguments_have_rules() {
    let proxy = proxy(&described()).await;
    let jobs = Profile::full()
        .argument(ArgumentRule::new("job-cancel/arg-type/id").values(["backup*"]))
        .argument(ArgumentRule::new("job-pause/arg-type/id").below("/srv/jobs/"));
    let vm = client(&proxy.entrance(jobs).unwrap()).await;
    let run = |command: &'static str, id: Value| vm.execute_raw(command, Some(json!({"id": id})));
    run("job-cancel", json!("backup-1")).await.unwrap();
    run("job-pause", json!("/srv/jobs/a/b")).await.unwrap();
    for (command, id) in [
        ("job-cancel", json!("mirror")),
        ("job-cancel", json!(5)),
        ("job-cancel", json!(["backup-1"])),
        ("job-pause", json!("/srv/jobs")),
        ("job-pause", json!("/srv/jobs2/a")),
        ("job-pause", json!("/srv/jobs/../a")),
        ("job-pause", json!("srv/jobs/a")),
    ] {
        let error = run(command, id.clone()).await.unwrap_err().to_string();
        assert!(
            error.contains("does not allow the value of parameter 'id'"),
            "{id}: {error}"
        );
    }
}

async fn an_unknown_name_in_a_profile_is_an_error() {
    let proxy = proxy(&described()).await;
    let error = |profile: Profile| proxy.entrance(profile).unwrap_err().to_string();
    assert_eq!(
        error(Profile::none().named("p").allow(["query-stauts"])),
        "profile p: the monitor has no command `query-stauts`; did you mean `query-status`?"
    );
    assert_eq!(
        error(Profile::none().named("p").events(["STOPP"])),
        "profile p: the monitor has no event `STOPP`; did you mean `STOP`?"
    );
    let of = |path: &str| {
        let profile = Profile::full().named("p").argument(ArgumentRule::new(path));
        let text = error(profile);
        let expected = format!("profile p: the monitor has no argument `{path}`");
        text.strip_prefix(&expected).unwrap().to_owned()
    };
    for (path, hint) in [
        (
            "job-cancle/arg-type/id",
            "; did you mean `job-cancel/arg-type/id`?",
        ),
        (
            "job-cancel/arg-typ/id",
            "; did you mean `job-cancel/arg-type/id`?",
        ),
        (
            "job-cancel/arg-type/ids",
            "; did you mean `job-cancel/arg-type/id`?",
        ),
        ("job-cancel/arg-type/name", ": step 3 may be id"),
        (
            "query-jobs/ret-type/status/^runing",
            "; did you mean `query-jobs/ret-type/status/^running`?",
        ),
        ("job-cancel//id", ": step 2: the step is empty"),
        (
            "job-cancel",
            ": a rule's path is COMMAND/arg-type/…/MEMBER, or that with /^VALUE",
        ),
        (
            "job-cancel/arg-type",
            ": a rule's path is COMMAND/arg-type/…/MEMBER, or that with /^VALUE",
        ),
        (
            "query-jobs/ret-type/id",
            ": a rule's path is COMMAND/arg-type/…/MEMBER, or that with /^VALUE",
        ),
    ] {
        assert_eq!(of(path), hint, "{path}");
    }
}

async fn a_profile_can_change() {
    let proxy = proxy(&described()).await;
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let vm = client(&entrance).await;
    vm.execute_raw("stop", None).await.unwrap();
    entrance.set_profile(Profile::read_only()).unwrap();
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found());
    let unknown = Profile::none().allow(["nothing"]);
    entrance.set_profile(unknown).unwrap_err();
    vm.execute_raw("query-status", None).await.unwrap();
}

async fn a_profile_can_change_without_a_connection() {
    let address = format!("unix:{}", folder().join("qmp").display());
    let monitor = described();
    let serving = serve(&monitor, &address).await;
    let options = ProxyOptions::new().reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let entrance = proxy.entrance(Profile::full()).unwrap();
    let vm = client(&entrance).await;
    serving.abort();
    drop(serving.await);
    monitor.disconnect();
    let mut error = String::new();
    while !error.contains("no connection") {
        error = match vm.execute_raw("query-status", None).await {
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        };
    }
    let unknown = Profile::none().allow(["nothing"]);
    entrance.set_profile(unknown).unwrap_err();
    entrance.set_profile(Profile::read_only()).unwrap();
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
    let _serving = serve(&monitor, &address).await;
    while vm.execute_raw("query-status", None).await.is_err() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let error = vm.execute_raw("stop", None).await.unwrap_err();
    assert!(error.is_command_not_found(), "{error}");
}

/// A monitor that comes back may be another one, without the rule's argument or without a schema.
async fn a_rule_that_the_next_monitor_cannot_decide_refuses() {
    let address = format!("unix:{}", folder().join("qmp").display());
    let monitor = described();
    let serving = serve(&monitor, &address).await;
    let options = ProxyOptions::new().reconnect(true);
    let proxy = Proxy::connect(&*address, &options).await.unwrap();
    let rule = ArgumentRule::new("job-cancel/arg-type/id").values(["mine"]);
    let entrance = proxy.entrance(Profile::full().argument(rule)).unwrap();
    let vm = client(&entrance).await;
    let mut events = vm.events::<RawEvent>();
    let cancel = async |id: &str| {
        let arguments = json!({ "id": id });
        vm.execute_raw("job-cancel", Some(arguments)).await
    };
    cancel("mine").await.unwrap();
    cancel("another").await.unwrap_err();

    serving.abort();
    drop(serving.await);
    let next = TestMonitor::new();
    next.on_raw("job-cancel", |_| Ok(json!({})));
    let _serving = serve(&next, &address).await;
    monitor.disconnect();
    let gap = events.next().await.unwrap().unwrap();
    assert_eq!(gap.body.name, "QAPI_PROXY_GAP");
    for id in ["mine", "another"] {
        let error = cancel(id).await.unwrap_err().to_string();
        assert!(error.contains("cannot decide"), "{error}");
    }
    assert!(next.calls().iter().all(|call| call.command != "job-cancel"));
}

async fn a_lock_leaves_queries_to_others() {
    let proxy = proxy(&described()).await;
    let other = client(&proxy.entrance(Profile::full()).unwrap()).await;
    let backup = proxy.locking_entrance(Profile::full()).unwrap();
    other.execute_raw("stop", None).await.unwrap();
    let owner = client(&backup).await;
    let error = other
        .execute_raw("stop", None)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("locked"), "{error}");
    other.execute_raw("query-status", None).await.unwrap();
    owner.execute_raw("stop", None).await.unwrap();
    // The next client of that entrance takes over.
    let heir = client(&backup).await;
    heir.execute_raw("stop", None).await.unwrap_err();
    drop(owner);
    while heir.execute_raw("stop", None).await.is_err() {
        tokio::task::yield_now().await;
    }
    other.execute_raw("stop", None).await.unwrap_err();
    drop(heir);
    while other.execute_raw("stop", None).await.is_err() {
        tokio::task::yield_now().await;
    }
}

/// Block nodes and objects of a real QEMU: rules reach nested nodes, and typed values.
async fn arguments_of_qemu_have_rules() {
    let qemu = qemu();
    let folder = folder();
    let image = folder.join("disk");
    std::fs::write(&image, [0; 4096]).unwrap();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let file = ArgumentRule::new("blockdev-add/arg-type/+file/filename");
    let backup = Profile::full()
        .deny(["human-monitor-command"])
        .argument(ArgumentRule::new("blockdev-add/arg-type/driver").values(["file", "raw"]))
        .argument(file.below(folder.display().to_string()))
        .argument(ArgumentRule::new("object-add/arg-type/qom-type/^secret"));
    let vm = client(&proxy.entrance(backup).unwrap()).await;
    let node =
        |name: &str, file: &str| json!({"driver": "file", "node-name": name, "filename": file});
    let image = image.display().to_string();
    let add = |arguments: Value| {
        vm.execute_raw("blockdev-add", Some(arguments))
            .into_future()
    };
    add(node("good", &image)).await.unwrap();
    add(json!({"driver": "raw", "node-name": "nested", "file": node("inner", &image)}))
        .await
        .unwrap();
    for (arguments, place) in [
        (node("bad", "/etc/passwd"), "filename"),
        (
            json!({"driver": "raw", "file": node("bad", "/etc/passwd")}),
            "file.filename",
        ),
        (
            json!({"driver": "raw", "file": {"driver": "raw", "file": node("bad", "/etc/passwd")}}),
            "file.file.filename",
        ),
        (
            json!({"driver": "raw", "file": {"driver": "host_device", "filename": image}}),
            "file.driver",
        ),
        (json!({"driver": "null-co"}), "driver"),
    ] {
        let error = add(arguments.clone()).await.unwrap_err().to_string();
        let expected = format!("does not allow the value of parameter '{place}'");
        assert!(error.contains(&expected), "{arguments}: {error}");
    }
    let object = |kind| {
        let arguments = json!({"qom-type": kind, "id": "o", "data": "x"});
        vm.execute_raw("object-add", Some(arguments)).into_future()
    };
    let error = object("secret").await.unwrap_err().to_string();
    assert!(error.contains("parameter 'qom-type'"), "{error}");
    let error = object("rng-builtin").await.unwrap_err().to_string();
    assert!(error.contains("Parameter 'data' is unexpected"), "{error}");
    let human = vm.execute_raw(
        "human-monitor-command",
        Some(json!({"command-line": "info"})),
    );
    assert!(human.await.unwrap_err().is_command_not_found());
    std::fs::remove_dir_all(folder).unwrap();
}

async fn no_quit_has_no_way_to_quit() {
    let proxy = proxy(&described()).await;
    let vm = client(&proxy.entrance(Profile::no_quit()).unwrap()).await;
    for command in ENDS {
        let error = vm.execute_raw(command, None).await.unwrap_err();
        assert!(error.is_command_not_found(), "{error}");
    }
    assert!(ENDS.contains(&"human-monitor-command"));
    vm.execute_raw("stop", None).await.unwrap();
}

/// The table of read-only commands has all queries of a real QEMU, and nothing that changes it.
async fn every_query_of_qemu_is_read_only() {
    let qemu = qemu();
    let address = format!("unix:{}", qemu.path("qmp").display());
    let proxy = Proxy::connect(&*address, &ProxyOptions::new())
        .await
        .unwrap();
    let vm = client(&proxy.entrance(Profile::read_only()).unwrap()).await;
    let schema = vm.schema().await.unwrap();
    let mut others: Vec<&str> = schema
        .commands()
        .map(|command| &*command.name)
        .filter(|name| !name.starts_with("query-") && !name.starts_with("x-query-"))
        .collect();
    others.sort_unstable();
    assert_eq!(
        others,
        [
            "device-list-properties",
            "qmp_capabilities",
            "qom-get",
            "qom-list",
            "qom-list-properties",
            "qom-list-types"
        ]
    );
}
