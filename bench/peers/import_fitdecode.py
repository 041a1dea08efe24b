#!/usr/bin/env python3
"""What a runner who knows Python puts together: import_fitdecode.py ZIP DATABASE EVERY

FIT files of an export (zips inside, .gz too), every EVERYth of its activities, into SQLite: a row for each run, its records, and the file.
Files that are no activity are left after their first message.
"""
import gzip
import io
import sqlite3
import sys
import zipfile

import fitdecode


def files_in(packed):
    for info in packed.infolist():
        name = info.filename.lower()
        if name.endswith(".zip"):
            with packed.open(info) as inner, zipfile.ZipFile(inner) as inside:
                yield from files_in(inside)
        elif name.endswith(".fit"):
            yield info.filename, packed.read(info)
        elif name.endswith(".fit.gz"):
            yield info.filename, gzip.decompress(packed.read(info))


def is_activity(data):
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "file_id":
                return frame.get_value("type", fallback=None) == "activity"
    return False


def read(data):
    session, records = {}, []
    with fitdecode.FitReader(io.BytesIO(data)) as reader:
        for frame in reader:
            if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                continue
            values = {f.name: f.value for f in frame.fields}
            if frame.name == "session":
                session = values
            elif frame.name == "record":
                records.append((str(values.get("timestamp")), values.get("distance"), values.get("enhanced_speed") or values.get("speed"),
                                values.get("heart_rate"), values.get("cadence"), values.get("stance_time")))
    return session, records


def main():
    base = sqlite3.connect(sys.argv[2])
    base.execute("CREATE TABLE run (id INTEGER PRIMARY KEY, name TEXT, start TEXT, elapsed REAL, distance REAL, file BLOB)")
    base.execute("CREATE TABLE record (run INTEGER, time TEXT, distance REAL, speed REAL, heart_rate INTEGER, cadence INTEGER, stance_time REAL)")
    seen = 0
    with zipfile.ZipFile(sys.argv[1]) as packed:
        for name, data in files_in(packed):
            if not is_activity(data):
                continue
            seen += 1
            if seen % int(sys.argv[3]):
                continue
            session, records = read(data)
            if session.get("sport") != "running":
                continue
            run = base.execute("INSERT INTO run (name, start, elapsed, distance, file) VALUES (?, ?, ?, ?, ?)",
                               (name, str(session.get("start_time")), session.get("total_elapsed_time"), session.get("total_distance"),
                                gzip.compress(data))).lastrowid
            base.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", [(run, *r) for r in records])
    base.commit()


main()
