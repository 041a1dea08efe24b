"""Our rows beside the samples of another decoder: which sample each row is, and why samples are not there."""
import collections

# Why a sample has no row of its own.
REPEATED = "sample of a second that has a row already"
EARLIER = "sample out of the order of time"
AHEAD = "sample whose time leaps ahead or lies far away"
# Why a row has another value than its sample.
FILLED = "filled from the repeated second"
PLACE = "half a place, or one off the globe"


class Unexplained(Exception):
    """A difference that no rule of ours explains; its text says where."""


def walk(times, samples, stopped=False):
    """Pairs (row or None, sample, reason or ""): `times` of our rows and of the samples are comparable numbers or None.

    Rows are samples in file order, some left out. Each left-out sample must have a reason in its time. Where the other
    decoder stopped early, rows behind its last sample are not looked at."""
    row, last = 0, None
    pairs = []
    for at, sample in enumerate(samples):
        t = sample["time"]
        if row < len(times) and times[row] == t:
            pairs.append((row, sample, ""))
            row, last = row + 1, t if t is not None else last
            continue
        if t is None:
            raise Unexplained(f"sample {at} without a time has no row")
        ahead = row < len(times) and times[row] is not None and t > times[row]
        reason = REPEATED if t == last else AHEAD if last is None or ahead or t > last else EARLIER
        pairs.append((None, sample, reason))
    if row < len(times) and not stopped:
        raise Unexplained(f"our row {row} (time {times[row]}) is no sample of the other decoder")
    return pairs


def check_left_out(pairs, repairs):
    """As many samples are left out as our program tells of."""
    told = sum(r["count"] for r in repairs if r["code"] in ("time-order", "time-jump"))
    left_out = sum(row is None for row, _, _ in pairs)
    if told != left_out:
        raise Unexplained(f"{left_out} samples have no row, but {told} repairs of time are told of")


class Tally:
    """What was compared, over all files."""

    def __init__(self):
        self.values = collections.Counter()  # of each decoder
        self.files = collections.Counter()
        self.reasons = collections.Counter()

    def add(self, other):
        self.values += other.values
        self.files += other.files
        self.reasons += other.reasons
