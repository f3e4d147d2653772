//! The manual of recordings of devices.

use qapi_args::devices::Recording;
use qapi_docs::devices::files;
use qapi_docs::manual::{File, Format};
use qapi_test_support::{Trial, trials};

pub(crate) fn all() -> Vec<Trial> {
    trials![
        versions_share_a_manual,
        the_recording_of_the_repository_has_its_pages,
        text_of_a_recording_is_escaped,
        properties_cost_what_they_are,
    ]
}

fn recording(text: &str) -> Recording {
    Recording::from_json(text).unwrap()
}

fn page<'f>(files: &'f [File], name: &str) -> &'f str {
    let file = files.iter().find(|file| file.name == name);
    &file.unwrap_or_else(|| panic!("no {name}")).text
}

const OLD: &str = include_str!("../../../tests/cmd/devices/old.json");
const NEW: &str = include_str!("../../../tests/cmd/devices/new.json");

fn versions_share_a_manual() {
    let (old, new) = (recording(OLD), recording(NEW));
    let files = files("Fans", &[("9.0", &new), ("7.2", &old)], Format::Markdown).unwrap();
    let index = page(&files, "index.md");
    assert!(index.contains("- 9.0: QEMU 9.0.0, x86\\_64\n"), "{index}");
    assert!(index.contains("- [`gone`](devices.md#gone)\n"), "{index}");
    let devices = page(&files, "devices.md");
    for line in [
        "a [`pci-device`](base.md#pci-device)\n",
        "a [`pci-device`](base.md#pci-device) · only in 7.2\n",
        "| `speed` | `uint16` | `7` | (uint8 in 7.2) |",
        "| `colour` | `str` | `\"red\"` | Colour of the \\| lamp |",
        "| `lan.channel` | `bool` |  | (uint32 in 7.2) |",
    ] {
        assert!(devices.contains(line), "{line}\n{devices}");
    }
    assert!(!devices.contains("rombar"), "the parent has it");
    let base = page(&files, "base.md");
    assert!(
        base.contains("| `sriov` | `bool` |  | (only in 9.0) |"),
        "{base}"
    );
}

fn the_recording_of_the_repository_has_its_pages() {
    let text = include_str!("../../../schemas/devices/qemu-7.2-x86_64.json");
    let recording = recording(text);
    let files = files("Devices", &[("7.2", &recording)], Format::Html).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let expected = [
        "index.html",
        "devices.html",
        "machines.html",
        "cpus.html",
        "accelerators.html",
        "base.html",
        "style.css",
    ];
    assert_eq!(names, expected);
    // Each type and each stored property stands there once, and each link leads somewhere.
    let all: String = files.iter().map(|file| file.text.as_str()).collect();
    for (name, record) in &recording.types {
        assert_eq!(
            all.matches(&format!("<h2 id=\"{name}\">")).count(),
            1,
            "{name}"
        );
        for property in record.properties.keys().filter(|name| *name != "type") {
            assert!(
                all.contains(&format!("<code>{property}</code>")),
                "{property}"
            );
        }
    }
    for link in all.split("href=\"").skip(1) {
        let link = link.split('"').next().unwrap();
        let Some((file, anchor)) = link.split_once('#') else {
            continue;
        };
        let target = page(&files, file);
        assert!(target.contains(&format!("id=\"{anchor}\"")), "{link}");
    }
}

fn text_of_a_recording_is_escaped() {
    let hostile = recording(
        r#"{"qapi-devices": 1, "qemu": {"version": "<b>"}, "types": {
            "a\"><script>": {"kind": "device", "properties": {
                "`x`|": {"type": "<i>|", "description": "[a](javascript:b)\n<img>"}}}}}"#,
    );
    let html = files("<u>", &[("<s>", &hostile)], Format::Html).unwrap();
    for tag in ["<b>", "<script>", "<i>", "<img>", "<u>", "<s>"] {
        assert!(html.iter().all(|file| !file.text.contains(tag)), "{tag}");
    }
    let markdown = files("<u>", &[("<s>", &hostile)], Format::Markdown).unwrap();
    let page = page(&markdown, "devices.md");
    let row = "| `'x'\\|` | `<i>\\|` |  | \\[a\\](javascript:b) \\<img\\> |";
    assert!(page.contains(row), "{page}");
    assert!(page.contains("<a id=\"a___script_\"></a>"), "{page}");
    let none = recording(r#"{"qapi-devices": 1, "qemu": {"version": "1"}, "types": {}}"#);
    let versions = [("<s>", &hostile), ("9.0", &none)];
    let markdown = files("<u>", &versions, Format::Markdown).unwrap();
    let page = self::page(&markdown, "devices.md");
    assert!(page.contains("\nonly in \\<s\\>\n"), "{page}");
}

fn properties_cost_what_they_are() {
    let properties: Vec<String> = (0..6000).map(|i| format!(r#""p{i}": "bool""#)).collect();
    let large = recording(&format!(
        r#"{{"qapi-devices": 1, "qemu": {{"version": "1"}}, "types": {{
            "fan": {{"kind": "device", "properties": {{{}}}}}}}}}"#,
        properties.join(",")
    ));
    let start = std::time::Instant::now();
    let markdown = files("Fans", &[("9.0", &large)], Format::Markdown).unwrap();
    assert!(page(&markdown, "devices.md").contains("| `p5999` | `bool` |"));
    assert!(start.elapsed().as_secs() < 20);
}
