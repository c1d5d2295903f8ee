"""Exact search, and recall against it."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import numpy

BLOCK = 20_000
SPARE = 10
# Equal vectors and last-bit differences must not decide whether an answer is right.
TOLERANCE = 1e-7


class Truth:
    """Knows how similar the k nearest rows of each query are."""

    def __init__(self, vectors, query_count, k, cache):
        self._rows, self._queries = vectors[:-query_count], numpy.array(vectors[-query_count:])
        self._k = k
        name = hashlib.sha256(vectors).hexdigest()[:16]
        path = os.path.join(cache, f"truth-{name}-{query_count}-{k}.npy")
        if not os.path.exists(path):
            numpy.save(path, self._search())
        self._least = numpy.load(path)

    def recall(self, found):
        """The share of the k nearest rows that was found: of ids [queries, k], those no less similar than the k-th nearest row."""
        similarity = self._similarity(found)
        right = (similarity >= self._least[:, None] - TOLERANCE) & (found >= 0)
        ordered = numpy.sort(found, axis=1)
        repeated = numpy.count_nonzero((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] >= 0))
        if repeated:
            raise ValueError(f"{repeated} ids were found twice for the same query")
        return right.mean()

    def _search(self):
        """The similarity of each query's k-th nearest row: candidates in float32, the last word in float64."""
        count = self._k + SPARE

        def nearest_of(start):
            products = self._queries @ self._rows[start:start + BLOCK].T
            best = numpy.argpartition(-products, count, axis=1)[:, :count] if products.shape[1] > count else numpy.argsort(-products, axis=1)
            return numpy.take_along_axis(products, best, axis=1), best + start

        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
            blocks = list(threads.map(nearest_of, range(0, len(self._rows), BLOCK)))
        products = numpy.hstack([block for block, _ in blocks])
        ids = numpy.hstack([block for _, block in blocks])
        candidates = numpy.take_along_axis(ids, numpy.argsort(-products, axis=1)[:, :count], axis=1)
        return numpy.sort(self._similarity(candidates), axis=1)[:, -self._k]

    def _similarity(self, ids):
        return numpy.einsum("qkd,qd->qk", self._rows[ids].astype(numpy.float64), self._queries.astype(numpy.float64))
