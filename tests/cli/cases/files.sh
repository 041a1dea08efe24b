#!/usr/bin/env bash
# Prints a file that a case needs: files.sh NAME [ARGUMENTS]
case $1 in
gpx3)
    echo '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>'
    for i in 0 1 2; do
        echo "<trkpt lat=\"52.5000$((2 * i))\" lon=\"13.4\"><ele>$((30 + i))</ele><time>2026-03-01T07:00:0${i}Z</time></trkpt>"
    done
    echo '</trkseg></trk></gpx>'
    ;;
gpxrun) # gpxrun DAY MINUTES [SPEED]: a run at 3 m/s with a sample every 5 s
    awk -v day="$2" -v minutes="$3" -v speed="${4:-3}" 'BEGIN {
        print "<?xml version=\"1.0\"?><gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><type>running</type><trkseg>"
        for (t = 0; t <= 60 * minutes; t += 5)
            printf "<trkpt lat=\"%.6f\" lon=\"13.4\"><ele>30</ele><time>%sT%02d:%02d:%02dZ</time></trkpt>\n",
                52.5 + t * speed / 111195, day, 7 + t / 3600, t / 60 % 60, t % 60
        print "</trkseg></trk></gpx>"
    }'
    ;;
*) echo "files.sh: no such file: $1" >&2; exit 2 ;;
esac
