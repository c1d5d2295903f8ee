"""The FAISS driver: builds an index of a vector file on all cores, then answers "measure" requests on one thread.

The protocol is described in README.md.

    faiss_hnsw.py VECTORS DIMENSION QUERIES K
"""

import json
import os
import sys
import time

import faiss
import numpy


def resident_bytes():
    """Anonymous resident memory of this process; the mapped vector file is not in it."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("RssAnon:"))


def build(rows, dimension):
    index = faiss.IndexHNSWFlat(dimension, 16, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 200
    faiss.omp_set_num_threads(len(os.sched_getaffinity(0)))
    index.add(rows)
    return index


def measure(index, queries, k, ef, seconds):
    """Returns the seconds of each pass over the queries, and what the last one found."""
    index.hnsw.efSearch = ef
    faiss.omp_set_num_threads(1)
    index.search(queries, k)
    passes = []
    while sum(passes) < seconds:
        start = time.perf_counter()
        _, found = index.search(queries, k)
        passes.append(time.perf_counter() - start)
    return passes, found


def main(path, dimension, query_count, k):
    vectors = numpy.memmap(path, dtype="<f4", mode="r").reshape(-1, dimension)
    vectors.sum()  # brings the file into memory
    rows, queries = vectors[:-query_count], numpy.array(vectors[-query_count:])
    before = resident_bytes()
    start = time.perf_counter()
    index = build(rows, dimension)
    build_seconds = time.perf_counter() - start
    bytes_per_vector = (resident_bytes() - before) / len(rows)
    print(json.dumps({"buildSeconds": build_seconds, "bytesPerVector": bytes_per_vector}), flush=True)
    for line in sys.stdin:
        verb, ef, seconds, answers = line.split()
        if verb != "measure":
            break
        passes, found = measure(index, queries, k, int(ef), float(seconds))
        found.astype("<i4").tofile(answers)
        print(json.dumps({"passes": passes}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
