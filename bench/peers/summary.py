#!/usr/bin/python3
"""Prints the measured points as tables in Markdown: summary.py FILE…"""

import json
import math
import sys

RECALLS = [0.95, 0.99, 0.999]


def qps_at(points, recall):
    """Queries a second at a recall: log QPS goes in a straight line from point to point of the tool's best ones.

    None if no point gets there. If all do, the fastest point: a smaller ef than k there is not.
    """
    best = []
    for point in sorted(points, key=lambda p: (-p["recall"], -p["qps"])):
        if not best or point["qps"] > best[-1]["qps"]:
            best.append(point)
    above = [p for p in best if p["recall"] >= recall]
    below = [p for p in best if p["recall"] < recall]
    if not above:
        return None
    high = above[-1]
    if not below:
        return high["qps"]
    low = below[0]
    share = (recall - low["recall"]) / (high["recall"] - low["recall"])
    return math.exp((1 - share) * math.log(low["qps"]) + share * math.log(high["qps"]))


def _figure(value, digits=0):
    return "–" if value is None else f"{value:,.{digits}f}"


def _ratio(gyo, peer):
    return None if gyo is None or peer is None else gyo / peer


def table(name, points):
    """One vector set's table, then Gyo's ratios to each peer."""
    tools = list(dict.fromkeys(point["tool"] for point in points))
    heads = [f"QPS at recall {recall}" for recall in RECALLS] + ["build, s", "bytes per vector"]
    rows = {}
    for tool in tools:
        own = [point for point in points if point["tool"] == tool]
        rows[tool] = [qps_at(own, recall) for recall in RECALLS] + [own[0]["buildSeconds"], own[0]["bytesPerVector"]]
    lines = [f"Set {name}", "", "| tool | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(heads)]
    for tool, values in rows.items():
        figures = [_figure(value, digits) for value, digits in zip(values, [0, 0, 0, 1, 0])]
        lines.append(f"| {tool} | " + " | ".join(figures) + " |")
    for tool in tools:
        if "gyo" in rows and tool != "gyo":
            ratios = [_figure(_ratio(gyo, peer), 2) for gyo, peer in zip(rows["gyo"], rows[tool])]
            lines.append(f"| gyo : {tool} | " + " | ".join(ratios) + " |")
    return "\n".join(lines)


def tables(points):
    """The tables of all vector sets."""
    sets = list(dict.fromkeys(point["set"] for point in points))
    return "\n\n".join(table(name, [point for point in points if point["set"] == name]) for name in sets)


if __name__ == "__main__":
    read = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            read += [json.loads(line) for line in file]
    print(tables(read))
