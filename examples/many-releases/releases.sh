#!/usr/bin/env bash
# Runs the example against QEMUs of several releases, and prints a table of the results.
#
#     examples/many-releases/releases.sh --path
#     examples/many-releases/releases.sh FOLDER [SUITE…]
#
# With --path, only the QEMU on PATH; else that one, and those of Debian's suites (by default trixie
# and sid). Each suite is installed into FOLDER/SUITE by debootstrap, unless it is there already, and
# QEMU runs in it by chroot: both need root. The mirror is the one of this machine's own sources of
# packages, or MIRROR. The path of FOLDER has to be short, since the monitors' sockets are below it.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
    echo "releases.sh: $1" >&2
    exit 2
}
own=$(mktemp -d)
qemu=
end() {
    [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
    rm -r "$own"
}
trap end EXIT

case ${1:-} in
'') fail "give --path or a folder" ;;
--path)
    shift
    folder=$own
    ;;
*)
    mkdir -p "$1"
    folder=$(realpath "$1")
    shift
    [ "$#" -gt 0 ] || set -- trixie sid
    [ "$(id -u)" = 0 ] || fail "debootstrap and chroot need root"
    command -v debootstrap >/dev/null || fail "install debootstrap"
    ;;
esac

for suite; do
    [ -e "$folder/$suite/usr/bin/qemu-system-x86_64" ] && continue
    mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' | grep -m 1 '/debian/$' || true)}
    [ -n "$mirror" ] || fail "no source of Debian's packages; set MIRROR"
    echo "installing $suite from $mirror" >&2
    debootstrap --variant=minbase --include=qemu-system-x86 \
        "$suite" "$folder/$suite" "$mirror" >"$folder/$suite.log"
done

cargo build --quiet --locked -p example-many-releases
example=$(cargo metadata --no-deps --format-version 1 |
    sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/example-many-releases

# Runs the program with the QEMU in a root, or on PATH; writes its lines to a file.
run() { # ROOT RESULTS
    local root=$1 place=/tmp/many-releases in=(chroot "$1")
    if [ -z "$root" ]; then
        place=$own/run in=()
    fi
    rm -rf "$root$place"
    mkdir -p "$root$place"
    "${in[@]}" qemu-system-x86_64 -machine pc -accel tcg -nodefaults -display none -S \
        -device virtio-scsi-pci,id=scsi -qmp "unix:$place/qmp,server=on,wait=off" &
    qemu=$!
    "$example" "unix:$root$place/qmp" "$place" >"$2" || echo "failed: see above" >>"$2"
    kill "$qemu"
    wait "$qemu" || true
    qemu=
    rm -rf "$root$place"
}

results=()
for root in '' "${@/#/$folder/}"; do
    results+=("$own/results-${root##*/}")
    run "$root" "${results[-1]}"
done

# The version heads a column; the other steps are its rows.
value() { sed -n "s/^$1: //p" "$2"; }
head='| step |' line='| --- |'
for result in "${results[@]}"; do
    head+=" QEMU $(value version "$result") |"
    line+=' --- |'
done
printf '%s\n%s\n' "$head" "$line"
status=0
cut -d : -f 1 "${results[@]}" | awk '!seen[$0]++' | grep -v '^version$' | while read -r step; do
    printf '| %s |' "$step"
    for result in "${results[@]}"; do
        printf ' %s |' "$(value "$step" "$result")"
    done
    printf '\n'
done
! grep -q '^failed' "${results[@]}" || status=1
exit "$status"
