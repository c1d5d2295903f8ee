#!/usr/bin/env bash
# Measures the built-in model and the recipe that starts from it, as docs/base-model.md reports them:
#
#     eng/base-model/measure.sh COLLECTION …          (folders with one sub-folder per character; about ten minutes each on two cores)
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: measure.sh COLLECTION …" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
one=$(mktemp -d)
trap 'rm -rf "$one"' EXIT
gyo() { dotnet run --project "$here/../../src/Gyo.Cli" -c Release -- "$@"; }

for collection in "$@"; do
    echo "== $(basename "$collection"): base, nothing trained"
    gyo eval "$collection" --model base

    echo "== $(basename "$collection"): base, the first picture of each character by name as gallery, all others as queries"
    for character in "$collection"/*/; do
        name=$(basename "$character")
        mkdir -p "$one/gallery/$name" "$one/queries/$name"
        for file in "$character"*; do
            if [ -f "$file" ]; then cp "$file" "$one/queries/$name/"; fi
        done
        files=$(cd "$one/queries/$name" && find . -type f | LC_ALL=C sort)
        mv "$one/queries/$name/${files%%$'\n'*}" "$one/gallery/$name/"
    done
    gyo eval --gallery-folder "$one/gallery" --query-folder "$one/queries" --model base
    rm -rf "${one:?}"/*

    echo "== $(basename "$collection"): default, which starts from base"
    gyo eval "$collection" --seeds 3
done
