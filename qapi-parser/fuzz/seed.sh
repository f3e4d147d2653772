#!/bin/sh
# Fills corpus/TARGET of every target with the schemas of QAPI_CORPUS, which stay out of the
# repository.
set -eu
: "${QAPI_CORPUS:?names the folder with the schemas}"
cd "$(dirname "$0")"
for target in parse check generate; do
    mkdir -p "corpus/$target"
    for release in "$QAPI_CORPUS"/qemu-*; do
        for file in "$release"/tests/qapi-schema/*.json "$release"/qapi/[a-d]*.json; do
            cp "$file" "corpus/$target/$(basename "$release")-$(basename "$file")"
        done
    done
done
