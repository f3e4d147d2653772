#!/usr/bin/env bash
# Builds every example and runs it against the QEMU on PATH.
set -euo pipefail
cd "$(dirname "$0")"

examples=()
for manifest in */Cargo.toml; do
    examples+=("example-$(dirname "$manifest")")
done
cargo build --quiet --locked "${examples[@]/#/--package=}"
bin=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug

if ! command -v qemu-system-x86_64 >/dev/null; then
    echo "skipped: the examples were built but not run, qemu-system-x86_64 is not on PATH"
    [ -z "${CI:-}" ]
    exit
fi

socket=$(mktemp -d)/qmp
qemu-system-x86_64 -machine none -nodefaults -display none \
    -qmp "unix:$socket,server=on,wait=off" &
qemu=$!
trap 'kill "$qemu"; wait "$qemu" || true; rm -r "$(dirname "$socket")"' EXIT
for _ in $(seq 100); do
    [ -S "$socket" ] && break
    sleep 0.1
done
# The socket is there a moment before QEMU listens on it.
sleep 0.5

for example in "${examples[@]}"; do
    printf '\n%s\n' "== $example"
    "$bin/$example" "unix:$socket"
done
