"""Indexes a folder with Gyo and with pipeline.py in turn; started by index.sh: index_in_turn.py FOLDER ROUNDS GYO."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from pictures import files_in

PIPELINE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipeline.py")


def gyo(folder, program):
    """Pictures per second of `gyo index` as a new process into a new gallery."""
    with tempfile.TemporaryDirectory() as gallery:
        start = time.perf_counter()
        subprocess.run([program, "index", folder, "--gallery", gallery], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return len(files_in(folder)) / (time.perf_counter() - start)


def python(folder):
    """Pictures per second of pipeline.py, by its own clock."""
    return float(subprocess.run([sys.executable, PIPELINE, folder], stdout=subprocess.PIPE, text=True, check=True).stdout)


def main(folder, rounds, program):
    rates = {"gyo": [], "python": []}
    for _ in range(rounds):
        rates["gyo"].append(gyo(folder, program))
        rates["python"].append(python(folder))
        print(f"gyo {rates['gyo'][-1]:.1f}, python {rates['python'][-1]:.1f} pictures/s", flush=True)
    medians = {tool: statistics.median(all) for tool, all in rates.items()}
    print(f"median of {rounds}: gyo {medians['gyo']:.1f}, python {medians['python']:.1f} pictures/s, ratio {medians['gyo'] / medians['python']:.1f}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
