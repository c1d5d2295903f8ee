#!/bin/sh
# Measures Gyo's index beside its peers: bench/peers/run.sh --set a|b|c --json FILE. README.md says more; --help lists the options.
set -eu
folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
# Settings that a machine may carry for one BLAS or another would change what is measured.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS
export PYTHONDONTWRITEBYTECODE=1
/usr/bin/python3 "$folder/packages.py" python3-numpy
exec /usr/bin/python3 "$folder/run.py" "$@"
