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
answers) # answers [KEY=VALUE]...: a sheet of answers: every question asked and answered with no, but for those given; FACT=VALUE goes into the profile
    printf '{"SELF": true'
    facts=''
    for id in STROKE CES ALI ACS CHEST GBS TRAUMA FROST RHABDO EIA DROP DM_ACTIVE DVT CORD VASC SPINE_RED BRIEF PERSIST24 DM_ANY REST_NIGHT \
        PERSIST6 STOCKING SPREAD WEAK_RUN LEGTIGHT BACKLEG BONE HEATMS LINGER RAYN RISK FOCAL; do
        value=false
        for given in "${@:2}"; do [ "${given%%=*}" != "$id" ] || value=${given#*=}; done
        printf ', "%s": %s' "$id" "$value"
    done
    for fact in under_16 pregnant diabetes neuropathy surgery; do
        value=false
        for given in "${@:2}"; do [ "${given%%=*}" != "$fact" ] || value=${given#*=}; done
        facts+="${facts:+, }\"$fact\": $value"
    done
    printf ', "profile": {%s}}\n' "$facts"
    ;;
strava) # strava FOLDER: an export of three runs, one of them without a file, and a ride
    mkdir -p "$2/activities"
    for day in 01 02; do bash "$0" gpxrun "2026-03-$day" 40 | gzip >"$2/activities/10$day.gpx.gz"; done
    cat >"$2/activities.csv" <<'END'
Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance
1,"Mar 1, 2026, 7:00:00 AM",Morning Run,Run,"Easy. Right 3rd and 4th toes numb from 25 min on, 5/10",2400,7.20,,,false,,Blue 3,activities/1001.gpx.gz,,,2400.0,2400.0,7200.0
2,"Mar 2, 2026, 7:00:00 AM",Second,Run,,2400,7.20,,,false,no numbness today,Blue 3,activities/1002.gpx.gz,,,2400.0,2400.0,7200.0
3,"Mar 3, 2026, 7:00:00 AM",Treadmill,Run,typed in by hand,1800,5.00,,,false,,,,,,1800.0,1800.0,5000.0
4,"Mar 4, 2026, 7:00:00 AM",Ride,Ride,numb hands,3600,30.00,,,false,,Bike,,,,3600.0,3600.0,30000.0
END
    printf 'Shoe Name,Shoe Brand,Shoe Model,Shoe Default Sport Types\nBlue 3,Acme,Glide,Run\n' >"$2/shoes.csv"
    echo '[]' >"$2/messaging.json"
    ;;
strava_rows) # strava_rows FILE,TIME,NAME,TYPE,WORDS,SECONDS,METRES ...: activities.csv of the first of March, all in "Acme"
    echo 'Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Activity Gear,Filename,Elapsed Time,Distance,Elapsed Time,Moving Time,Distance'
    for ((i = 2; i <= $#; i++)); do
        IFS=, read -r file time name type words seconds metres <<<"${!i}"
        echo "$i,\"Mar 1, 2026, $time\",$name,$type,$words,Acme,$file,$seconds,0,$seconds,$seconds,$metres"
    done
    ;;
garmin) # garmin: what Garmin tells of the first of them
    echo '[{"summarizedActivitiesExport":[{"activityId":77,"name":"Berlin Running","description":"toes numb all the way",' \
        '"activityType":"running","beginTimestamp":1772348400000,"duration":2400000,"distance":720000}]}]'
    ;;
*) echo "files.sh: no such file: $1" >&2; exit 2 ;;
esac
