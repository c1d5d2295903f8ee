"""Which files of a folder are pictures."""

import os

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


def files_in(folder):
    """The paths of all pictures in a folder and below, in order."""
    return sorted(os.path.join(parent, file) for parent, _, files in os.walk(folder) for file in files if file.lower().endswith(ENDINGS))
