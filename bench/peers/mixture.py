"""Vector sets (b) and (c): a seeded Gaussian mixture of unit vectors.

    mixture.py FILE ROWS [--seed 24]

2,000 centres lie in a latent space of 24 dimensions, each N(0, 1) in every dimension. A row takes one centre at random and moves
away from it by N(0, SPREAD²) in each latent dimension; one shared linear map with orthonormal columns carries it to 128
dimensions, where N(0, NOISE²) is added in every dimension, so that no row lies in a subspace. Every row is scaled to length one.
Rows are independent, so the last rows are as good queries as any others.
"""

import argparse
import os

import numpy

DIMENSION = 128
LATENT = 24
CENTRES = 2_000
SPREAD = 0.8
NOISE = 0.12
BLOCK = 50_000


def blocks(rows, seed):
    """Yields the rows, a block at a time: float32, [up to BLOCK, 128], unit length."""
    random = numpy.random.default_rng(seed)
    centres = random.standard_normal((CENTRES, LATENT), dtype=numpy.float32)
    basis, _ = numpy.linalg.qr(random.standard_normal((DIMENSION, LATENT)))
    carry = basis.T.astype(numpy.float32)
    for start in range(0, rows, BLOCK):
        count = min(BLOCK, rows - start)
        latent = centres[random.integers(CENTRES, size=count)]
        latent = latent + SPREAD * random.standard_normal((count, LATENT), dtype=numpy.float32)
        block = latent @ carry + NOISE * random.standard_normal((count, DIMENSION), dtype=numpy.float32)
        yield block / numpy.linalg.norm(block, axis=1, keepdims=True)


def write(path, rows, seed):
    with open(path + ".part", "wb") as file:
        for block in blocks(rows, seed):
            block.astype("<f4").tofile(file)
    os.replace(path + ".part", path)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Draws a seeded Gaussian mixture of unit vectors.")
    arguments.add_argument("file")
    arguments.add_argument("rows", type=int)
    arguments.add_argument("--seed", type=int, default=24)
    parsed = arguments.parse_args()
    write(parsed.file, parsed.rows, parsed.seed)
