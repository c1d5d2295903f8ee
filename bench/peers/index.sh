#!/bin/sh
# Indexes the same folder with Gyo and with pipeline.py in turn, and prints pictures per second and the ratio of the medians:
#
#     bench/peers/index.sh [FOLDER] [ROUNDS]
#
# Without a FOLDER, 2,400 JPEGs of 640 × 568 made from ../shared/data/characters72 (or $PICTURES) by jpegs.py, kept in the cache.
# Gyo's time is that of the whole process, from start to exit, into a new gallery; the other's begins after its imports.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
folder=${1:-$here/.cache/jpegs}
rounds=${2:-3}
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS
export PYTHONDONTWRITEBYTECODE=1

if [ ! -d "$folder" ]; then
    [ -z "${1:-}" ] || { echo "$folder is not there" >&2; exit 1; }
    /usr/bin/python3 "$here/packages.py" python3-numpy python3-pil
    rm -rf "$folder.part"
    /usr/bin/python3 "$here/jpegs.py" "${PICTURES:-$(dirname -- "$root")/shared/data/characters72}" "$folder.part"
    mv "$folder.part" "$folder"
fi
dotnet build "$root/src/Gyo.Cli" --configuration Release --verbosity quiet >&2
/usr/bin/python3 "$here/packages.py" python3-numpy python3-pil python3-torch python3-torchvision python3-hnswlib

exec /usr/bin/python3 "$here/index_in_turn.py" "$folder" "$rounds" "$root/src/Gyo.Cli/bin/Release/net10.0/Gyo.Cli"
