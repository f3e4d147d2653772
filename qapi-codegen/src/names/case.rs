//! QAPI's spelling to Rust's, without regard to other uses of that name.

/// `query-qmp-schema` → `QueryQmpSchema`: types, variants, commands, events.
pub(crate) fn pascal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in words(name) {
        if out.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            out.push('_');
        }
        let shouted = !word.contains(|c: char| c.is_ascii_lowercase());
        let mut chars = word.chars();
        out.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        out.extend(chars.map(|c| if shouted { c.to_ascii_lowercase() } else { c }));
    }
    identifier(out, "Empty")
}

/// `nodeName`, `node-name` → `node_name`: members.
pub(crate) fn snake(name: &str) -> String {
    identifier(lowered(name, char::to_ascii_lowercase), "empty")
}

/// `node-name` → `NODE_NAME`: constants.
pub(crate) fn constant(name: &str) -> String {
    identifier(lowered(name, char::to_ascii_uppercase), "EMPTY")
}

fn lowered(name: &str, case: fn(&char) -> char) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for word in words(name) {
        if !out.is_empty() {
            out.push('_');
        }
        let mut before = None;
        let mut chars = word.chars().peekable();
        let shouted = !word.contains(|c: char| c.is_ascii_lowercase());
        while let Some(c) = chars.next() {
            let last_capital = chars.peek().is_some_and(char::is_ascii_lowercase);
            let starts = |before: char| {
                c.is_ascii_uppercase() && (!before.is_ascii_uppercase() || last_capital)
            };
            if !shouted && before.is_some_and(starts) {
                out.push('_');
            }
            out.push(case(&c));
            before = Some(c);
        }
    }
    out
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Makes text of letters, digits and `_` an identifier (perhaps a keyword).
fn identifier(text: String, empty: &str) -> String {
    match text.as_bytes().first() {
        None => empty.to_owned(),
        Some(b'0'..=b'9') => format!("_{text}"),
        Some(_) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (name, as_pascal, as_snake) in [
            (
                "BlockdevOptionsQcow2",
                "BlockdevOptionsQcow2",
                "blockdev_options_qcow2",
            ),
            (
                "BlockdevOptionsNVMe",
                "BlockdevOptionsNVMe",
                "blockdev_options_nv_me",
            ),
            ("SHUTDOWN", "Shutdown", "shutdown"),
            ("VNC_CONNECTED", "VncConnected", "vnc_connected"),
            ("query-qmp-schema", "QueryQmpSchema", "query_qmp_schema"),
            (
                "x-blockdev-set-iothread",
                "XBlockdevSetIothread",
                "x_blockdev_set_iothread",
            ),
            ("x86_64", "X86_64", "x86_64"),
            ("aes-128", "Aes128", "aes_128"),
            ("4k", "_4k", "_4k"),
            ("3des", "_3des", "_3des"),
            ("2_5", "_2_5", "_2_5"),
            ("16", "_16", "_16"),
            ("UUID", "Uuid", "uuid"),
            ("nPC", "NPC", "n_pc"),
            ("iSCSI", "ISCSI", "i_scsi"),
            (
                "twoGbMaxExtentFlat",
                "TwoGbMaxExtentFlat",
                "two_gb_max_extent_flat",
            ),
            ("ACPISlotType", "ACPISlotType", "acpi_slot_type"),
            ("X86CPURegister32", "X86CPURegister32", "x86_cpu_register32"),
            ("R8D", "R8d", "r8d"),
            (
                "__com.redhat_drive-x",
                "ComRedhatDriveX",
                "com_redhat_drive_x",
            ),
            ("i440fx-1.0", "I440fx1_0", "i440fx_1_0"),
            ("", "Empty", "empty"),
            ("-", "Empty", "empty"),
        ] {
            assert_eq!(pascal(name), as_pascal, "{name}");
            assert_eq!(snake(name), as_snake, "{name}");
        }
        assert_eq!(
            constant("allow-write-only-overlay"),
            "ALLOW_WRITE_ONLY_OVERLAY"
        );
        assert_eq!(constant("json-cli-hotplug"), "JSON_CLI_HOTPLUG");
    }
}
