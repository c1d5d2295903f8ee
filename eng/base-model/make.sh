#!/usr/bin/env bash
# Makes src/Gyo/Embedding/Weights/base.safetensors again: collects the art, draws identities, trains. Needs npm and the .NET SDK; takes
# about an hour on two cores. Run it again after an interruption: what is finished is kept, and the training resumes.
#
#     eng/base-model/make.sh WORK [COLLECTION …]          (collections to measure it on, never trained on)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${1:?usage: make.sh WORK [COLLECTION …]}
shift
mkdir -p "$work"
work=$(cd "$work" && pwd)
collections=()
for collection in "$@"; do collections+=("$(cd "$collection" && pwd)"); done
cd "$here/../.." # where global.json is

if [ ! -e "$work/collected" ]; then
    rm -rf "$work/art" "$work/drawn"
    (cd "$here" && npm ci --no-audit --no-fund && node collect.mjs "$work/art")
    touch "$work/collected"
fi

if [ ! -e "$work/drawn" ]; then
    rm -rf "$work"/art/person-* "$work"/art/creature-*
    dotnet run -c Release "$here/draw.cs" -- "$work/art"
    touch "$work/drawn"
fi

dotnet run -c Release "$here/train.cs" -- "$work/art" --out "$work/model" ${collections[@]+--measure "${collections[@]}"}
cp "$work/model/base.safetensors" "$here/../../src/Gyo/Embedding/Weights/base.safetensors"
