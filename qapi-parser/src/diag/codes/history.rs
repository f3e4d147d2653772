//! The codes of comparisons with earlier releases, which `qapi check --history` makes.

use super::codes;

codes! {
    SINCE_AGAINST_HISTORY "since-against-history" "Documentation names another release than the first that has it" {
        "`Since:` of a command or event, and `(since X)` of a member, a value, a branch or a \
         feature, name the first release that has it. The releases given with `--history` \
         disagree: the named one or a later one lacks it, although that release has its owner; or an \
         earlier one has it. A part that several commands or events use counts as there if one of \
         them shows it."
        "##\n# @start:\n#\n# Start; but 1.0 has no such command.\n#\n# Since: 1.0\n##\n{ 'command': 'start' }"
    }
}
