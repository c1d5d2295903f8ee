"""Makes a folder of JPEGs to index, as a camera or a web site gives them: jpegs.py PICTURES FOLDER [--count 2400]

640 × 568 pixels and about 58 KB each: pictures of PICTURES, cropped and mirrored at random, enlarged, with some grain (enlarged
pictures alone are too smooth to fill a file of that size at an ordinary quality), saved at the quality that comes nearest to the
size. Sub-folders stay what they are.
"""

import argparse
import io
import os
import random

import numpy
from PIL import Image, ImageOps

from pictures import files_in

SIZE = (640, 568)
BYTES = 58_000
GRAIN = 5.0
QUALITIES = (50, 95)


def enlarged(path, chance):
    """Part of a picture at the size that is wanted, with grain."""
    with Image.open(path) as image:
        image = ImageOps.exif_transpose(image.convert("RGBA"))
    white = Image.new("RGBA", image.size, "white")
    image = Image.alpha_composite(white, image).convert("RGB")
    share = chance.uniform(0.8, 1)
    width, height = max(1, round(image.width * share)), max(1, round(image.height * share))
    left, top = chance.randint(0, image.width - width), chance.randint(0, image.height - height)
    image = image.crop((left, top, left + width, top + height)).resize(SIZE, Image.Resampling.LANCZOS)
    if chance.random() < 0.5:
        image = ImageOps.mirror(image)
    grain = numpy.random.default_rng(chance.getrandbits(32)).normal(0, GRAIN, (SIZE[1], SIZE[0], 1))
    return Image.fromarray(numpy.clip(numpy.asarray(image) + grain, 0, 255).astype(numpy.uint8))


def encoded(image):
    """The picture as JPEG, at the quality between the limits that comes nearest to the size from below, or the lowest."""
    low, high = QUALITIES
    best = None
    while low <= high:
        quality = (low + high) // 2
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        if best is None or buffer.tell() <= BYTES:
            best = buffer.getvalue()
        low, high = (quality + 1, high) if buffer.tell() <= BYTES else (low, quality - 1)
    return best


def main():
    parser = argparse.ArgumentParser(description="Makes a folder of JPEGs to index.")
    parser.add_argument("pictures")
    parser.add_argument("folder")
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    paths = [os.path.relpath(path, arguments.pictures) for path in files_in(arguments.pictures)]
    for number in range(arguments.count):
        path = paths[number % len(paths)]
        output = os.path.join(arguments.folder, os.path.splitext(path)[0] + f"-{number}.jpg")
        os.makedirs(os.path.dirname(output), exist_ok=True)
        with open(output, "wb") as file:
            file.write(encoded(enlarged(os.path.join(arguments.pictures, path), chance)))


if __name__ == "__main__":
    main()
