//! The codes of examples in documentation, which `qapi check --examples` checks.

use super::codes;

codes! {
    EXAMPLE_JSON "example-json" "A message in an example is not JSON" {
        "A message of an example is JSON, in which `...` may stand for a value, or for further \
         members or elements. Readers copy examples, and QEMU refuses this one."
        "##\n# @stop:\n#\n# Stop.\n#\n# .. qmp-example::\n#\n#     -> { \"execute\": \"stop\"\n#     <- { \"return\": {} }\n##\n{ 'command': 'stop' }"
    }
    EXAMPLE_NAME "example-name" "A message in an example names no command or event" {
        "A line that begins with `->` shows a request with `execute`; one that begins with `<-` \
         shows a reply with `return` or `error`, or an event. The command or event is one of the \
         schema's."
        "##\n# @stop:\n#\n# Stop.\n#\n# .. qmp-example::\n#\n#     -> { \"execute\": \"halt\" }\n##\n{ 'command': 'stop' }"
    }
    EXAMPLE_MEMBER "example-member" "An example has a member that the schema does not have" {
        "Arguments, return values and data in an example have members that the schema has at that \
         place; often the example shows an earlier release. The arguments of a command with \
         `'gen': false` are open."
        "##\n# @stop:\n#\n# Stop.\n#\n# .. qmp-example::\n#\n#     -> { \"execute\": \"stop\", \"arguments\": { \"now\": true } }\n##\n{ 'command': 'stop' }"
    }
    EXAMPLE_MISSING "example-missing" "An example lacks a mandatory member" {
        "A message without this member is not one that QEMU sends or accepts. A `...` among the \
         members stands for those that are not shown. A member with an `if` may be missing."
        "##\n# @wait:\n#\n# Wait.\n#\n# @seconds: duration\n#\n# .. qmp-example::\n#\n#     -> { \"execute\": \"wait\" }\n##\n{ 'command': 'wait', 'data': { 'seconds': 'int' } }"
    }
    EXAMPLE_TYPE "example-type" "A value in an example is not of its type" {
        "A value in an example has the JSON type of its place in the schema, is in the range of \
         its integer type, and is one of the values of its enumeration."
        "##\n# @wait:\n#\n# Wait.\n#\n# @seconds: duration\n#\n# .. qmp-example::\n#\n#     -> { \"execute\": \"wait\", \"arguments\": { \"seconds\": \"3\" } }\n##\n{ 'command': 'wait', 'data': { 'seconds': 'int' } }"
    }
}
