//! Exceptions from the language's rules that releases until 2.8 had inside their compilers.
//!
//! Later schemas list them in pragmas.

/// Commands that may return other types than objects.
pub(crate) const RETURNS: [&str; 15] = [
    "human-monitor-command",
    "qom-get",
    "query-migrate-cache-size",
    "query-tpm-models",
    "query-tpm-types",
    "ringbuf-read",
    "guest-file-open",
    "guest-fsfreeze-freeze",
    "guest-fsfreeze-freeze-list",
    "guest-fsfreeze-status",
    "guest-fsfreeze-thaw",
    "guest-get-time",
    "guest-set-vcpus",
    "guest-sync",
    "guest-sync-delimited",
];

/// Types whose members may have capitals.
pub(crate) const CAPITALS: [&str; 7] = [
    "ACPISlotType",
    "CpuInfoMIPS",
    "CpuInfoTricore",
    "QapiErrorClass",
    "UuidInfo",
    "X86CPURegister32",
    "q_obj_CpuInfo-base",
];
