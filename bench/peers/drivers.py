"""The tools that are compared, and how to talk to their drivers (README.md describes the protocol)."""

import json
import os
import shutil
import subprocess
import sys

import packages

HERE = os.path.dirname(os.path.abspath(__file__))
CACHE = os.path.join(HERE, ".cache")


def _run(*command):
    subprocess.run(command, cwd=HERE, stdout=sys.stderr, check=True)


def _gyo(place):
    output = os.path.join(CACHE, "gyo")
    _run("dotnet", "build", os.path.join(HERE, "gyo.cs"), "--configuration", "Release", "--output", output, "--verbosity", "quiet")
    return [os.path.join(output, "peers-gyo"), place]


def _hnswlib():
    packages.install("libhnswlib-dev", "g++")
    output = os.path.join(CACHE, "hnswlib")
    _run("g++", "-std=c++17", "-O3", "-march=native", "-pthread", os.path.join(HERE, "hnswlib.cpp"), "-o", output)
    return [output]


def _faiss():
    packages.install("python3-faiss", "python3-numpy")
    return ["/usr/bin/python3", os.path.join(HERE, "faiss_hnsw.py")]


def _usearch(quantization):
    if not shutil.which("npm"):
        packages.install("nodejs", "npm")
    if not os.path.exists(os.path.join(HERE, "node_modules", "usearch")):
        try:
            _run("npm", "ci", "--prefix", HERE, "--ignore-scripts", "--no-audit", "--no-fund")
        except subprocess.CalledProcessError as error:
            sys.exit(f"bench/peers cannot install USearch ({error}); leave it out with --tools, or run by hand: npm ci")
    return ["node", "--expose-gc", os.path.join(HERE, "usearch.mjs"), quantization]


# What makes each tool ready to run; returns the command line of its driver.
TOOLS = {
    "gyo": lambda: _gyo("file"),
    "gyo-memory": lambda: _gyo("memory"),
    "hnswlib": _hnswlib,
    "faiss": _faiss,
    "usearch-f32": lambda: _usearch("f32"),
    "usearch-i8": lambda: _usearch("i8"),
}
# What is measured if nothing else is asked for.
USUAL = [tool for tool in TOOLS if tool != "gyo-memory"]


class Driver:
    """A running driver, which has built its index when the constructor returns."""

    def __init__(self, tool, command, vectors, dimension, query_count, k, folder):
        self._tool = tool
        self._answers = os.path.join(folder, f"{tool}.answers")
        self._process = subprocess.Popen(
            [*command, vectors, str(dimension), str(query_count), str(k), folder],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        built = self._read()
        self.build_seconds = built["buildSeconds"]
        self.bytes_per_vector = built["bytesPerVector"]
        self.details = {key: value for key, value in built.items() if key not in ("buildSeconds", "bytesPerVector")}

    def measure(self, ef, seconds):
        """Returns the seconds of each pass over the queries, and the file of the ids that were found, int32 [queries, k]."""
        self._process.stdin.write(f"measure {ef} {seconds} {self._answers}\n")
        self._process.stdin.flush()
        return self._read()["passes"], self._answers

    def close(self):
        self._process.stdin.close()
        self._process.wait()

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            sys.exit(f"the driver of {self._tool} ended before its time (exit code {self._process.wait()})")
        return json.loads(line)
