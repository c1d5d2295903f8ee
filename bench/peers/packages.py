"""Installs Debian packages that are missing: packages.py NAME…"""

import os
import shutil
import subprocess
import sys


def missing(names):
    """The packages of these that are not installed."""
    found = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *names],
        capture_output=True, text=True, check=False).stdout.splitlines()
    return [name for name in names if f"{name} installed" not in found]


def install(*names):
    """Makes sure of these packages, or ends the program with one line that says what to do."""
    advice = "install by hand: " + " ".join(names)
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        sys.exit(f"bench/peers needs Debian packages, and there is no apt-get here; {advice}")
    names = missing(names)
    if not names:
        return
    print("installing " + " ".join(names), file=sys.stderr)
    become_root = [] if os.geteuid() == 0 else ["sudo"]
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--quiet", "--quiet"]
    try:
        subprocess.run([*apt, "update"], stdout=sys.stderr, check=False)
        subprocess.run([*apt, "install", "--no-install-recommends", *names], stdout=sys.stderr, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"bench/peers cannot install its Debian packages ({error}); {advice}")


if __name__ == "__main__":
    install(*sys.argv[1:])
