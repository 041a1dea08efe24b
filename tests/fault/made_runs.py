"""Runs as watches and services write them, small and always the same, for the tests of this folder.

FIT after the protocol's description (header, definition and data messages, CRC-16); GPX 1.1; TCX 2; the columns of
Strava's activities.csv that are read.
"""
import calendar
import csv
import gzip
import io
import struct
import time
import zipfile

FIT_EPOCH = 631065600  # 1989-12-31T00:00:00Z
METRES_PER_DEGREE = 111195


def _crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0xA001 if n & 1 else 0)
        table.append(n)
    return table


def fit_crc(data):
    table, crc = _crc_table(), 0
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc


def fit_file(messages):
    """Header, messages, checksums."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2195, len(messages), b".FIT")
    body = head + struct.pack("<H", fit_crc(head)) + messages
    return body + struct.pack("<H", fit_crc(body))


def fit_definition(local, number, fields):
    """`fields`: (number, size, base type)."""
    return struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields)) + b"".join(struct.pack("BBB", *f) for f in fields)


UINT32, UINT16, ENUM, UINT8 = 0x86, 0x84, 0x00, 0x02


def fit_file_id(start):
    return fit_definition(0, 0, [(0, 1, ENUM), (1, 2, UINT16), (2, 2, UINT16), (4, 4, UINT32)]) + \
        struct.pack("<BBHHI", 0, 4, 1, 2050, start)


def fit_session(start, seconds, metres):
    fields = [(253, 4, UINT32), (2, 4, UINT32), (7, 4, UINT32), (8, 4, UINT32), (9, 4, UINT32), (5, 1, ENUM)]
    return fit_definition(2, 18, fields) + \
        struct.pack("<BIIIIIB", 2, start + seconds, start, seconds * 1000, seconds * 1000, int(metres * 100), 1)


def fit_run(start_text, seconds, each_s=1):
    """3 m/s; a record every `each_s` seconds."""
    start = unix(start_text) - FIT_EPOCH
    out = [fit_file_id(start), fit_definition(1, 20, [(253, 4, UINT32), (5, 4, UINT32), (6, 2, UINT16), (3, 1, UINT8)])]
    for t in range(0, seconds + 1, each_s):
        out.append(struct.pack("<BIIHB", 1, start + t, 300 * t, 3000, 120 + t % 40))
    return fit_file(b"".join(out) + fit_session(start, seconds, 3 * seconds))


def unix(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def clock(start_text, t):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(unix(start_text) + t))


def gpx_run(start_text, seconds, each_s=5, name="Morning"):
    points = "".join(f'<trkpt lat="{52.5 + 3 * t / METRES_PER_DEGREE:.6f}" lon="13.4"><ele>30</ele><time>{clock(start_text, t)}</time></trkpt>\n'
                     for t in range(0, seconds + 1, each_s))
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1">'
            f"<trk><name>{name}</name><type>running</type><trkseg>\n{points}</trkseg></trk></gpx>\n").encode()


def tcx_run(start_text, seconds, each_s=5):
    points = "".join(f"<Trackpoint><Time>{clock(start_text, t)}</Time><DistanceMeters>{3 * t}</DistanceMeters></Trackpoint>\n"
                     for t in range(0, seconds + 1, each_s))
    return ('<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
            f'<Activities><Activity Sport="Running"><Id>{start_text}</Id><Lap StartTime="{start_text}">'
            f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{3 * seconds}</DistanceMeters><Track>\n{points}</Track></Lap>"
            "</Activity></Activities></TrainingCenterDatabase>\n").encode()


STRAVA = ("Activity ID", "Activity Date", "Activity Name", "Activity Type", "Activity Description", "Elapsed Time", "Distance",
          "Max Heart Rate", "Relative Effort", "Commute", "Activity Private Note", "Activity Gear", "Filename", "Athlete Weight",
          "Bike Weight", "Elapsed Time", "Moving Time", "Distance", "Max Speed")


def strava_table(rows):
    """`rows`: (id, date as Strava writes it, title, description, gear, file name, seconds)."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(STRAVA)
    for number, date, title, description, gear, name, seconds in rows:
        km = f"{seconds * 3 / 1000:.2f}"
        table.writerow([number, date, title, "Run", description, seconds, km, "", "", "false", "", gear, name, "", "", seconds,
                        seconds, seconds * 3, ""])
    return out.getvalue().encode()


def zipped(members):
    """A zip of (name, bytes), the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 5, 12, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def gzipped(data):
    return gzip.compress(data, mtime=0)
