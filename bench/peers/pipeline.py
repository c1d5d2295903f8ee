"""What `gyo index` does, in Python: decode and shrink with Pillow, embed with PyTorch, index with hnswlib. Prints pictures per second.

    pipeline.py FOLDER

One process, written as one would: a loop over batches, PyTorch on all cores within a batch. Pillow decodes JPEGs at a reduced scale
(draft mode), which is three times as fast as without. The network is MobileNetV2 at 128 px with random weights and a linear layer to
128 dimensions: the time does not hang on the weights. The clock runs from the first file to the saved index; importing PyTorch and
making the network are not counted.
"""

import argparse
import os
import sys
import tempfile
import time

import packages

packages.install("python3-numpy", "python3-pil", "python3-torch", "python3-torchvision", "python3-hnswlib")

import hnswlib  # noqa: E402
import numpy  # noqa: E402
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from torchvision.models import mobilenet_v2  # noqa: E402

from pictures import files_in  # noqa: E402

SIZE = 128
DIMENSION = 128
# The fastest of 1, 4, 8, 16, 32, 64 and 128 with Debian's PyTorch 1.13: 5.1 ms of one core a picture; 27 ms at 8, 8.1 ms at 32, 16 ms at 128.
BATCH = 16


def read(path):
    """A picture as the network takes it: float32 [3, SIZE, SIZE], 0–1."""
    with Image.open(path) as image:
        image.draft("RGB", (SIZE, SIZE))
        pixels = numpy.asarray(image.convert("RGB").resize((SIZE, SIZE), Image.Resampling.BILINEAR))
    return torch.from_numpy(pixels.transpose(2, 0, 1).astype(numpy.float32) / 255)


def make_network():
    torch.manual_seed(1)
    network = mobilenet_v2()
    network.classifier = torch.nn.Linear(network.last_channel, DIMENSION)
    return network.eval()


def index_folder(paths, network, batch, output):
    index = hnswlib.Index(space="ip", dim=DIMENSION)
    index.init_index(max_elements=len(paths), M=16, ef_construction=200)
    with torch.inference_mode():
        for first in range(0, len(paths), batch):
            pictures = torch.stack([read(path) for path in paths[first:first + batch]])
            vectors = torch.nn.functional.normalize(network(pictures))
            index.add_items(vectors.numpy(), numpy.arange(first, first + len(vectors)))
    index.save_index(output)


def main():
    parser = argparse.ArgumentParser(description="Indexes a folder of pictures in Python.")
    parser.add_argument("folder")
    parser.add_argument("--batch", type=int, default=BATCH, help="pictures that the network takes at once")
    arguments = parser.parse_args()
    paths = files_in(arguments.folder)
    if not paths:
        sys.exit(f"{arguments.folder} has no pictures")
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    network = make_network()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        index_folder(paths, network, arguments.batch, os.path.join(folder, "index"))
        print(f"{len(paths) / (time.perf_counter() - start):.1f}")


if __name__ == "__main__":
    main()
