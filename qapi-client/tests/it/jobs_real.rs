//! Jobs, block jobs and migration of a real QEMU, from start to end.

use std::time::Duration;

use crate::support::{LONG, Process};
use qapi_client::qmp::{self, JobStatus};
use qapi_client::tokio::{Backoff, Client, Job, JobEnd, JobProgress, Pivot, Reconnecting};
use qapi_client::{Error, Options, RawEvent};
use qapi_test_support::{Trial, trials};
use serde_json::{Value, json};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_mirror_is_followed_from_start_to_pivot on CurrentThread,
        an_aborted_mirror_says_why on CurrentThread,
        a_job_is_paused_resumed_finalized_and_cancelled on CurrentThread,
        a_job_that_is_no_block_job_says_why_it_failed on CurrentThread,
        a_job_is_followed_over_a_second_connection on CurrentThread,
        a_stopped_qemu_is_no_end_and_a_killed_one_is on CurrentThread,
        progress_is_a_stream on CurrentThread,
        a_migration_is_seen_as_a_job_at_both_ends on CurrentThread,
        a_cancelled_migration_says_so on CurrentThread,
        a_migration_that_hangs_is_yanked_out_of_band on CurrentThread,
        a_commands_own_events_are_listened_to on CurrentThread,
        a_ready_mirror_ends_without_a_pivot on CurrentThread,
        an_id_in_use_is_an_error_at_once on CurrentThread,
        the_blocking_client_follows_jobs_and_migrations,
    ]
}

const SIZE: u64 = 8 << 20;

/// Starts a stopped machine with two monitors, `qmp` and `second`.
fn machine(more: &[&str]) -> Process {
    crate::support::start("qemu-system-x86_64", "second", |directory| {
        let monitor = |name| {
            let path = directory.join(name);
            format!("unix:{},server=on,wait=off", path.display())
        };
        let (first, second) = (monitor("qmp"), monitor("second"));
        let flags = [
            "-accel",
            "tcg",
            "-machine",
            "pc",
            "-m",
            "32",
            "-display",
            "none",
            "-nodefaults",
            "-S",
            "-qmp",
            &first,
            "-qmp",
            &second,
        ];
        let more = more.iter().copied();
        flags.into_iter().chain(more).map(str::to_owned).collect()
    })
}

/// Makes an image with qemu-img and adds it as a node.
async fn add_image(vm: &Client, qemu: &Process, name: &str) {
    let path = qemu.path(name).display().to_string();
    let status = std::process::Command::new("qemu-img")
        .args(["create", "-q", "-f", "qcow2", &path, &SIZE.to_string()])
        .status()
        .unwrap();
    assert!(status.success());
    let file = json!({"driver": "file", "filename": path});
    let node = json!({"driver": "qcow2", "node-name": name, "file": file});
    vm.execute_raw("blockdev-add", Some(node)).await.unwrap();
}

/// Starts a machine with the image `disk` in a drive, and the image `copy`.
async fn with_images() -> (Process, Client) {
    let _ = qapi_test_support::program("qemu-img");
    let qemu = machine(&[]);
    let vm = Client::connect(qemu.address("qmp")).await.unwrap();
    add_image(&vm, &qemu, "disk").await;
    add_image(&vm, &qemu, "copy").await;
    // One byte in every cluster gives the job data to copy.
    let line = json!({"command-line": "qemu-io disk \"write -P 1 0 8M\""});
    let said = vm
        .execute_raw("human-monitor-command", Some(line))
        .await
        .unwrap();
    assert_eq!(said, "", "qemu-io says only what goes wrong");
    let device = json!({"driver": "virtio-blk-pci", "id": "drive", "drive": "disk"});
    vm.execute_raw("device_add", Some(device)).await.unwrap();
    (qemu, vm)
}

async fn mirror(vm: &Client, target: &str, more: &Value) {
    // QEMU requests sixteen buffers before it applies the speed limit: small ones leave work to do.
    let mut arguments = json!({
        "job-id": "j", "device": "disk", "target": target, "sync": "full", "buf-size": 65536,
    });
    let more = more.as_object().unwrap().clone();
    arguments.as_object_mut().unwrap().extend(more);
    vm.execute_raw("blockdev-mirror", Some(arguments))
        .await
        .unwrap();
}

/// Follows the job until `wanted` accepts the progress.
async fn until(job: &mut Job, wanted: impl Fn(&JobProgress) -> bool) -> JobProgress {
    let follow = async {
        loop {
            match job.next().await.unwrap() {
                Some(progress) if wanted(&progress) => break progress,
                Some(_) => {}
                None => panic!("it ended: {:?}", job.end().await),
            }
        }
    };
    tokio::time::timeout(LONG, follow).await.unwrap()
}

async fn end(job: &mut Job) -> JobEnd {
    tokio::time::timeout(LONG, job.end())
        .await
        .unwrap()
        .unwrap()
}

/// Returns the node in the drive.
async fn inserted(vm: &Client) -> Value {
    let blocks = vm.execute_raw("query-block", None).await.unwrap();
    blocks[0]["inserted"]["node-name"].clone()
}

async fn a_mirror_is_followed_from_start_to_pivot() {
    let (_qemu, vm) = with_images().await;
    for block in [false, true] {
        let (job, target) = match block {
            false => (vm.job("j"), "copy"),
            true => (vm.block_job("j"), "disk"),
        };
        let mut job = job.every(Duration::from_millis(20));
        // Slow enough to observe while it runs.
        let more = match block {
            false => json!({"speed": SIZE}),
            true => json!({"speed": SIZE, "device": "copy"}),
        };
        mirror(&vm, target, &more).await;
        let mut seen: Vec<JobProgress> = Vec::new();
        let follow = async {
            while let Some(progress) = job.next().await.unwrap() {
                if progress.status == JobStatus::Ready && progress.current == progress.total {
                    // A second call would be an error: the job reports each state once.
                    job.complete().await.unwrap();
                }
                seen.push(progress);
            }
        };
        tokio::time::timeout(LONG, follow).await.unwrap();
        assert_eq!(end(&mut job).await, JobEnd::Concluded);
        let counts: Vec<_> = seen.iter().map(|progress| progress.current).collect();
        assert!(counts.is_sorted() && counts.len() > 2, "{seen:?}");
        let partly = |progress: &JobProgress| progress.current < progress.total;
        assert!(seen.iter().any(partly), "{seen:?}");
        let last = seen.last().unwrap();
        assert_eq!(
            (&last.status, last.fraction()),
            (&JobStatus::Concluded, Some(1.0))
        );
        assert_eq!(inserted(&vm).await, target);
    }
}

async fn an_aborted_mirror_says_why() {
    let (_qemu, vm) = with_images().await;
    for (round, auto_dismiss) in [true, false].into_iter().enumerate() {
        let node = format!("bad{round}");
        let bad = json!({"driver": "blkdebug", "node-name": node, "image": "copy",
            "inject-error": [{"event": "none", "iotype": "write", "errno": 28}]});
        vm.execute_raw("blockdev-add", Some(bad)).await.unwrap();
        let mut job = vm.job("j");
        mirror(&vm, &node, &json!({"auto-dismiss": auto_dismiss})).await;
        let JobEnd::Aborted { error } = end(&mut job).await else {
            panic!("{:?}", job.end().await)
        };
        assert!(error.unwrap().contains("No space left"), "round {round}");
        assert_eq!(job.query().await.unwrap().is_some(), !auto_dismiss);
        if !auto_dismiss {
            job.dismiss().await.unwrap();
            assert_eq!(job.query().await.unwrap(), None);
            assert_eq!(end(&mut vm.job("j")).await, JobEnd::Dismissed);
        }
        vm.execute_raw("blockdev-del", Some(json!({"node-name": node})))
            .await
            .unwrap();
    }
    assert_eq!(inserted(&vm).await, "disk");
}

async fn a_job_is_paused_resumed_finalized_and_cancelled() {
    let (_qemu, vm) = with_images().await;
    for job in [vm.job("j"), vm.block_job("j")] {
        let mut job = job.every(Duration::from_millis(20));
        mirror(&vm, "copy", &json!({"speed": 65536, "buf-size": 65536})).await;
        until(&mut job, |progress| progress.status == JobStatus::Running).await;
        job.pause().await.unwrap();
        until(&mut job, |progress| progress.status == JobStatus::Paused).await;
        let control = job.control();
        let elsewhere = qapi_test_support::spawn(async move {
            control.resume().await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
            control.cancel().await
        });
        assert_eq!(end(&mut job).await, JobEnd::Cancelled);
        elsewhere.await.unwrap().unwrap();
        let error = job.pause().await.unwrap_err();
        assert!(error.is_command_error(), "{error}");
    }
    for job in [vm.job("j"), vm.block_job("j")] {
        let mut job = job.every(Duration::from_millis(20));
        let backup = json!({"job-id": "j", "device": "disk", "target": "copy", "sync": "full",
            "auto-finalize": false, "auto-dismiss": false});
        vm.execute_raw("blockdev-backup", Some(backup))
            .await
            .unwrap();
        until(&mut job, |progress| progress.status == JobStatus::Pending).await;
        job.finalize().await.unwrap();
        assert_eq!(end(&mut job).await, JobEnd::Concluded);
        job.dismiss().await.unwrap();
    }
}

async fn a_job_that_is_no_block_job_says_why_it_failed() {
    let (qemu, vm) = with_images().await;
    let mut job = vm.job("create");
    let create = |filename: &str| {
        let filename = qemu.path(filename).display().to_string();
        let options = json!({"driver": "file", "size": 65536, "filename": filename});
        vm.execute_raw(
            "blockdev-create",
            Some(json!({"job-id": "create", "options": options})),
        )
    };
    create("no/such/directory").await.unwrap();
    let JobEnd::Aborted { error: Some(error) } = end(&mut job).await else {
        panic!("{:?}", job.end().await)
    };
    assert!(error.contains("No such file"), "{error}");
    job.dismiss().await.unwrap();
    let mut job = vm.job("create");
    create("made").await.unwrap();
    assert_eq!(end(&mut job).await, JobEnd::Concluded);
}

async fn a_job_is_followed_over_a_second_connection() {
    let (qemu, first) = with_images().await;
    first.disconnect().await;
    let backoff = Backoff::default().first(Duration::from_millis(300));
    let vm = Reconnecting::connect(qemu.address("qmp"), &Options::default(), backoff)
        .await
        .unwrap();
    let other = Client::connect(qemu.address("second")).await.unwrap();
    let slow = json!({"speed": 65536, "buf-size": 65536});
    let mut job = vm.job("j").every(Duration::from_millis(20));
    mirror(&other, "copy", &slow).await;
    until(&mut job, |progress| progress.status == JobStatus::Running).await;
    vm.client().await.unwrap().disconnect().await;
    until(&mut job, |progress| progress.status == JobStatus::Running).await;
    job.cancel().await.unwrap();
    assert_eq!(end(&mut job).await, JobEnd::Cancelled);

    // The end of a job that vanishes while no client is connected is unknown.
    let mut job = vm.job("j").every(Duration::from_millis(20));
    mirror(&other, "copy", &slow).await;
    until(&mut job, |progress| progress.status == JobStatus::Running).await;
    vm.client().await.unwrap().disconnect().await;
    let mut gone = other.job("j");
    gone.cancel().await.unwrap();
    assert_eq!(end(&mut gone).await, JobEnd::Cancelled);
    assert_eq!(end(&mut job).await, JobEnd::Dismissed);

    vm.disconnect().await;
    let error = vm.job("j").next().await.unwrap_err();
    assert!(error.is_disconnected(), "{error}");
}

async fn a_stopped_qemu_is_no_end_and_a_killed_one_is() {
    let (qemu, vm) = with_images().await;
    let mut job = vm.job("j").every(Duration::from_millis(20));
    mirror(&vm, "copy", &json!({"speed": 65536, "buf-size": 65536})).await;
    until(&mut job, |progress| progress.status == JobStatus::Running).await;
    qemu.signal("STOP");
    let wait = tokio::time::timeout(Duration::from_millis(200), async {
        while job.next().await.unwrap().is_some() {}
    });
    assert!(wait.await.is_err());
    qemu.signal("CONT");
    until(&mut job, |progress| progress.status == JobStatus::Running).await;
    qemu.signal("KILL");
    let error = loop {
        match job.next().await {
            Ok(progress) => assert!(progress.is_some()),
            Err(error) => break error,
        }
    };
    assert!(error.is_disconnected(), "{error}");
}

async fn progress_is_a_stream() {
    use futures_core::Stream;
    let (_qemu, vm) = with_images().await;
    let job = vm.job("j").every(Duration::from_millis(20));
    mirror(&vm, "copy", &json!({"speed": SIZE})).await;
    let control = job.control();
    let mut updates = Box::pin(job.updates());
    let mut statuses = Vec::new();
    while let Some(progress) = std::future::poll_fn(|c| updates.as_mut().poll_next(c)).await {
        let status = progress.unwrap().status;
        if status == JobStatus::Ready && statuses.last() != Some(&JobStatus::Ready) {
            control.complete().await.unwrap();
        }
        statuses.push(status);
    }
    assert_eq!(statuses.first(), Some(&JobStatus::Running));
    assert_eq!(statuses.last(), Some(&JobStatus::Concluded));
    let job = std::pin::Pin::into_inner(updates).into_job();
    assert_eq!(job.unwrap().end().await.unwrap(), JobEnd::Concluded);
}

async fn a_migration_is_seen_as_a_job_at_both_ends() {
    let target = machine(&["-incoming", "defer"]);
    let source = machine(&[]);
    let (from, to) = (
        Client::connect(source.address("qmp")).await.unwrap(),
        Client::connect(target.address("qmp")).await.unwrap(),
    );
    assert_eq!(end(&mut from.migration()).await, JobEnd::Dismissed);
    let uri = format!("unix:{}", target.path("migration").display());
    to.execute_raw("migrate-incoming", Some(json!({"uri": uri})))
        .await
        .unwrap();
    let mut left = from.migration().every(Duration::from_millis(10));
    let mut came = to.migration();
    from.execute(qmp::commands::Migrate::new(uri))
        .await
        .unwrap();
    let mut seen = Vec::new();
    while let Some(progress) = left.next().await.unwrap() {
        seen.push(progress);
    }
    assert_eq!(end(&mut left).await, JobEnd::Concluded);
    assert_eq!(end(&mut came).await, JobEnd::Concluded);
    let last = seen.last().unwrap();
    assert_eq!(
        (&*last.detail, last.fraction()),
        ("completed", Some(1.0)),
        "{seen:?}"
    );
    assert!(matches!(
        left.dismiss().await,
        Err(Error::NotOfMigration { .. })
    ));

    let mut failed = to.migration();
    let uri = "unix:/no/such/directory/socket".to_owned();
    let started = to.execute(qmp::commands::Migrate::new(uri)).await;
    assert!(started.is_err() || matches!(end(&mut failed).await, JobEnd::Aborted { .. }));
}

async fn a_cancelled_migration_says_so() {
    let source = machine(&[]);
    let vm = Client::connect(source.address("qmp")).await.unwrap();
    let events = json!({"capabilities": [{"capability": "events", "state": true}]});
    vm.execute_raw("migrate-set-capabilities", Some(events))
        .await
        .unwrap();
    let mut changes = vm.events::<RawEvent>();
    let mut migration = vm.migration().every(Duration::from_millis(10));
    // Nothing reads its output, until the file lets the program end.
    let file = source.path("ends");
    let uri = format!(
        "exec:while ! test -e {}; do sleep 0.1; done",
        file.display()
    );
    vm.execute(qmp::commands::Migrate::new(uri)).await.unwrap();
    until(&mut migration, |progress| &*progress.detail == "active").await;
    // QEMU may wait for the program's end before it replies.
    let end_program = async {
        loop {
            let event = changes.next().await.unwrap().unwrap().body;
            let data = event.data.as_ref().map(|data| data.get());
            if data.is_some_and(|data| data.contains("cancelling")) {
                break std::fs::write(&file, "").unwrap();
            }
        }
    };
    let (cancelled, ()) = tokio::join!(migration.cancel(), end_program);
    cancelled.unwrap();
    assert_eq!(end(&mut migration).await, JobEnd::Cancelled);
}

/// While a command blocks its main loop, QEMU still executes out-of-band commands.
async fn a_migration_that_hangs_is_yanked_out_of_band() {
    let source = machine(&[]);
    let options = Options::new();
    let vm = Client::connect_with(source.address("qmp"), &options).await;
    let vm = vm.unwrap();
    let node = json!({"driver": "null-co", "node-name": "null"});
    vm.execute_raw("blockdev-add", Some(node)).await.unwrap();
    // Too slow to end on its own; the peer only receives.
    let slow = json!({"max-bandwidth": 1});
    vm.execute_raw("migrate-set-parameters", Some(slow))
        .await
        .unwrap();
    let path = source.path("migration");
    let peer = tokio::net::UnixListener::bind(&path).unwrap();
    let mut migration = vm.migration().every(Duration::from_millis(20));
    let uri = format!("unix:{}", path.display());
    vm.execute(qmp::commands::Migrate::new(uri)).await.unwrap();
    let (_peer, _) = peer.accept().await.unwrap();
    until(&mut migration, |progress| &*progress.detail == "active").await;

    let sleep = json!({"command-line": "qemu-io null \"sleep 1000\""});
    let busy = qapi_test_support::spawn(
        vm.execute_raw("human-monitor-command", Some(sleep))
            .into_future(),
    );
    while vm.outstanding() != ["human-monitor-command"] {
        tokio::task::yield_now().await;
    }
    let instances = json!({"instances": [{"type": "migration"}]});
    let yanked = vm.execute_raw("yank", Some(instances)).out_of_band().await;
    assert_eq!(yanked.unwrap(), json!({}));
    assert!(!busy.is_finished());
    busy.await.unwrap().unwrap();
    let end = end(&mut migration).await;
    assert!(matches!(end, JobEnd::Aborted { .. }), "{end:?}");
}

async fn a_commands_own_events_are_listened_to() {
    let (_qemu, vm) = with_images().await;
    let arguments = json!({"id": "drive"});
    let mut gone = vm.events_of_raw::<RawEvent>("device_del", Some(arguments.clone()));
    let path = json!({"id": "/machine/peripheral/drive"});
    let mut gone_by_path = vm.events_of_raw::<RawEvent>("device_del", Some(path));
    let other = json!({"id": "/machine/peripheral/other"});
    let other = vm.events_of_raw::<RawEvent>("device_del", Some(other));
    let stop = qmp::commands::Stop {};
    let mut stopped = vm.events_of::<qmp::Event>(&stop);
    vm.execute_raw("cont", None).await.unwrap();
    vm.execute(stop).await.unwrap();
    let event = stopped.next().await.unwrap().unwrap();
    assert!(
        matches!(event.body, qmp::Event::Stop(_)),
        "{:?}",
        event.body
    );
    // The guest, which is missing, would have to release it.
    vm.execute_raw("device_del", Some(arguments)).await.unwrap();
    vm.execute_raw("system_reset", None).await.unwrap();
    for gone in [&mut gone, &mut gone_by_path] {
        let event = tokio::time::timeout(LONG, gone.next()).await.unwrap();
        assert_eq!(event.unwrap().unwrap().body.name, "DEVICE_DELETED");
    }
    assert_eq!(format!("{other:?}"), "Events { waiting: 0, .. }");
}

async fn a_ready_mirror_ends_without_a_pivot() {
    let (_qemu, vm) = with_images().await;
    let arguments = json!({
        "job-id": "j", "device": "disk", "target": "copy", "sync": "full", "speed": 1,
        "buf-size": 65536, "auto-dismiss": false,
    });
    let mut job = vm
        .start_job_raw("blockdev-mirror", arguments)
        .await
        .unwrap();
    // It would be cancelled.
    let error = job.finish(Pivot::No).await.unwrap_err();
    assert!(matches!(error, Error::NotReady { .. }), "{error}");
    let faster = json!({"device": "j", "speed": 0});
    let faster = vm.execute_raw("block-job-set-speed", Some(faster));
    faster.await.unwrap();
    until(&mut job, |progress| progress.status == JobStatus::Ready).await;
    job.finish(Pivot::No).await.unwrap();
    let ended = tokio::time::timeout(LONG, job.end_and_dismiss()).await;
    assert_eq!(ended.unwrap().unwrap(), JobEnd::Concluded);
    assert_eq!(inserted(&vm).await, "disk");
    assert!(job.query().await.unwrap().is_none());
    let error = job.finish(Pivot::No).await.unwrap_err();
    assert_eq!(error.to_string(), "job j is not ready, but gone");
    let error = vm.migration().finish(Pivot::No).await.unwrap_err();
    assert!(matches!(error, Error::NotOfMigration { .. }), "{error}");

    // With the pivot, the machine uses the copy.
    let arguments = json!({"job-id": "j", "device": "disk", "target": "copy", "sync": "full"});
    let mut job = vm
        .start_job_raw("blockdev-mirror", arguments)
        .await
        .unwrap();
    until(&mut job, |progress| progress.status == JobStatus::Ready).await;
    job.finish(Pivot::Yes).await.unwrap();
    assert_eq!(end(&mut job).await, JobEnd::Concluded);
    assert_eq!(inserted(&vm).await, "copy");
}

async fn an_id_in_use_is_an_error_at_once() {
    let (qemu, vm) = with_images().await;
    let backup = |id: &str| {
        json!({
            "job-id": id, "device": "disk", "target": "copy", "sync": "full",
            "auto-dismiss": false,
        })
    };
    let mut first = vm
        .start_job_raw("blockdev-backup", backup("j"))
        .await
        .unwrap();
    assert_eq!(end(&mut first).await, JobEnd::Concluded);
    // The ended job still has the id: the new one neither starts nor takes over that end.
    let error = vm
        .start_job_raw("blockdev-backup", backup("j"))
        .await
        .unwrap_err();
    let Error::JobExists { id, status } = &error else {
        panic!("{error}")
    };
    assert_eq!((&**id, &**status), ("j", "concluded"));
    assert!(!error.may_have_run());
    first.dismiss().await.unwrap();

    // A job that is lost to another program between the question and the command is an error of
    // QEMU, and events of the other job are not taken for its own.
    let other = Client::connect(qemu.address("second")).await.unwrap();
    let mut second = other
        .start_job_raw("blockdev-backup", backup("j"))
        .await
        .unwrap();
    assert_eq!(end(&mut second).await, JobEnd::Concluded);
    second.dismiss().await.unwrap();
    let mut third = vm
        .start_job_raw("blockdev-backup", backup("j"))
        .await
        .unwrap();
    let ended = tokio::time::timeout(LONG, third.end_and_dismiss()).await;
    assert_eq!(ended.unwrap().unwrap(), JobEnd::Concluded);

    let error = vm.start_job_raw("blockdev-backup", json!({})).await;
    assert!(matches!(error, Err(Error::NoJobId { .. })), "{error:?}");
    let error = vm
        .start_job_raw("blockdev-backup", json!({"job-id": "x", "device": "none"}))
        .await;
    assert!(error.unwrap_err().is_command_error());
}

fn the_blocking_client_follows_jobs_and_migrations() {
    use qapi_client::blocking;

    let qemu = machine(&[]);
    let vm = blocking::Client::connect(qemu.address("qmp")).unwrap();
    for name in ["disk", "copy"] {
        let node = json!({"driver": "null-co", "node-name": name, "size": SIZE});
        vm.execute_raw("blockdev-add", Some(node)).wait().unwrap();
    }
    let mirror = json!({"job-id": "j", "device": "disk", "target": "copy", "sync": "full"});
    let mut job = vm.start_job_raw("blockdev-mirror", mirror.clone()).unwrap();
    let again = vm.start_job_raw("blockdev-mirror", mirror).unwrap_err();
    assert!(matches!(again, Error::JobExists { .. }), "{again}");
    let short = Duration::from_millis(20);
    let mut seen = Vec::new();
    for progress in job.by_ref() {
        let progress = progress.unwrap();
        seen.push(progress.status.clone());
        if progress.status == JobStatus::Ready
            && !seen[..seen.len() - 1].contains(&JobStatus::Ready)
        {
            let error = job_times_out(&vm, short);
            assert!(error.is_timeout(), "{error}");
            vm.job("j").finish(Pivot::No).unwrap();
        }
    }
    assert!(seen.contains(&JobStatus::Ready), "{seen:?}");
    assert_eq!(job.end_and_dismiss(LONG).unwrap(), JobEnd::Concluded);

    // A thread cancels a job that another follows. Slow nodes make the job last: QEMU may miss a cancellation
    // that comes just before the wait of a speed limit.
    for name in ["slow", "slow-copy"] {
        let node = json!({
            "driver": "null-co", "node-name": name, "size": SIZE << 12, "latency-ns": 200_000_000,
        });
        vm.execute_raw("blockdev-add", Some(node)).wait().unwrap();
    }
    let backup = json!({
        "job-id": "b", "device": "slow", "target": "slow-copy", "sync": "full",
    });
    let mut job = vm.start_job_raw("blockdev-backup", backup).unwrap();
    let control = job.control();
    let thread = std::thread::spawn(move || control.cancel());
    assert_eq!(job.end(LONG).unwrap(), JobEnd::Cancelled);
    thread.join().unwrap().unwrap();

    let uri = json!({"uri": "exec:exit 1"});
    let mut migration = vm.start_job_raw("migrate", uri).unwrap();
    let end = migration.end(LONG).unwrap();
    assert!(matches!(end, JobEnd::Aborted { .. }), "{end:?}");
    // The next one does not take over that end.
    let uri = json!({"uri": "exec:cat >/dev/null"});
    let mut migration = vm.start_job_raw("migrate", uri).unwrap();
    assert_eq!(migration.end(LONG).unwrap(), JobEnd::Concluded);
}

/// Returns the error of waiting for a job that does not end in time.
fn job_times_out(vm: &qapi_client::blocking::Client, time: Duration) -> Error {
    vm.job("j").end(time).unwrap_err()
}
