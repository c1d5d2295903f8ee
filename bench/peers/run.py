"""Builds the same vectors with Gyo and its peers, then measures their searches in turn. Started by run.sh."""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections import defaultdict

import numpy

import summary
import vectorsets
from drivers import CACHE, TOOLS, USUAL, Driver
from truth import Truth

K = 10
EFS = [10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384, 512, 768]
# Nothing beyond is asked for: a tool's sweep ends with the first ef that gets here.
ENOUGH_RECALL = 0.9997


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/peers/run.sh", description="Measures Gyo's index beside its peers.")
    parser.add_argument("--set", action="append", dest="sets", choices=["a", "b", "c"], default=[], help="may be given several times")
    parser.add_argument("--vectors", help="a file of little-endian float32 rows of unit length; the last 1,000 are the queries")
    parser.add_argument("--dim", type=int, default=vectorsets.DIMENSION, help="the length of the rows of --vectors")
    parser.add_argument("--json", required=True, help="receives one line per point")
    parser.add_argument("--tools", type=lambda names: names.split(","), default=USUAL, help="some of " + ",".join(TOOLS))
    parser.add_argument("--pictures", default=vectorsets.PICTURES, help="the folder that set (a) is made from")
    parser.add_argument("--builds", type=int, default=1, help="how often each index is built, in turn; the median counts")
    parser.add_argument("--rounds", type=int, default=3, help="how often each point is measured, in turn")
    parser.add_argument("--seconds", type=float, default=0.5, help="the least time of each such measurement")
    parser.add_argument("--ef", type=lambda values: [int(value) for value in values.split(",")], default=EFS, help="the sweep, ascending")
    arguments = parser.parse_args()
    unknown = set(arguments.tools) - set(TOOLS)
    if unknown:
        parser.error(f"--tools knows {', '.join(TOOLS)}, not {', '.join(sorted(unknown))}")
    if not arguments.sets and not arguments.vectors:
        parser.error("give a --set or --vectors")
    return arguments


def note(text):
    print(text, file=sys.stderr, flush=True)


def build_all(commands, arguments, path, dimension, folder):
    """Builds with one tool after another, nobody else at work; returns the last drivers, and the median build time of each tool."""
    drivers, seconds = {}, defaultdict(list)
    for _ in range(arguments.builds):
        for tool, command in commands.items():
            if tool in drivers:
                drivers.pop(tool).close()
            drivers[tool] = Driver(tool, command, path, dimension, vectorsets.QUERIES, K, folder)
            seconds[tool].append(drivers[tool].build_seconds)
            note(f"{tool}: built in {seconds[tool][-1]:.1f} s, {drivers[tool].bytes_per_vector:.0f} bytes per vector {drivers[tool].details or ''}")
    return drivers, {tool: statistics.median(all) for tool, all in seconds.items()}


def sweep(drivers, truth, arguments):
    """Measures each ef of all tools in turn, several rounds. Returns the passes of each (tool, ef), and its recall."""
    passes, recall, done = defaultdict(list), {}, set()
    for round_number in range(arguments.rounds):
        for ef in arguments.ef:
            for tool, driver in drivers.items():
                point = (tool, ef)
                if round_number == 0 and tool in done or round_number > 0 and point not in recall:
                    continue
                seconds, answers = driver.measure(ef, arguments.seconds)
                passes[point] += seconds
                recall[point] = truth.recall(numpy.fromfile(answers, dtype="<i4").reshape(-1, K))
                if recall[point] >= ENOUGH_RECALL:
                    done.add(tool)
                note(f"round {round_number + 1}, ef {ef}: {tool} {recall[point]:.4f} at {vectorsets.QUERIES / statistics.median(seconds):,.0f} queries/s")
    return passes, recall


def measure_set(name, path, dimension, commands, arguments):
    """Returns the points of one vector set, as the JSON file holds them."""
    note(f"set {name}: exact search")
    truth = Truth(numpy.memmap(path, dtype="<f4", mode="r").reshape(-1, dimension), vectorsets.QUERIES, K, CACHE)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        drivers, build_seconds = build_all(commands, arguments, path, dimension, folder)
        passes, recall = sweep(drivers, truth, arguments)
        for driver in drivers.values():
            driver.close()
    return [
        {
            "tool": tool,
            "set": name,
            "ef": ef,
            "recall": round(recall[tool, ef], 5),
            "qps": round(vectorsets.QUERIES / statistics.median(seconds), 1),
            "bestQps": round(vectorsets.QUERIES / min(seconds), 1),
            "buildSeconds": round(build_seconds[tool], 2),
            "bytesPerVector": round(drivers[tool].bytes_per_vector, 1),
        }
        for (tool, ef), seconds in passes.items()
    ]


def main():
    arguments = parse_arguments()
    os.makedirs(CACHE, exist_ok=True)
    sets = [(name, vectorsets.path_of(name, arguments.pictures), vectorsets.DIMENSION) for name in arguments.sets]
    if arguments.vectors:
        sets.append((os.path.basename(arguments.vectors), os.path.abspath(arguments.vectors), arguments.dim))
    commands = {tool: TOOLS[tool]() for tool in arguments.tools}
    points = []
    for name, path, dimension in sets:
        points += measure_set(name, path, dimension, commands, arguments)
        with open(arguments.json, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(point) + "\n" for point in points)
    print(summary.tables(points))


if __name__ == "__main__":
    main()
