#!/usr/bin/python3
"""How Gyo's speed falls as an index grows: growth.py FOLDER C.json.

Measures parts of set (c); the whole of it is taken from C.json, a run of that set. Writes growth.json and growth.svg into FOLDER.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

from summary import qps_at

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
PARTS = [10_000, 30_000, 100_000, 300_000]
WHOLE = 1_000_000
ROW = 128 * 4
QUERIES = 1000
RECALL = 0.99


def measure(size):
    """Queries a second at the recall, of so many vectors of set (c), with the set's own queries."""
    part, points = CACHE / f"c{size}.f32", CACHE / f"c{size}.json"
    with open(CACHE / "c.f32", "rb") as whole, open(part, "wb") as file:
        for _ in range(size):
            file.write(whole.read(ROW))
        whole.seek(-QUERIES * ROW, 2)
        file.write(whole.read())
    subprocess.run(
        [HERE / "run.sh", "--vectors", part, "--dim", "128", "--tools", "gyo", "--rounds", "2", "--json", points,
         "--ef", "16,24,32,48,64,96,128,192,256"], check=True)
    part.unlink()
    return qps_at([json.loads(line) for line in points.read_text().splitlines()], RECALL)


def plot(rates):
    """Both axes logarithmic, a line from point to point."""
    def x(size):
        return 70 + 220 * math.log10(size / 10_000)

    def y(rate):
        return 40 + 220 * math.log10(200_000 / rate) / math.log10(40)

    line = " ".join(f"{x(size):.0f},{y(rate):.0f}" for size, rate in rates.items())
    marks = "".join(
        f'<circle cx="{x(s):.0f}" cy="{y(r):.0f}" r="4" fill="#2a6f97"/><text x="{x(s):.0f}" y="{y(r) - 12:.0f}" text-anchor="middle">{r:,.0f}</text>'
        f'<text x="{x(s):.0f}" y="290" text-anchor="middle">{s:,}</text>' for s, r in rates.items())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320" font-family="sans-serif" font-size="13">'
        '<rect width="600" height="320" fill="white"/>'
        f'<text x="20" y="22">Queries a second at recall@10 = {RECALL}, one thread, by vectors of 128 dimensions</text>'
        f'<polyline points="{line}" fill="none" stroke="#2a6f97" stroke-width="2"/>{marks}</svg>\n')


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rates = {size: measure(size) for size in PARTS}
    whole = [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
    rates[WHOLE] = qps_at([p for p in whole if p["tool"] == "gyo" and p["set"] == "c"], RECALL)
    (folder / "growth.json").write_text(json.dumps(rates, indent=2) + "\n")
    (folder / "growth.svg").write_text(plot(rates))
    print(f"{PARTS[0]:,} to {WHOLE:,} vectors: {rates[PARTS[0]] / rates[WHOLE]:.2f} times slower")


main()
