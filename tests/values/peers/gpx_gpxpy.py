#!/usr/bin/env python3
"""The track points of a GPX file as gpxpy reads them, a line of JSON each, in file order. usage: gpx_gpxpy.py FILE

    {"track": 1}                                                     a track begins
    {"t": [Unix seconds, microseconds] or null, "lat":, "lon":, "ele":, "more": [[local name, text], ...]}
    {"end": "why it stopped" or ""}
"""
import datetime
import json
import sys

import gpxpy

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def moment(t):
    if t is None:
        return None
    passed = (t if t.tzinfo else t.replace(tzinfo=datetime.timezone.utc)) - EPOCH
    return [passed.days * 86400 + passed.seconds, passed.microseconds]


def leaves(element):
    """Elements of an extension without children, in the order in which they end."""
    if len(element) == 0:
        yield [str(element.tag).rsplit("}", 1)[-1].rsplit(":", 1)[-1], element.text or ""]
    for child in element:
        yield from leaves(child)


def main():
    end = ""
    try:
        with open(sys.argv[1], "rb") as file:
            gpx = gpxpy.parse(file)
        for track in gpx.tracks:
            print('{"track": 1}')
            for point in (p for segment in track.segments for p in segment.points):
                more = [pair for extension in point.extensions for pair in leaves(extension)]
                print(json.dumps({"t": moment(point.time), "lat": point.latitude, "lon": point.longitude,
                                  "ele": point.elevation, "more": more}))
    except Exception as error:  # whatever it gives up with
        end = f"{type(error).__name__}: {error}"
    print(json.dumps({"end": end}))


main()
