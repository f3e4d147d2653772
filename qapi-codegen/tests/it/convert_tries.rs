//! Conversions that refuse values: those of a client's types, which have one direction.

use qapi_client::wire;
use qapi_test_support::{Trial, trials};

use crate::convert::{convert_old, new};

pub(crate) fn all() -> Vec<Trial> {
    trials![what_is_sent_is_tried, branches_are_filled_and_emptied]
}

/// A client's types of one direction: what it sends.
fn what_is_sent_is_tried() {
    use new::commands::Send;
    let sent = || new::Sent::new(7, 3);
    let cases = [
        (
            Send::new(5, sent()),
            r#"{"wide":5,"sent":{"wide":7,"narrow":3}}"#,
        ),
        (
            Send::new(5, sent().text("b").plain("p").words(vec![new::Less::A])),
            r#"{"wide":5,"sent":{"wide":7,"narrow":3,"text":"b","words":["a"],"plain":"p"}}"#,
        ),
        (
            Send::new(5, sent().ref_("disk").word(new::Less::A)),
            r#"{"wide":5,"sent":{"wide":7,"narrow":3,"word":"a","ref":"disk"}}"#,
        ),
        (Send::new(300, sent()), "wide: 300 is out of range for int8"),
        (
            Send::new(5, sent()).more(1),
            "more: the type has no such member",
        ),
        (
            Send::new(5, sent().never(1)),
            "sent.never: the type has no such member",
        ),
        (
            Send::new(5, sent().text("c")),
            r#"sent.text: expected Less, found the string "c""#,
        ),
        (
            Send::new(5, sent().ref_(new::Ref::None)),
            "sent.ref: the type has another type here",
        ),
        (
            Send::new(5, sent().much(new::MoreKind::None)),
            r#"sent.much: expected MoreKind, found the string "none""#,
        ),
    ];
    for (send, expected) in cases {
        let old = convert_old::commands::Send::try_from(send);
        let text = old.map_or_else(|error| error.to_string(), |old| wire::to_string(&old));
        assert_eq!(text, expected);
    }
    // Back, from a struct around a type.
    let old =
        convert_old::commands::Send(convert_old::Sending::new(5, convert_old::Sent::new(7, 300)));
    let error = new::commands::Send::try_from(old).unwrap_err();
    assert_eq!(
        error.to_string(),
        "sent.narrow: 300 is out of range for uint8"
    );
}

/// Branches with members here and without there.
fn branches_are_filled_and_emptied() {
    let fill = |branch: new::FilledBranch| {
        let old = convert_old::Filled::try_from(new::Filled::new(branch));
        old.map_or_else(|error| error.to_string(), |old| wire::to_string(&old))
    };
    assert_eq!(fill(new::FilledBranch::None), r#"{"kind":"none"}"#);
    let file = new::NodeFile::new("p", Vec::<String>::new());
    assert_eq!(fill(file.into()), "path: the type has no such member");
    let filter = new::Optional::default();
    assert_eq!(fill(filter.into()), "the type has another type here");

    let receive = |text: &str| {
        let old: convert_old::Filling = wire::from_json(text).unwrap();
        new::Filling::try_from(old).map_err(|error| error.to_string())
    };
    let empty = receive(r#"{"kind":"file"}"#).unwrap();
    assert!(matches!(empty.kind, new::FillingBranch::File));
    let full = receive(r#"{"kind":"file","a":5}"#).unwrap_err();
    assert_eq!(full, "a: the type has no such member");
}
