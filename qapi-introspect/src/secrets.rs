//! The one list of members that hold secrets, and its uses on names, messages and lines.
//!
//! Generated `Debug`, traces, transcripts, the shell's history and the proxy's log all ask here.
//! With a schema at hand, a member is matched as `Type.member` against [`MEMBERS`]. On the wire,
//! where types have no names, its name alone decides ([`is_secret`]), so more is hidden there.

use crate::json::Json;

/// Text that stands for a secret that is not shown.
pub const HIDDEN: &str = "…";

/// Patterns `TYPE.MEMBER` of members that hold secrets, in which `*` stands for any characters. The
/// arguments of a command are the members of the type that has the command's name.
///
/// A name that goes on, as in `password-secret`, is that of an object that has the secret.
pub const MEMBERS: &[&str] = &[
    "*.*password",
    "*.*passwd",
    "*.*passphrase",
    "*.secret",
    "*.cookie",
    "Secret*.data",
    "guest-ssh-*.keys",
    // Programs and files in the guest: their arguments, input and output.
    "guest-exec.arg",
    "guest-exec.env",
    "guest-exec.input-data",
    "GuestExecStatus.out-data",
    "GuestExecStatus.err-data",
    "guest-file-*.buf-b64",
    "GuestFileRead.buf-b64",
];

/// Phrases in the documentation of members that hold secrets.
pub const PHRASES: &[&str] = &["secret data", "new password", "plain text password"];

/// Parts of words that mark a line of text, or a member's name on the wire, as secret.
const PARTS: &[&str] = &["passw", "passphrase"];

/// Reports that `pattern`, in which `*` stands for any characters, is all of `text`.
///
/// ```
/// use qapi_introspect::secrets::matches;
///
/// assert!(matches("*.*password", "ChangeVnc.new-password"));
/// assert!(!matches("*.*password", "BlockdevOptionsCurl.password-secret"));
/// ```
pub fn matches(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(start) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let end = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    text.ends_with(end)
}

/// Reports that a member of that name may hold a secret, whatever its type.
///
/// ```
/// use qapi_introspect::secrets::is_secret;
///
/// assert!(is_secret("password") && is_secret("buf-b64") && !is_secret("node-name"));
/// assert!(!is_secret("password-secret"), "the id of a secret object");
/// ```
pub fn is_secret(name: &str) -> bool {
    let named = |pattern: &&&str| {
        let (of_type, member) = pattern.rsplit_once('.').unwrap_or(("", pattern));
        // `data` is a secret of secrets only.
        of_type != "Secret*" && matches(member, name)
    };
    // `password-secret` is the id of a secret object.
    let spoken = !name.ends_with("-secret") && PARTS.iter().any(|part| name.contains(part));
    spoken || MEMBERS.iter().any(|p| named(&p))
}

/// Reports that a line of text (of the shell, or of the human monitor) may hold a secret: it speaks
/// of passwords or secrets, or gives a secret member a value.
///
/// ```
/// use qapi_introspect::secrets::in_line;
///
/// assert!(in_line("change-vnc-password passwd=x") && in_line(r#"guest-exec {"arg": ["x"]}"#));
/// assert!(!in_line("query-named-block-nodes flat=true"));
/// ```
pub fn in_line(line: &str) -> bool {
    let line = line.to_lowercase();
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let given = |(at, word): (usize, &str)| {
        let rest = line[at + word.len()..].trim_start_matches(['"', '\'', ' ']);
        rest.starts_with(['=', ':', '.']) && is_secret(word)
    };
    let mut words = line
        .split(|c| !is_name(c))
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word));
    let spoken = |part: &&str| line.contains(part);
    PARTS.iter().chain(&["secret"]).any(spoken) || words.any(given)
}

/// Replaces by `…` the secrets in a message, wherever they are.
///
/// Beside members with a secret's name, these are the `data` of secret objects, the value that
/// `qom-set` gives a secret property, and lines for the human monitor.
///
/// ```
/// use qapi_introspect::json::Json;
///
/// let mut message = Json::parse(r#"{"qom-type": "secret", "id": "s", "data": "x"}"#)?;
/// qapi_introspect::secrets::hide(&mut message);
/// assert_eq!(message.to_string(), r#"{"qom-type":"secret","id":"s","data":"…"}"#);
/// # Ok::<(), qapi_introspect::json::JsonError>(())
/// ```
pub fn hide(message: &mut Json<'_>) {
    // A stack of its own: values that were not parsed may be deep.
    let mut todo = vec![message];
    while let Some(value) = todo.pop() {
        match value {
            Json::Array(items) => todo.extend(items),
            Json::Object(members) => {
                // A name may stand there twice.
                let any = |name: &str, is: fn(&str) -> bool| {
                    let mut named = members.iter().filter(|(member, _)| member == name);
                    named.any(|(_, value)| value.as_str().is_some_and(is))
                };
                let of_secret = any("qom-type", |kind| kind.starts_with("secret"));
                let to_secret = any("property", |to| is_secret(to) || to == "data");
                let line = any("command-line", in_line);
                for (name, member) in members {
                    let holds = match &**name {
                        // `object-add` had it in `props` before QEMU 6.0.
                        "data" | "props" => of_secret,
                        "value" => to_secret,
                        "command-line" => line,
                        name => is_secret(name),
                    };
                    match holds {
                        true => *member = Json::Str(HIDDEN.into()),
                        false => todo.push(member),
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("Foo", "Foo", true),
            ("Foo", "Food", false),
            ("*", "", true),
            ("Foo*", "Food", true),
            ("*.size", "Foo.size", true),
            ("*.size", "Foo.size-max", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "acb", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn blanks_cost_what_they_are() {
        let start = std::time::Instant::now();
        assert!(!in_line(&" ".repeat(300_000)));
        assert!(start.elapsed().as_secs() < 20);
    }

    #[test]
    fn lines_with_secrets() {
        for line in [
            "change-vnc-password passwd=x",
            "VNC PASSWD=x",
            r#"human-monitor-command command-line="set_password vnc x""#,
            "human-monitor-command \"object_add secret,id=s,data=x\"",
            "guest-exec path=/bin/true arg.0=x",
            "blockdev-add driver=https cookie=x",
            r#"guest-file-write {"handle": 1, "buf-b64" : "eA=="}"#,
            "set_password protocol=vnc pässwörd=x password=y",
        ] {
            assert!(in_line(line), "{line}");
        }
        for line in [
            "query-status",
            "send-key keys.0.type=qcode",
            "device_add driver=virtio-blk-pci,drive=disk0",
            "query-command-line-options option=arguments",
        ] {
            let keys = line.starts_with("send-key");
            assert_eq!(in_line(line), keys, "{line}");
        }
    }
}
