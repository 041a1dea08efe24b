"""FIT: our columns against raw numbers of another decoder.

What a number means is written down here once more, from the protocol as data/fit_fields.csv documents it, so that a wrong
row there shows. Ours is right when its double, scaled back exactly, is the raw number and nothing else would round to it.
"""
import collections
import fractions

from rows import FILLED, PLACE, REPEATED, Tally, Unexplained, check_left_out, walk

FIT_EPOCH = 631065600
# column: fields that fill it, the last valid one wins: number, scale, offset, factor
NATIVE = {
    "latitude_deg": [(0, 2 ** 31, 0, 180)], "longitude_deg": [(1, 2 ** 31, 0, 180)],
    "altitude_m": [(2, 5, 500, 1), (78, 5, 500, 1)], "distance_m": [(5, 100, 0, 1)],
    "speed_mps": [(6, 1000, 0, 1), (73, 1000, 0, 1)], "heart_rate_bpm": [(3, 1, 0, 1)],
    "temperature_c": [(13, 1, 0, 1)], "power_w": [(7, 1, 0, 1)], "stance_time_ms": [(41, 10, 0, 1)],
    "stance_time_balance_pct": [(84, 100, 0, 1)], "vertical_oscillation_mm": [(39, 10, 0, 1)],
    "vertical_ratio_pct": [(83, 100, 0, 1)], "step_length_mm": [(85, 10, 0, 1)],
}
DYNAMICS = {"stance_time_ms", "stance_time_balance_pct", "vertical_oscillation_mm", "vertical_ratio_pct", "step_length_mm"}
PLACES = {"latitude_deg", "longitude_deg"}

ZERO = "stored zero of running dynamics, not measured"
MERGED = "heart rate of messages of its own, worked out anew from their raw numbers"


def as_list(raw):
    return raw if isinstance(raw, list) else [] if raw is None else [raw]


def first(raw):
    """The number of a field; of a list its first; None for other things."""
    if isinstance(raw, list):
        raw = raw[0] if raw else None
    return raw if isinstance(raw, (int, float)) else None


def is_raw(ours, raw, scale, offset, factor):
    """Is our double the value of this raw number?"""
    if ours == raw * factor / scale - offset:
        return True
    back = (fractions.Fraction(ours) + offset) * scale / factor
    return abs(back - fractions.Fraction(raw)) < fractions.Fraction(1, 1000) and (isinstance(raw, float) or round(back) == raw)


class Expected:
    """What a sample says of one column: `raw` as tuples (raw, scale, offset, factor) to be added up; [] when nothing."""

    def __init__(self, parts):
        self.parts = parts

    def matches(self, ours):
        if not self.parts or ours is None:
            return not self.parts and ours is None
        if len(self.parts) == 1:
            return is_raw(ours, *self.parts[0])
        return ours == float(sum(fractions.Fraction(r) * f / s - o for r, s, o, f in self.parts))

    def is_zero(self):
        return bool(self.parts) and all(p[0] == 0 for p in self.parts)


def native(sample, column, distances):
    fields = sample["f"]
    found = []
    for number, *meaning in NATIVE[column]:
        raw = first(fields.get(str(number)))
        if raw is not None:
            found = [(raw, *meaning)]
    if not found and column in ("speed_mps", "distance_m"):
        found = distances(sample, column)
    return Expected(found)


def cadence(sample, feet):
    whole, part = first(sample["f"].get("4")), first(sample["f"].get("53"))
    parts = [] if whole is None else [(whole, 1, 0, feet)]
    return Expected(parts + [(part, 128, 0, feet)] if parts and part is not None else parts)


class PackedDistance:
    """Field 8: speed in 1/100 m/s in the low 12 of 24 bits, distance in 1/16 m in the high 12, rolling over."""

    def __init__(self, samples):
        total, last = 0, None
        for sample in samples:
            packed = sample["f"].get("8")
            if not isinstance(packed, list) or len(packed) != 3 or packed == [255, 255, 255]:
                continue
            bits = packed[0] | packed[1] << 8 | packed[2] << 16
            total += (bits >> 12) if last is None else ((bits >> 12) - last) % 4096
            last = bits >> 12
            sample["packed"] = {"speed_mps": (bits & 0xFFF, 100, 0, 1), "distance_m": (total, 16, 0, 1)}
            if bits & 0xFFF == 0xFFF:
                del sample["packed"]["speed_mps"]

    def __call__(self, sample, column):
        part = sample.get("packed", {}).get(column)
        return [part] if part else []


class Beats:
    """Heart rate in messages of its own (132): rates in field 6, their times in ticks of 1/1024 s in field 9, or the low 12 bits
    of them packed in pairs in field 10. A message with a time says which tick that was."""

    def __init__(self):
        self.beats, self.anchor, self.anchor_ticks, self.ticks = [], None, 0, 0

    def hear(self, message):
        fields = message["f"]
        whole, packed = as_list(fields.get("9")), as_list(fields.get("10"))
        if message["t"] is not None and whole and whole[0] is not None:
            self.anchor = message["t"] + fractions.Fraction(first(fields.get("0")) or 0, 32768)
            self.anchor_ticks = self.ticks = whole[0]
        bits = [b for i in range(0, len(packed) - 2, 3)
                for b in (packed[i] | (packed[i + 1] & 15) << 8, packed[i + 1] >> 4 | packed[i + 2] << 4)]
        for i, rate in enumerate(as_list(fields.get("6")) if self.anchor is not None else []):
            if i < len(whole):
                self.ticks = whole[i]
            elif i < len(bits):
                self.ticks += (bits[i] - self.ticks) % 4096
            else:
                break
            if rate not in (None, 0, 255):
                self.beats.append((self.anchor + fractions.Fraction(self.ticks - self.anchor_ticks, 1024), rate))

    def laid_over(self, times):
        """What rows at these times get: the mean of the beats since the row before, else the last one if it is 5 s old at most."""
        beats, at, given = sorted(self.beats, key=lambda b: b[0]), 0, []
        for t in times:
            since = at
            while t is not None and at < len(beats) and beats[at][0] <= t:
                at += 1
            rates = [rate for _, rate in beats[since:at]]
            fresh = t is not None and at and t - beats[at - 1][0] <= 5
            given.append(float(fractions.Fraction(sum(rates), len(rates))) if rates else beats[at - 1][1] if fresh else None)
        return given if beats else []


def developer(sample, keys):
    for key in keys:
        raw = first(sample["d"].get(key))
        if raw is not None:
            meaning = sample["describes"].get(key, {})
            scale, offset = first(meaning.get("scale")), first(meaning.get("offset"))
            return Expected([(raw, scale if scale and scale >= 1 else 1, offset or 0, 1)])
    return Expected([])


def read_samples(lines):
    """Samples with their time (FIT seconds) and the descriptions known at their place; heart beats; why the decoder stopped."""
    samples, describes, end, beats = [], {}, "no end", Beats()
    for line in lines:
        if "t" in line:
            t = first(line["t"])
            samples.append({**line, "time": t, "describes": describes})
        elif "describes" in line:
            describes = {**describes, line["describes"]: line}
        elif "hr" in line:
            beats.hear(line["hr"])
        else:
            end = line["end"]
    return samples, beats, end


def developer_keys(samples, names):
    """For each of our developer columns the developer fields that have its name."""
    described = collections.defaultdict(list)
    for describes in {id(s["describes"]): s["describes"] for s in samples}.values():
        for key, line in describes.items():
            name = line["name"] or "developer {} field {}".format(*key.split(":"))
            if key not in described[name]:
                described[name].append(key)
    keys = {}
    for name in names:
        base, _, number = name.rpartition(" ")
        which = int(number) if number.isdigit() and base in described else 1
        of_name = described.get(base if which > 1 or (number.isdigit() and base in described) else name, [])
        keys[name] = of_name[which - 1:which] if len(of_name) > 1 else of_name
    return keys


def compare(ours, lines, who):
    """A Tally, and the sentence for a decoder that stopped early. Raises Unexplained."""
    samples, beats, end = read_samples(lines)
    times = [None if t is None else round(t) + ours.start - FIT_EPOCH for t in ours.time]
    tally = Tally()
    packed = PackedDistance(samples)
    pairs = walk(times, samples, stopped=bool(end))
    if not end:
        check_left_out(pairs, ours.repairs)
    beats = beats.laid_over(times)
    feet = 1 if any(r["code"] == "value" and "both feet" in r["message"] for r in ours.repairs) else 2
    columns = {name: lambda s, name=name: native(s, name, packed) for name in NATIVE}
    columns["cadence_spm"] = lambda s: cadence(s, feet)
    keys = developer_keys(samples, [n for n in ours.columns if n not in columns])
    check_developer_fields(samples, {key for of_name in keys.values() for key in of_name})
    for name, of_name in keys.items():
        columns[name] = lambda s, of_name=of_name: developer(s, of_name)
    check_columns(ours, pairs, columns, beats, tally, who)
    return tally, end


def check_developer_fields(samples, known):
    """Every developer field with a number in it is a column of ours."""
    for sample in samples:
        for key, raw in sample["d"].items():
            if key not in known and first(raw) is not None and key in sample["describes"]:
                raise Unexplained(f"developer field {key} ({sample['describes'][key]['name']}) is no column of ours")


def check_columns(ours, pairs, columns, beats, tally, who):
    for row, sample, reason in pairs:
        if reason:
            tally.reasons[reason] += 1
    for name, expected_of in columns.items():
        values, spare = ours.columns.get(name) or [None] * len(ours.time), {}
        for row, sample, reason in pairs:
            if reason == REPEATED:
                spare.setdefault(sample["time"], []).append(expected_of(sample))
        for row, sample, reason in pairs:
            if row is None:
                continue
            expected, value = expected_of(sample), values[row]
            merged = name == "heart_rate_bpm" and beats and not expected.parts and beats[row] is not None
            if expected.matches(value) and not merged:
                tally.values[who] += bool(expected.parts)
                continue
            why = explain(name, expected, value, spare.get(sample["time"], []), beats, ours, row)
            if not why:
                raise Unexplained(f"{name}, row {row}: ours {value}, raw {expected.parts}")
            tally.reasons[why] += 1


def explain(name, expected, value, spare, beats, ours, row):
    if name in DYNAMICS and expected.is_zero() and value is None:
        return ZERO
    if not expected.parts and any(s.parts and s.matches(value) for s in spare):
        return FILLED
    if name == "heart_rate_bpm" and beats and not expected.parts and value == beats[row]:
        return MERGED
    if name in PLACES and value is None and all(not ours.columns.get(c) or ours.columns[c][row] is None for c in PLACES):
        return PLACE
    return ""
