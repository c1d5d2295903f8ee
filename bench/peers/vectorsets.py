"""The vector sets (a), (b) and (c): made once, then kept in the cache. README.md defines them."""

import os
import subprocess
import sys

import mixture
from drivers import CACHE, HERE

ROOT = os.path.dirname(os.path.dirname(HERE))
PICTURES = os.path.join(os.path.dirname(ROOT), "shared", "data", "characters72")
DIMENSION = 128
QUERIES = 1_000
MIXTURE_ROWS = {"b": 200_000, "c": 1_000_000}


def path_of(name, pictures):
    """The file of a set; makes it if need be. The folder of pictures is needed for (a) only."""
    path = os.path.join(CACHE, f"{name}.f32")
    if not os.path.exists(path):
        print(f"making vector set ({name})", file=sys.stderr)
        if name == "a":
            _embed(os.path.abspath(pictures), path)
        else:
            mixture.write(path, MIXTURE_ROWS[name] + QUERIES, seed=24)
    return path


def _embed(pictures, path):
    if not os.path.isdir(pictures):
        sys.exit(f"set (a) is made from a folder of pictures, and {pictures} is not there; name another with --pictures")
    model = os.path.join(CACHE, "model")
    if not os.path.exists(os.path.join(model, "model.json")):
        cli = os.path.join(ROOT, "src", "Gyo.Cli")
        _dotnet("run", "--project", cli, "--configuration", "Release", "--", "train", pictures, "--out", model, "--no-comparison")
    program = os.path.join(HERE, "vectors.cs")
    _dotnet("run", "--configuration", "Release", program, "--", pictures, "--model", model, "--out", path)


def _dotnet(*arguments):
    try:
        subprocess.run(["dotnet", *arguments], cwd=HERE, stdout=sys.stderr, check=True)
    except subprocess.CalledProcessError as error:
        sys.exit(f"cannot make vector set (a): {error}")
