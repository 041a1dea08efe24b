#!/usr/bin/env bash
# Prints a file that a case needs: files.sh NAME
case $1 in
gpx3)
    echo '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
    for i in 0 1 2; do
        echo "<trkpt lat=\"52.5000$((2 * i))\" lon=\"13.4\"><ele>$((30 + i))</ele><time>2026-03-01T07:00:0${i}Z</time></trkpt>"
    done
    echo '</trkseg></trk></gpx>'
    ;;
*) echo "files.sh: no such file: $1" >&2; exit 2 ;;
esac
