#!/usr/bin/env python3
"""A made-up export.xml of Apple Health: make_health_export.py MEGABYTES > export.xml

Years of a runner who wears a watch all day: a document type that declares elements, records by kind and in order of
time as the phone writes them (energy burned makes up half of them), running workouts with everything that a run
has, rides in between. Records carry the long device attribute of real ones, about 400 bytes each. The same number
gives the same bytes.
"""
import datetime
import random
import sys

DEVICE = ("&lt;&lt;HKDevice: 0x281f3a4c0&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, "
          "software:9.3&gt;")
ZONE = datetime.timezone(datetime.timedelta(hours=1))
FIRST_DAY = datetime.datetime(2019, 1, 1, tzinfo=ZONE)
QUANTITY = "HKQuantityTypeIdentifier"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  unit          CDATA #IMPLIED
  value         CDATA #IMPLIED
>
]>
<HealthData locale="en_GB">
 <ExportDate value="2024-01-01 10:00:00 +0100"/>
"""

# kind, unit, seconds between records while awake and while running, seconds that one lasts, smallest and largest value
ALL_DAY = [("ActiveEnergyBurned", "kcal", 90, 10, 60, 0.1, 3), ("BasalEnergyBurned", "kcal", 120, 60, 120, 1, 3),
           ("HeartRate", "count/min", 300, 5, 0, 120, 160), ("StepCount", "count", 600, 10, 30, 26, 31),
           ("DistanceWalkingRunning", "km", 600, 10, 30, 0.025, 0.035)]
# kind, unit, seconds between records, smallest and largest value
RUNNING = [("RunningSpeed", "km/hr", 3, 9, 13), ("RunningPower", "W", 3, 200, 280), ("RunningGroundContactTime", "ms", 3, 240, 290),
           ("RunningVerticalOscillation", "cm", 3, 7, 10), ("RunningStrideLength", "m", 3, 0.9, 1.2)]


def text(moment):
    return moment.strftime("%Y-%m-%d %H:%M:%S %z")


def record(out, kind, unit, start, seconds, value, children=""):
    end = start + datetime.timedelta(seconds=seconds)
    tail = f">\n{children} </Record>\n" if children else "/>\n"
    out.write(f' <Record type="{QUANTITY}{kind}" sourceName="Watch of a Runner" sourceVersion="9.3" device="{DEVICE}" '
              f'unit="{unit}" creationDate="{text(end)}" startDate="{text(start)}" endDate="{text(end)}" '
              f'value="{value}"{tail}')


def day_of(out, row, day, run):
    kind, unit, awake_gap, run_gap, lasts, low, high = row
    moment, night = day + datetime.timedelta(hours=7), day + datetime.timedelta(hours=23)
    motion = '  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>\n' if kind == "HeartRate" else ""
    while moment < night:
        running = run and run[0] <= moment < run[1]
        gap = run_gap if running else awake_gap
        record(out, kind, unit, moment, min(lasts, gap), f"{random.uniform(low, high):.5g}", motion)
        moment += datetime.timedelta(seconds=gap)


def workout(out, sport, run):
    minutes = (run[1] - run[0]).total_seconds() / 60
    out.write(f' <Workout workoutActivityType="HKWorkoutActivityType{sport}" duration="{minutes}" durationUnit="min" '
              f'sourceName="Watch of a Runner" sourceVersion="9.3" device="{DEVICE}" creationDate="{text(run[1])}" '
              f'startDate="{text(run[0])}" endDate="{text(run[1])}">\n'
              f'  <MetadataEntry key="HKIndoorWorkout" value="0"/>\n'
              f'  <WorkoutStatistics type="{QUANTITY}DistanceWalkingRunning" startDate="{text(run[0])}" '
              f'endDate="{text(run[1])}" sum="{minutes / 6:.5g}" unit="km"/>\n </Workout>\n')


def main():
    if len(sys.argv) != 2 or not sys.argv[1].isdigit():
        sys.exit(__doc__.splitlines()[0])
    random.seed(1)
    out = sys.stdout
    days = int(sys.argv[1]) * 1_000_000 // 1_780_000 + 1  # bytes that a day takes
    outings = []
    for number in range(days):
        day = FIRST_DAY + datetime.timedelta(days=number)
        start = day + datetime.timedelta(hours=18, minutes=random.randrange(60))
        outings.append((start, start + datetime.timedelta(minutes=random.randrange(30, 70))) if number % 2 == 0 else None)
    out.write(HEAD)
    for row in ALL_DAY:
        for number, run in enumerate(outings):
            day_of(out, row, FIRST_DAY + datetime.timedelta(days=number), run)
    for kind, unit, gap, low, high in RUNNING:
        for run in filter(None, outings):
            for second in range(0, int((run[1] - run[0]).total_seconds()), gap):
                record(out, kind, unit, run[0] + datetime.timedelta(seconds=second), 0, f"{random.uniform(low, high):.6g}")
    for number, run in enumerate(outings):
        if run:
            workout(out, "Cycling" if number % 10 == 0 else "Running", run)
    out.write("</HealthData>\n")


if __name__ == "__main__":
    main()
