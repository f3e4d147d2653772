//! The codes of [`crate::lint`]: valid parts of a schema that are perhaps not meant.

use super::codes;

codes! {
    UNUSED_TYPE "unused-type" "No command or event uses a type" {
        "The type is not part of any argument, return value or event, directly or through other \
         types, so it is not part of the protocol. A cycle of unused types is reported once. \
         Internal code may still use such a type: QEMU has some."
        "{ 'struct': 'Forgotten', 'data': { 'x': 'int' } }"
    }
    UNDOCUMENTED_MEMBER "undocumented-member" "Members of a documented definition have no description" {
        "A definition that has documentation should describe each of its members or arguments. The \
         pragma `documentation-exceptions` lists definitions that need not. QEMU's own compiler \
         demands it since 9.0."
        "##\n# @Point:\n#\n# @x: how far to the right\n#\n# Since: 1.0\n##\n\
         { 'struct': 'Point', 'data': { 'x': 'int', 'y': 'int' } }\n{ 'event': 'MOVED', 'data': 'Point' }"
    }
    UNDOCUMENTED_VALUE "undocumented-value" "Values or alternatives of a documented definition have no description" {
        "An enum or an alternate that has documentation should describe each of its values or \
         alternatives. The pragma `documentation-exceptions` lists definitions that need not. \
         QEMU's own compiler demands it since 9.0."
        "##\n# @Mode:\n#\n# @fast: at any price\n#\n# Since: 1.0\n##\n\
         { 'enum': 'Mode', 'data': [ 'fast', 'cheap' ] }\n{ 'event': 'MOVED', 'data': { 'mode': 'Mode' } }"
    }
    MISSING_SINCE "missing-since" "Documentation has no section `Since:`" {
        "The documentation of a definition should end with a section `Since:`, which names the \
         first release that has it."
        "##\n# @start:\n#\n# Start.\n##\n{ 'command': 'start' }"
    }
    SINCE_BEFORE_OWNER "since-before-owner" "A member is documented as older than its definition" {
        "`(since X)` in the description of a member, a value or a feature names the release that \
         added it, which cannot be older than the one in the definition's `Since:`."
        "##\n# @start:\n#\n# @delay: seconds (since 1.2)\n#\n# Since: 2.0\n##\n\
         { 'command': 'start', 'data': { '*delay': 'int' } }"
    }
    SINCE_BEFORE_TYPE "since-before-type" "A use is documented as older than its type" {
        "A type may be a base, data, a return value, or the type of a member or branch. Such a use \
         is at least as new as the type, so the type's `Since:` should not name a later release. \
         For a member its own `(since X)` counts, if it has one. Real schemas have many such cases: \
         a type that was split off an older definition is newer than its users."
        "##\n# @Point:\n#\n# Since: 2.0\n##\n{ 'struct': 'Point', 'data': {} }\n\
         ##\n# @MOVED:\n#\n# Since: 1.0\n##\n{ 'event': 'MOVED', 'data': 'Point' }"
    }
    DEPRECATED_WITHOUT_REPLACEMENT "deprecated-without-replacement" "A deprecation names no replacement" {
        "The description of the feature `deprecated` should name a replacement (`use @other`, \
         `replaced by`, `instead`), or say that none is needed (`ignored`, `no replacement`, …)."
        "##\n# @start:\n#\n# Features:\n#\n# @deprecated: do not use this.\n#\n# Since: 1.0\n##\n\
         { 'command': 'start', 'features': [ 'deprecated' ] }"
    }
    SIMILAR_SYMBOL "similar-symbol" "A symbol differs by one letter from one used more often" {
        "Nothing declares the symbols of conditions, so a slip makes a new one, which is never \
         defined. Symbols that differ in a digit are not compared."
        "{ 'command': 'one', 'if': 'CONFIG_LINUX' }\n{ 'command': 'two', 'if': 'CONFIG_LINUX' }\n\
         { 'command': 'three', 'if': 'CONFIG_LINUZ' }"
    }
    IMPOSSIBLE_CONDITION "impossible-condition" "A condition can never hold" {
        "The condition contradicts itself, the condition of the definition around it, that of the \
         type, or for a branch that of the discriminator's value: there is no build that has it."
        "{ 'struct': 'Point', 'data': {}, 'if': { 'not': 'CONFIG_A' } }\n\
         { 'event': 'MOVED', 'data': { 'to': { 'type': 'Point', 'if': 'CONFIG_A' } } }"
    }
    UNMET_CONDITION "unmet-condition" "Something can exist without its type" {
        "There are builds in which the condition holds and that of the type does not (or for a \
         branch, that of the discriminator's value). The C code that QEMU's compiler makes does \
         not compile there."
        "{ 'struct': 'Point', 'data': {}, 'if': 'CONFIG_A' }\n{ 'event': 'MOVED', 'data': { 'to': 'Point' } }"
    }
}
