#!/usr/bin/env python3
"""How often the rule SPREAD of data/sign_thresholds.csv fires by chance, and how often it finds a true change.

usage: spread_by_chance.py [YEARS]

Simulated runners: a run every 2 or 3 days over a year, numb on 45 % of them, onset log-normal around minute 35 (sd of log 0.55) and
told on 60 % of the numb runs, severity 4 +- 2. The log is looked at after every run. One group stays as it is; in the other
the onset comes 60 % earlier within eight weeks of the second half. Prints for some limits the share of years with an
alarm in both groups.
"""
import random
import statistics
import sys

WINDOW_DAYS, MIN_DAYS, EARLIER, STRONGER = 84, 21, 0.5, 3


def a_year(rng, earlier):
    """Numb runs as (day, onset or None, severity)."""
    runs, day = [], 0
    while day < 364:
        day += rng.choice((2, 2, 3))
        if rng.random() >= 0.45:
            continue
        drift = 1 - earlier * min(1, max(0, (day - 200) / 56))
        onset = min(rng.lognormvariate(3.55, 0.55) * drift, rng.choice((35, 45, 60, 90, 100)) - 1)
        runs.append((day, onset if rng.random() < 0.6 else None, max(1, min(10, round(rng.gauss(4, 2))))))
    return runs


def clear(before, after, sign, share):
    pairs = [(sign * (y - x) > 0) + 0.5 * (x == y) for x in before for y in after]
    return sum(pairs) >= share * len(pairs)


def fires(runs, needed, share):
    if len(runs) < 2 * needed or runs[-1][0] - runs[0][0] < MIN_DAYS:
        return False
    half = len(runs) // 2
    onsets = [[r[1] for r in part if r[1] is not None] for part in (runs[:half], runs[-half:])]
    severities = [[r[2] for r in part] for part in (runs[:half], runs[-half:])]
    if min(map(len, onsets)) >= needed:
        before, after = map(statistics.median, onsets)
        if after <= EARLIER * before and clear(*onsets, -1, share):
            return True
    before, after = map(statistics.median, severities)
    return after - before >= STRONGER and clear(*severities, 1, share)


def alarms(years, earlier, needed, share):
    rng, count = random.Random(1), 0
    for _ in range(years):
        runs = a_year(rng, earlier)
        count += any(fires([r for r in runs[:i] if runs[i - 1][0] - r[0] <= WINDOW_DAYS], needed, share) for i in range(8, len(runs) + 1))
    return count / years


def main():
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    print(f"{years} simulated years in each group\nruns  pairs   by chance   true change")
    for needed, share in ((4, 0), (4, 0.8), (4, 0.9), (4, 0.95), (6, 0), (6, 0.9)):
        print(f"{needed:4}  {share:5}   {alarms(years, 0, needed, share):9.2f}   {alarms(years, 0.6, needed, share):11.2f}")


if __name__ == "__main__":
    main()
