//! The codes of comparisons with earlier releases, which `qapi check --history` makes.

use super::codes;

codes! {
    SINCE_AGAINST_HISTORY "since-against-history" "Documentation names another release than the first that has it" {
        "`Since:` and `(since X)` name the first release that has a command, an event or an \
         argument. Among the releases given with `--history` there is one, no older, that does not \
         have it, or an older one that has it."
        "##\n# @start:\n#\n# Start; but 1.0 has no such command.\n#\n# Since: 1.0\n##\n{ 'command': 'start' }"
    }
}
