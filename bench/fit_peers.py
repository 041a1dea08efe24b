#!/usr/bin/env python3
"""Median milliseconds of processor time to read a FIT file: fit_peers.py fitdecode|fitparse FILE"""
import io
import statistics
import sys
import time


def with_fitdecode(data):
    import fitdecode
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        return sum(isinstance(frame, fitdecode.FitDataMessage) for frame in reader)


def with_fitparse(data):
    import fitparse
    return sum(1 for _ in fitparse.FitFile(io.BytesIO(data)).get_messages())


read = {"fitdecode": with_fitdecode, "fitparse": with_fitparse}[sys.argv[1]]
data = open(sys.argv[2], "rb").read()
times = []
for _ in range(3):
    start = time.process_time()
    assert read(data) > 0
    times.append(time.process_time() - start)
print(f"{1000 * statistics.median(times):.3f}")
