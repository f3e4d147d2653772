#!/usr/bin/env bash
# Builds every example and runs it against the QEMU and the guest agent on PATH.
set -euo pipefail
cd "$(dirname "$0")"

examples=()
for manifest in */Cargo.toml; do
    examples+=("example-$(dirname "$manifest")")
done
cargo build --quiet --locked "${examples[@]/#/--package=}"
bin=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug

for program in qemu-system-x86_64 qemu-ga; do
    if ! command -v "$program" >/dev/null; then
        echo "skipped: the examples were built but not run, $program is not on PATH"
        [ -z "${CI:-}" ]
        exit
    fi
done

folder=$(mktemp -d)
socket=$folder/qmp
qemu-system-x86_64 -machine none -nodefaults -display none \
    -qmp "unix:$socket,server=on,wait=off" &
qemu=$!
# Only questions are put to the agent, which runs on this machine.
qemu-ga -m unix-listen -p "$folder/agent" -t "$folder" -f "$folder/pid" &
agent=$!
trap 'kill "$qemu" "$agent"; wait "$qemu" "$agent" || true; rm -r "$folder"' EXIT
for _ in $(seq 100); do
    [ -S "$socket" ] && [ -S "$folder/agent" ] && break
    sleep 0.1
done
# The socket is there a moment before QEMU listens on it.
sleep 0.5

for example in "${examples[@]}"; do
    printf '\n%s\n' "== $example"
    case $example in
    example-many-releases) many-releases/releases.sh --path ;;
    example-guest-agent) "$bin/$example" "unix:$folder/agent" ;;
    *) "$bin/$example" "unix:$socket" ;;
    esac
done
