//! Whole command lines, checked and built.

use std::io::Write;
use std::process::Stdio;

use qapi_args::devices::Recording;
use qapi_args::{CommandLine, Qemu, Reader};
use qapi_test_support::{Trial, program, trials};
use serde_json::json;

use crate::support::release;

pub(crate) fn all() -> Vec<Trial> {
    trials![
        a_command_line_is_checked,
        mistakes_have_their_places,
        options_keep_their_order_and_form,
        secrets_stay_out_of_the_arguments,
        secrets_in_text_stay_out_too,
        properties_have_flat_text,
        qemu_starts_with_either_form,
    ]
}

const RECORDED: &str = include_str!("../../../schemas/devices/qemu-7.2-x86_64.json");

/// Each finding, with the text at its place.
fn findings(text: &str) -> Vec<String> {
    let schema = release("qemu-7.2");
    let recording = Recording::from_json(RECORDED).unwrap();
    let check = CommandLine::new(Reader::exact(&schema)).devices(&recording);
    let found = check.check(text).into_iter();
    found
        .map(|f| format!("{} <{}>", f, &text[f.span.clone()]))
        .collect()
}

fn a_command_line_is_checked() {
    let lines = [
        "qemu-system-x86_64 -M q35,usb=off,smm=auto,smp.cpus=2 -m size=1G,slots=2,maxmem=2G \
         -smp 2,sockets=1 -cpu max,+avx2,pmu=off,hv_relaxed -nodefaults -S disk.img",
        r#"-blockdev '{"driver": "null-co", "node-name": "a"}' -device virtio-blk-pci,drive=a,addr=5.1"#,
        r#"-device '{"driver":"virtio-net-pci","netdev":"n","mac":"52:54:00:00:00:01","vectors":4}'"#,
        "-netdev user,id=n,hostfwd=tcp::1-:2 --object memory-backend-ram,id=m,size=1G",
        "-chardev socket,id=c,path=/a,,b,server=on,wait=off -mon chardev=c,mode=control",
        "-global virtio-blk-pci.num-queues=4 -numa node,memdev=m -accel tcg -rtc base=utc",
        "-device help -machine help -display none -audiodev none,id=a",
    ];
    for line in lines {
        assert_eq!(findings(line), Vec::<String>::new(), "{line}");
    }
}

fn mistakes_have_their_places() {
    let cases = [
        (
            "-blokdev x",
            "QEMU has no option 'blokdev'; did you mean 'blockdev'? <-blokdev>",
        ),
        ("qemu -m", "'-m': the option needs an argument <-m>"),
        ("-name 'a", "the quote has no end <'>"),
        (
            "-blockdev 'driver=null-co,node-name=n,sze=1'",
            "'-blockdev': null-co has no member 'sze'; did you mean 'size'? <sze>",
        ),
        (
            "-device virtio-blk-pci,drive=a,num-queus=4",
            "'-device': virtio-blk-pci has no member 'num-queus'; did you mean 'num-queues'? \
             <num-queus>",
        ),
        (
            r#"-device '{"driver": "virtio-blk-pci", "drive": "a", "num-queues": "4"}'"#,
            r#"'-device num-queues': expected an integer in its range, found '4' <"4">"#,
        ),
        (
            "-device virtio-blk-pc,drive=a",
            "'-device': QEMU 7.2.22 has no device 'virtio-blk-pc'; did you mean 'virtio-blk-pci'? \
             <virtio-blk-pc>",
        ),
        (
            "-machine q35,usb=maybe",
            "'-machine usb': expected on or off, found 'maybe' <maybe>",
        ),
        (
            "-cpu max,avx3=on",
            "'-cpu': max has no member 'avx3'; did you mean 'avx'? <avx3>",
        ),
        (
            "-smp 2,core=1",
            "'-smp': the option has no member 'core'; did you mean 'cores'? <core>",
        ),
        (
            "-object memory-backend-ram,id=m,size=1X",
            "'-object size': expected an integer, found '1X' <1X>",
        ),
        (
            "-global virtio-blk-pci.num-queues=many",
            "'-global num-queues': expected an integer in its range, found 'many' <many>",
        ),
        (
            "-blockdev file,node-name=n,filename=x,x-check-cache-dropped=on",
            "'-blockdev x-check-cache-dropped': it is unstable: it may change in any \
             release <on>",
        ),
    ];
    for (line, expected) in cases {
        let found = findings(line);
        let first = found.first().map(String::as_str);
        assert_eq!(first, Some(expected), "{line}");
    }
}

fn vm() -> Qemu {
    let mut qemu = Qemu::new("qemu-system-x86_64");
    qemu.machine("q35,accel=tcg")
        .cpu(&json!({"model": "max", "pmu": false}))
        .memory("64M")
        .nodefaults()
        .object(&json!({"qom-type": "memory-backend-ram", "id": "m", "size": 67_108_864}))
        .numa(&json!({"type": "node", "memdev": "m", "cpus": [0]}))
        .blockdev(&json!({"driver": "raw", "node-name": "a",
            "file": {"driver": "null-co", "size": 1024, "read-zeroes": true}}))
        .netdev(&json!({"type": "user", "id": "n", "hostfwd": [], "restrict": true}))
        .chardev(
            "c",
            &json!({"type": "socket", "data": {"server": true, "wait": false,
                "addr": {"type": "inet", "data": {"host": "127.0.0.1", "port": "0"}}}}),
        )
        .device(&json!({"driver": "virtio-blk-pci", "drive": "a", "serial": "1,5"}))
        .display(&json!({"type": "none"}))
        .flag("S");
    qemu
}

fn options_keep_their_order_and_form() {
    let text = |qemu: &Qemu| {
        let argv = qemu.argv().unwrap();
        let words = argv.iter().map(|word| word.to_str().unwrap().to_owned());
        words.collect::<Vec<_>>()
    };
    let newest = text(&vm());
    let start = [
        "qemu-system-x86_64",
        "-machine",
        "q35,accel=tcg",
        "-cpu",
        "max,pmu=off",
    ];
    assert_eq!(newest[..5], start);
    assert!(newest.contains(&"cpus=0,memdev=m,type=node".to_owned()));
    assert!(
        newest.contains(&r#"{"drive":"a","driver":"virtio-blk-pci","serial":"1,5"}"#.to_owned())
    );
    let chardev = "socket,id=c,host=127.0.0.1,port=0,server=on,wait=off";
    assert!(newest.contains(&chardev.to_owned()), "{newest:?}");
    let mut old = Qemu::new("q");
    old.release(5, 2)
        .object(&json!({"qom-type": "iothread", "id": "i"}))
        .device(&json!({"driver": "virtio-blk-pci", "serial": "1,5", "write-cache": "on"}))
        .blockdev(&json!({"driver": "null-co"}))
        .netdev(&json!({"type": "user", "id": "n", "hostfwd": [{"str": "a"}, {"str": "b"}]}));
    let expected = [
        "q",
        "-object",
        "id=i,qom-type=iothread",
        "-device",
        "driver=virtio-blk-pci,serial=1,,5,write-cache=on",
        "-blockdev",
        r#"{"driver":"null-co"}"#,
        "-netdev",
        "hostfwd=a,hostfwd=b,id=n,type=user",
    ];
    assert_eq!(text(&old), expected);
    old.device(&json!({"driver": "x", "list": []}));
    let error = old.argv().unwrap_err().to_string();
    assert!(error.contains("'list': a list cannot"), "{error}");
    let mut probed = Qemu::new("q");
    probed
        .schema(&release("qemu-5.2"))
        .device(&json!({"driver": "x"}));
    assert_eq!(text(&probed)[2], "driver=x");
    probed.schema(&release("qemu-7.2"));
    assert_eq!(text(&probed)[2], r#"{"driver":"x"}"#);
}

fn secrets_stay_out_of_the_arguments() {
    let mut qemu = Qemu::new("q");
    qemu.object(&json!({"qom-type": "secret", "id": "s", "data": "x"}));
    let error = qemu.argv().unwrap_err().to_string();
    assert!(error.starts_with("-object: 'data' is a secret"), "{error}");
    assert!(qemu.secrets_in_arguments().argv().is_ok());
    let mut named = Qemu::new("q");
    named.blockdev(&json!({"driver": "http", "password-secret": "s", "filename": "x"}));
    assert!(named.argv().is_ok());
}

fn secrets_in_text_stay_out_too() {
    let refused = [
        ("object", "secret,id=s,data=x", "data"),
        ("object", "id=s,qom-type=secret,data=x", "data"),
        (
            "object",
            r#"{"qom-type": "secret", "id": "s", "data": "x"}"#,
            "data",
        ),
        ("blockdev", "driver=ssh,host.password=x", "host.password"),
        ("spice", "port=1,password=x", "password"),
        ("drive", "driver=https,url=x,cookie=x", "cookie"),
        ("iscsi", "user=a,password=x", "password"),
        ("global", "curl.proxy-password=x", "curl.proxy-password"),
    ];
    for (option, text, member) in refused {
        let mut qemu = Qemu::new("q");
        let error = qemu.option(option, text).argv().unwrap_err();
        let expected = format!("-{option}: '{member}' is a secret");
        assert!(error.to_string().starts_with(&expected), "{text}: {error}");
        assert!(qemu.secrets_in_arguments().argv().is_ok());
    }
    let error = Qemu::new("q").object("secret,id=s,data=x").argv();
    assert!(error.is_err(), "text of a typed option");
    let allowed = [
        ("vnc", ":1,password=on"),
        ("object", "secret,id=s,file=/run/secret"),
        ("drive", "driver=https,password-secret=s"),
        ("append", "console=ttyS0 password=x"),
        ("object", "rng-random,id=r,filename=/dev/random"),
    ];
    for (option, text) in allowed {
        assert!(Qemu::new("q").option(option, text).argv().is_ok(), "{text}");
    }
}

fn properties_have_flat_text() {
    let value = |qemu: &Qemu| {
        let argv = qemu.argv().map(|argv| argv[2].to_str().unwrap().to_owned());
        argv.map_err(|error| error.to_string())
    };
    let cpu = |value: &serde_json::Value| Qemu::new("q").cpu(value).clone();
    let features = json!({"model": "max", "3dnow": false, "sse4.1": true, "phys-bits": 40});
    assert_eq!(
        value(&cpu(&features)).as_deref(),
        Ok("max,3dnow=off,phys-bits=40,sse4.1=on")
    );
    let error = value(&cpu(&json!({"model": "max", "model-id": "a,b"}))).unwrap_err();
    assert!(
        error.contains("'model-id': a value with a comma cannot"),
        "{error}"
    );

    let mut disk = Qemu::new("q");
    disk.release(6, 1)
        .device(&json!({"driver": "nvme", "zoned.zasl": 2, "serial": "a,b"}));
    assert_eq!(
        value(&disk).as_deref(),
        Ok("driver=nvme,serial=a,,b,zoned.zasl=2")
    );
    let queues = json!({"driver": "virtio-blk-pci", "iothread-vq-mapping": [{"iothread": "i"}]});
    let error = value(Qemu::new("q").release(6, 1).device(&queues)).unwrap_err();
    assert!(
        error.contains("'iothread-vq-mapping': a list cannot"),
        "{error}"
    );

    let globals = [
        "nvme.serial=a,b".to_owned(),
        "max-x86_64-cpu.3dnow=off".to_owned(),
    ];
    let argv = Qemu::new("q").globals(&globals).argv().unwrap();
    assert_eq!(
        argv[1..],
        [
            "-global",
            "nvme.serial=a,b",
            "-global",
            "max-x86_64-cpu.3dnow=off"
        ]
    );
}

fn qemu_starts_with_either_form() {
    let path = program("qemu-system-x86_64");
    for release in [(7, 2), (2, 12)] {
        let mut qemu = vm();
        let probe = if release == (7, 2) {
            "json"
        } else {
            "key=value"
        };
        // An empty list exists in JSON alone.
        let mut qemu = if release == (2, 12) {
            let mut other = Qemu::new("qemu-system-x86_64");
            other
                .machine("q35")
                .nodefaults()
                .object(&json!({"qom-type": "memory-backend-ram", "id": "m", "size": 1_048_576}))
                .blockdev(&json!({"driver": "null-co", "node-name": "a"}))
                .netdev(&json!({"type": "user", "id": "n", "hostfwd": [{"str": "tcp::0-:1"}]}))
                .device(&json!({"driver": "virtio-blk-pci", "drive": "a", "serial": "1,5"}))
                .display(&json!({"type": "none"}));
            other
        } else {
            qemu.flag("no-user-config");
            qemu
        };
        qemu.release(release.0, release.1).option("qmp", "stdio");
        let argv = qemu.argv().unwrap();
        let mut command = std::process::Command::new(&path);
        command.args(&argv[1..]).stdin(Stdio::piped());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = child.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let commands = "{\"execute\":\"qmp_capabilities\"}\n{\"execute\":\"quit\"}\n";
        let _ = input.write_all(commands.as_bytes());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{probe}: {said}\n{argv:?}");
    }
}
