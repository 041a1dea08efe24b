#!/usr/bin/env python3
"""Median milliseconds of processor time to read a GPX or TCX file: xml_peers.py gpxpy|tcxreader|tcxparser FILE"""
import statistics
import sys
import time


def with_gpxpy(path):
    import gpxpy
    with open(path, encoding="utf-8") as file:
        return sum(len(s.points) for t in gpxpy.parse(file).tracks for s in t.segments)


def with_tcxreader(path):
    from tcxreader.tcxreader import TCXReader
    return len(TCXReader().read(path, only_gps=False).trackpoints)


def with_tcxparser(path):
    import tcxparser
    return len(tcxparser.TCXParser(path).time_values())


read = {"gpxpy": with_gpxpy, "tcxreader": with_tcxreader, "tcxparser": with_tcxparser}[sys.argv[1]]
times = []
for _ in range(3):
    start = time.process_time()
    assert read(sys.argv[2]) > 0
    times.append(time.process_time() - start)
print(f"{1000 * statistics.median(times):.3f}")
