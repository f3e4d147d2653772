//! Codes of the checks: mistakes in schemas with correct syntax.

super::codes! {
    NOT_A_DEFINITION "not-a-definition" "A top-level object defines exactly one thing" {
        "Every object at the top level, other than `include` and `pragma` directives, must have \
         exactly one of the keys `enum`, `struct`, `union`, `alternate`, `command` and `event`. The \
         key gives the kind of the definition, its value the name."
        "{ 'type': 'Point', 'data': { 'x': 'int' } }"
    }
    MISSING_KEY "missing-key" "A key that must be there is missing" {
        "Each kind of object has keys that must be there. A `union` needs `base` and \
         `discriminator`; until QEMU 6.1 it could do without both."
        "{ 'struct': 'Point' }"
    }
    UNKNOWN_KEY "unknown-key" "A key has no meaning where it stands" {
        "Each kind of object has a fixed set of keys. Keys that came into the language later are \
         unknown in earlier editions."
        "{ 'struct': 'Point', 'data': { 'x': 'int' }, 'final': true }"
    }
    WRONG_VALUE "wrong-value" "A value is of the wrong kind" {
        "Another kind of value is required here: a string where a name is expected, an \
         array with exactly one type name where an array type is, an object where members are."
        "{ 'struct': 'Points', 'data': { 'all': [ 'int', 'str' ] } }"
    }
    INVALID_NAME "invalid-name" "A name is not valid" {
        "A name consists of letters, digits, `-` and `_` and begins with a letter. An extension by \
         a third party begins with `__`, its domain (where dots may stand) and `_`. Names that \
         begin with `q_` or `q-` belong to the compiler. Only enum values may begin with a digit. A \
         name has at most 1,024 bytes, so that no output is much longer than the schema."
        "{ 'command': 'query-disk?' }"
    }
    NAME_STYLE "name-style" "A name is not in the style of its kind" {
        "Types are in `CamelCase`, events in `UPPER_CASE`, commands, members, enum values, \
         branches and features in `lower-case`. The prefixes `x-` and `__RFQDN_` do not count. \
         The pragmas `command-name-exceptions` and `member-name-exceptions` list exceptions. \
         Until QEMU 5.2 only uppercase letters in members and the like were refused."
        "{ 'struct': 'point', 'data': { 'X': 'int' } }"
    }
    RESERVED_NAME "reserved-name" "A name is reserved" {
        "The compiler makes types whose names end in `List` (and, for the simple unions of old \
         releases, in `Kind`), and generated C has members `u` and `has_…`. Definitions and \
         members must not have such names."
        "{ 'struct': 'PointList', 'data': { 'has-next': 'bool' } }"
    }
    BAD_CONDITION "bad-condition" "An `if` condition is malformed" {
        "A condition is an identifier in uppercase, or an object with exactly one of the keys \
         `all` and `any`, whose value is a non-empty array of conditions, and `not`, whose value \
         is one. Until QEMU 6.1 it was a C preprocessor expression or a list of them."
        "{ 'struct': 'Sub', 'data': {}, 'if': { 'all': [] } }"
    }
    BAD_FLAG "bad-flag" "A flag has the value that is its default, or none" {
        "`boxed`, `allow-oob`, `allow-preconfig` and `coroutine` may only be `true`, `gen` and \
         `success-response` only `false`: to have the default, leave the flag out."
        "{ 'command': 'stop', 'allow-oob': false }"
    }
    INCOMPATIBLE_FLAGS "incompatible-flags" "Two flags exclude each other" {
        "A command with `allow-oob` cannot be a `coroutine`."
        "{ 'command': 'stop', 'allow-oob': true, 'coroutine': true }"
    }
    BOXED_WITHOUT_DATA "boxed-without-data" "There is nothing to box" {
        "`boxed` says that the arguments are passed as the object that `data` names; so `data` must \
         be there."
        "{ 'command': 'stop', 'boxed': true }"
    }
    DOCUMENTATION_REQUIRED "documentation-required" "A definition is not documented" {
        "With the pragma `doc-required` every definition must have a documentation comment right \
         before it."
        "{ 'pragma': { 'doc-required': true } }\n\n{ 'command': 'stop' }"
    }
    WRONG_SYMBOL "wrong-symbol" "A documentation comment names another definition" {
        "The first line of a documentation comment, `@NAME:`, names the definition that follows."
        "##\n# @start:\n##\n{ 'command': 'stop' }"
    }
    MISPLACED_SECTION "misplaced-section" "A documentation section does not fit the definition" {
        "`Returns` belongs to commands that return something, `Errors` to commands."
        "##\n# @STOP:\n#\n# Returns: nothing\n##\n{ 'event': 'STOP' }"
    }
    ALREADY_DEFINED "already-defined" "A name is defined twice" {
        "Types, commands and events share one name space with the built-in types and those that \
         the compiler makes."
        "{ 'struct': 'Point', 'data': {} }\n{ 'enum': 'Point', 'data': [] }"
    }
    UNKNOWN_TYPE "unknown-type" "A type is not defined" {
        "Every type that is used must be built in or defined somewhere in the schema, before or \
         after its use. Commands and events are not types."
        "{ 'struct': 'Line', 'data': { 'from': 'Piont' } }"
    }
    NESTED_ARRAY "nested-array" "An array's elements are arrays" {
        "There are no arrays of arrays; wrap the inner one in a struct."
        "{ 'struct': 'Matrix', 'data': { 'rows': [ 'intList' ] } }"
    }
    BAD_BASE "bad-base" "A base is not a struct" {
        "Only a struct can be a base, since its members become the object's own."
        "{ 'struct': 'Point', 'base': 'int', 'data': {} }"
    }
    CONTAINS_ITSELF "contains-itself" "An object contains itself" {
        "An object contains its base's members and, if it is a union, its branches'. Going from \
         object to base or branch must come to an end. (A member may well be of the object's own \
         type.)"
        "{ 'struct': 'Egg', 'base': 'Hen', 'data': {} }\n{ 'struct': 'Hen', 'base': 'Egg', 'data': {} }"
    }
    COLLISION "collision" "Two names in one scope are the same" {
        "The members of an object, inherited ones and each branch's included, must have different \
         names, and so must the values of an enum, the branches of an alternate, and the features \
         in one place. `-` and `_` do not make a difference, since in C they are the same."
        "{ 'struct': 'Point', 'data': { 'x': 'int' } }\n\
         { 'struct': 'Voxel', 'base': 'Point', 'data': { 'x': 'int', 'z': 'int' } }"
    }
    BAD_DISCRIMINATOR "bad-discriminator" "A discriminator is not fit to choose a branch" {
        "A union's discriminator names a member of its base that is of an enum type, not optional \
         and without a condition."
        "{ 'union': 'Uni', 'base': { 'kind': 'str' }, 'discriminator': 'kind', 'data': {} }"
    }
    UNKNOWN_BRANCH "unknown-branch" "A branch is not a value of the discriminator" {
        "Each branch of a union is named after a value of the discriminator's enum."
        "{ 'enum': 'Sort', 'data': [ 'a' ] }\n{ 'struct': 'Sub', 'data': {} }\n\
         { 'union': 'Uni', 'base': { 'kind': 'Sort' }, 'discriminator': 'kind', 'data': { 'b': 'Sub' } }"
    }
    BAD_BRANCH "bad-branch" "A branch is not an object" {
        "A branch's members join the union's, so its type must be a struct or, since QEMU 8.1, \
         another union."
        "{ 'enum': 'Sort', 'data': [ 'a' ] }\n\
         { 'union': 'Uni', 'base': { 'kind': 'Sort' }, 'discriminator': 'kind', 'data': { 'a': 'int' } }"
    }
    MISSING_BRANCH "missing-branch" "A union has no branch for a value of its discriminator" {
        "Until QEMU 2.12 a union has a branch for each value of the discriminator's enum. Later \
         a value without a branch adds no members."
        "{ 'enum': 'Sort', 'data': [ 'a', 'b' ] }\n{ 'struct': 'Sub', 'data': {} }\n\
         { 'union': 'Uni', 'base': { 'kind': 'Sort' }, 'discriminator': 'kind', 'data': { 'a': 'Sub' } }"
    }
    NO_BRANCHES "no-branches" "There is nothing to choose from" {
        "An alternate must have alternatives, and a union's enum values."
        "{ 'alternate': 'Nothing', 'data': {} }"
    }
    BAD_ALTERNATIVE "bad-alternative" "A type cannot be an alternative" {
        "`any` and other alternates have no single kind of JSON; arrays may be alternatives since \
         QEMU 7.1."
        "{ 'alternate': 'Alt', 'data': { 'one': 'any' } }"
    }
    AMBIGUOUS_ALTERNATIVES "ambiguous-alternatives" "Two alternatives look the same" {
        "The kind of a JSON value alone decides which alternative it is. On a command line numbers \
         and booleans are written as strings, so a `str` excludes both, an enum with the value \
         `on` or `off` excludes `bool`, and one with a value that begins like a number excludes \
         numbers."
        "{ 'alternate': 'Alt', 'data': { 'name': 'str', 'index': 'int' } }"
    }
    BAD_DATA_TYPE "bad-data-type" "The arguments are not an object" {
        "`data` of a command or an event must be an object; if it is a union, it must be `boxed`."
        "{ 'command': 'seek', 'data': 'int' }"
    }
    BAD_RETURN_TYPE "bad-return-type" "A command returns a type that cannot be extended" {
        "A command should return an object, or an array of objects, which can get members later. \
         The pragma `command-returns-exceptions` lists those that do not."
        "{ 'command': 'query-position', 'returns': 'int' }"
    }
    CONDITIONAL_ARGUMENTS "conditional-arguments" "Arguments with conditions are not boxed" {
        "Arguments that are passed one by one cannot depend on an `if`, since the C function would \
         have to. Box them. Accepted until QEMU 8.0."
        "{ 'command': 'seek', 'data': { 'to': { 'type': 'int', 'if': 'CONFIG_SEEK' } } }"
    }
    FEATURE_ON_TYPE "feature-on-type" "A type cannot have this feature" {
        "`deprecated` and `unstable` concern uses: commands, events, members, enum values. A type \
         itself cannot have them."
        "{ 'struct': 'Point', 'data': {}, 'features': [ 'deprecated' ] }"
    }
    TOO_MANY_FEATURES "too-many-features" "There are more than 64 features" {
        "Since QEMU 10.0 a schema may use 64 differently named features, `deprecated` and \
         `unstable` counted even if they are not used."
        "{ 'struct': 'Point', 'data': {}, 'features': [ 'f1', 'f2', 'f3' ] }"
    }
    UNDOCUMENTED "undocumented" "A part of a documented definition is not documented" {
        "A documentation comment must describe every feature and, since QEMU 9.0, every member, \
         argument, value and alternative. The pragma `documentation-exceptions` lists definitions \
         that need not describe their members."
        "##\n# @Point:\n##\n{ 'struct': 'Point', 'data': { 'x': 'int' } }"
    }
    DOCUMENTED_NOTHING "documented-nothing" "Documentation describes something that does not exist" {
        "Each description in a documentation comment is of a member, argument, value, alternative \
         or feature that the definition itself has. A base's members are described at the base."
        "##\n# @Point:\n#\n# @y: how high\n##\n{ 'struct': 'Point', 'data': {} }"
    }
    TOO_COMPLEX "too-complex" "The schema is larger than can be checked" {
        "Objects that inherit from each other in long chains, or that share large branches in many \
         unions, make the number of members grow with the square of the schema's size. So do the \
         values without a branch, in unions of one large enum. Past some four million inherited \
         members, or one million such values, the compiler gives up."
        "{ 'struct': 'S1', 'base': 'S0', 'data': {} }"
    }
}
