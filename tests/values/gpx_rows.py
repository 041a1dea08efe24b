"""GPX: our columns against the points that gpxpy reads."""
import bisect
import math

from rows import FILLED, PLACE, REPEATED, Tally, Unexplained, check_left_out, walk

# Local names of extension elements, lower case: column, factor.
EXTENSIONS = {"hr": ("heart_rate_bpm", 1), "heartrate": ("heart_rate_bpm", 1), "heart_rate": ("heart_rate_bpm", 1),
              "cad": ("cadence_spm", 2), "cadence": ("cadence_spm", 2), "runcadence": ("cadence_spm", 2)}
TRACKS = "track put in order of time"


def number(text):
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def expected(point, column, feet):
    if column in ("latitude_deg", "longitude_deg", "altitude_m"):
        return point[{"latitude_deg": "lat", "longitude_deg": "lon", "altitude_m": "ele"}[column]]
    value = None
    for name, text in point["more"]:
        of, factor = EXTENSIONS.get(name.lower(), (None, 1))
        if of == column and number(text.strip()) is not None:
            value = number(text.strip()) * (feet if factor == 2 else 1)
    return value


def read_tracks(lines):
    tracks, end = [], "no end"
    for line in lines:
        if "track" in line:
            tracks.append([])
        elif "end" in line:
            end = line["end"]
        else:
            tracks[-1].append({**line, "time": None if line["t"] is None else line["t"][0] * 1000000 + line["t"][1]})
    return tracks, end


def in_order(tracks):
    """Tracks by the time of their first point, as they are where that is their order already."""
    firsts = [next((p["time"] for p in t if p["time"] is not None), None) for t in tracks]
    known = [f for f in firsts if f is not None]
    if known == sorted(known):
        return tracks, False
    return [t for f, _, t in sorted(zip(firsts, range(len(tracks)), tracks), key=lambda x: (x[0] is None, x[0] or 0, x[1]))], True


def our_times(ours, points):
    """Microseconds since 1970. Our start is told in whole seconds: the rest of it is that of the first point of that second."""
    starts = [p["time"] for p in points if p["time"] is not None and p["time"] // 1000000 == ours.start]
    if not starts:
        return [None if t is None else ours.start * 1000000 + round(t * 1e6) for t in ours.time]
    known = sorted({p["time"] for p in points if p["time"] is not None})
    return [None if t is None else nearest(known, min(starts) + t * 1e6) for t in ours.time]


def nearest(known, t):
    """The point's time that ours is, within the half microsecond that a double of our seconds leaves."""
    at = bisect.bisect_left(known, t - 1)
    return known[at] if at < len(known) and abs(known[at] - t) <= 1 else round(t)


def compare(ours, lines, who):
    """A Tally, and why gpxpy stopped. Raises Unexplained."""
    tally = Tally()
    tracks, end = read_tracks(lines)
    if end:
        return tally, end
    tracks, moved = in_order(tracks)
    points = [p for t in tracks for p in t]
    feet = 1 if any(r["code"] == "value" and "both feet" in r["message"] for r in ours.repairs) else 2
    pairs = walk(our_times(ours, points), points)
    check_left_out(pairs, ours.repairs)
    tally.reasons[TRACKS] += len(tracks) * moved
    for row, point, reason in pairs:
        if reason:
            tally.reasons[reason] += 1
        else:
            tally.values[who] += point["time"] is not None
    for column in ("latitude_deg", "longitude_deg", "altitude_m", "heart_rate_bpm", "cadence_spm"):
        check_column(ours, pairs, column, feet, tally, who)
    return tally, end


def off_globe(point):
    return point["lat"] is None or point["lon"] is None or abs(point["lat"]) > 90 or abs(point["lon"]) > 180


def check_column(ours, pairs, column, feet, tally, who):
    values = ours.columns.get(column, [None] * len(ours.time))
    spare = {}
    for row, point, reason in pairs:
        if reason == REPEATED:
            spare.setdefault(point["time"], []).append(expected(point, column, feet))
    for row, point, reason in pairs:
        if row is None:
            continue
        other = expected(point, column, feet)
        if other == values[row]:
            tally.values[who] += other is not None
        elif other is None and values[row] in spare.get(point["time"], []):
            tally.reasons[FILLED] += 1
        elif column in ("latitude_deg", "longitude_deg") and values[row] is None and off_globe(point):
            tally.reasons[PLACE] += 1
        else:
            raise Unexplained(f"{column}, row {row}: ours {values[row]}, gpxpy {other}")
