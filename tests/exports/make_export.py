#!/usr/bin/env python3
"""Made-up bulk exports of services around real watch files. Standard library only.

usage: make_export.py strava|garmin FOLDER OUT.zip [LANGUAGE]

FOLDER has FIT files of whatever origin; their starts and sports are read from them, names and notes are made up. The layout is
that of docs/exports.md: what a service puts around the files, and the many members that are of no use. The tests
import this file and say themselves what was called how (class Outing).
"""
import csv
import dataclasses
import datetime
import gzip
import io
import json
import pathlib
import sys
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import fit_small as fit

MAIL = "runner@example.org"
DATE_IN_ZIP = (2026, 11, 1, 12, 0, 0)


@dataclasses.dataclass
class Outing:
    """One activity, and what the runner said of it."""
    number: int                  # files and entries are numbered by it
    start: int                   # seconds since 1970
    seconds: float
    metres: float
    data: bytes = b""            # FIT, from which other forms are made, or a file to be taken as it is; b"" no file
    kind: str = "run"            # run, ride, swim, multisport
    form: str = "fit.gz"         # of its file in Strava's export; "none", "lost": named, but not there
    title: str = ""
    garmin_title: str = ""       # "" the same
    description: str = ""
    note: str = ""               # for the runner alone
    gear: str = ""
    legs: tuple = ()             # of a multisport outing: (kind, start, seconds, metres)
    in_garmin: bool = True
    expect: dict = dataclasses.field(default_factory=dict)  # what the words of it say; {} nothing

    @property
    def activity_id(self):
        return 9_000_000_000 + 17 * self.number

    @property
    def upload_id(self):
        return 10_000_000_000 + 31 * self.number

    @property
    def garmin_id(self):
        return 5_000_000_000 + 13 * self.number

    @property
    def strava_name(self):
        return "" if self.form == "none" else f"activities/{self.upload_id}.{'fit.gz' if self.form == 'lost' else self.form}"

    @property
    def garmin_name(self):
        return f"{MAIL}_{self.garmin_id + 1000}.fit"


# ------------------------------------------------------------- other forms of a run

def iso(unix_s):
    return datetime.datetime.fromtimestamp(unix_s, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def points(outing):
    """(time, latitude, longitude, altitude, heart rate, cadence of one foot, metres) of the records that have a place."""
    for message, f in fit.fields_of(outing.data):
        if message == fit.RECORD and f.get(0, 0x7FFFFFFF) != 0x7FFFFFFF and f.get(5, 0xFFFFFFFF) != 0xFFFFFFFF:
            degree = 180 / 2**31
            yield (f[253] + fit.EPOCH, f[0] * degree, f[1] * degree, f[2] / 5 - 500 if 2 in f and isinstance(f[2], int) else 0,
                   f.get(3, 255), f.get(4, 255), f[5] / 100)


def gpx_of(outing):
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<gpx creator="StravaGPX" version="1.1" xmlns="http://www.topografix.com/GPX/1/1" '
           'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
           f' <metadata><time>{iso(outing.start)}</time></metadata>\n <trk><name>x</name><type>running</type><trkseg>\n']
    for time, lat, lon, ele, heart, cadence, _ in points(outing):
        out.append(f'  <trkpt lat="{lat:.7f}" lon="{lon:.7f}"><ele>{ele:.1f}</ele><time>{iso(time)}</time><extensions><gpxtpx:TrackPointExtension>'
                   f'<gpxtpx:hr>{heart}</gpxtpx:hr><gpxtpx:cad>{cadence}</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>\n')
    return ("".join(out) + " </trkseg></trk>\n</gpx>\n").encode()


def tcx_of(outing):
    """With ten blanks in front, as Strava's have them."""
    out = ['          <?xml version="1.0" encoding="UTF-8"?>\n'
           '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running">'
           f'<Id>{iso(outing.start)}</Id><Lap StartTime="{iso(outing.start)}"><TotalTimeSeconds>{outing.seconds}</TotalTimeSeconds>'
           f'<DistanceMeters>{outing.metres:.1f}</DistanceMeters><Track>\n']
    for time, lat, lon, ele, heart, _, metres in points(outing):
        out.append(f"<Trackpoint><Time>{iso(time)}</Time><Position><LatitudeDegrees>{lat:.7f}</LatitudeDegrees><LongitudeDegrees>{lon:.7f}</LongitudeDegrees>"
                   f"</Position><AltitudeMeters>{ele:.1f}</AltitudeMeters><DistanceMeters>{metres:.1f}</DistanceMeters>"
                   f"<HeartRateBpm><Value>{heart}</Value></HeartRateBpm></Trackpoint>\n")
    return ("".join(out) + "</Track></Lap></Activity></Activities></TrainingCenterDatabase>\n").encode()


def content_of(outing):
    """The bytes of the file in Strava's export, unpacked."""
    if not outing.data.startswith(b".FIT", 8):
        return outing.data
    if ".gpx" in "." + outing.form:
        return gpx_of(outing)
    return tcx_of(outing) if ".tcx" in "." + outing.form else outing.data


def activity_fit(start, legs, created_by=1):
    """A FIT file with one session for each leg (kind, start, seconds, metres), a record a second, along a meridian."""
    w = fit.Writer(fit.TYPE_ACTIVITY, start, manufacturer=created_by)
    w.add(fit.EVENT, start - fit.EPOCH, 0, 0)
    covered, sessions, end = 0.0, [], start
    for kind, begin, seconds, metres in legs:
        for second in range(int(seconds) + 1):
            gone = covered + metres * second / seconds
            w.add(fit.RECORD, begin + second - fit.EPOCH, int((50 + gone / 111195) * 2**31 / 180), int(14.4 * 2**31 / 180), (300 + 500) * 5,
                  140, 85 if kind == "run" else 70, int(gone * 100), int(1000 * metres / seconds))
        covered += metres
        end = begin + int(seconds)
        sessions.append((kind, begin, seconds, metres, end))
        w.add(fit.LAP, end - fit.EPOCH, 9, 1, begin - fit.EPOCH, fit.SPORT[kind], int(seconds * 1000), int(seconds * 1000), int(metres * 100))
    w.add(fit.EVENT, end - fit.EPOCH, 0, 4)
    for kind, begin, seconds, metres, last in sessions:
        w.add(fit.SESSION, last - fit.EPOCH, 8, 1, begin - fit.EPOCH, fit.SPORT[kind], 0, int(seconds * 1000), int(seconds * 1000), int(metres * 100))
    w.add(fit.ACTIVITY, end - fit.EPOCH, int((end - start) * 1000), len(legs), 0, 26, 1)
    return w.bytes()


def other_fit(number, start, records=200):
    """What fills a watch's uploads: steps of a day, a night, settings, fitness."""
    file_type = (fit.TYPE_MONITORING, fit.TYPE_MONITORING, fit.TYPE_SLEEP, fit.TYPE_METRICS, fit.TYPE_SETTINGS)[number % 5]
    w = fit.Writer(file_type, start, serial=number + 1)
    for i in range(records):
        w.add(fit.MONITORING, start + 60 * i - fit.EPOCH, 6, 100 * i * (1 + number % 7), 61 * i)
    return w.bytes()


# ------------------------------------------------------------------------- Strava

FIRST = ("Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,Relative Effort,"
         "Commute,Activity Private Note,Activity Gear,Filename,Athlete Weight,Bike Weight").split(",")
SECOND = ("Elapsed Time,Moving Time,Distance,Max Speed,Average Speed,Elevation Gain,Elevation Loss,Elevation Low,Elevation High,Max Grade,"
          "Average Grade,Average Positive Grade,Average Negative Grade,Max Cadence,Average Cadence,Max Heart Rate,Average Heart Rate,Max Watts,"
          "Average Watts,Calories,Max Temperature,Average Temperature,Relative Effort,Total Work,Number of Runs,Uphill Time,Downhill Time,"
          "Other Time,Perceived Exertion,Type,Start Time,Weighted Average Power,Power Count,Prefer Perceived Exertion,Perceived Relative Effort,"
          "Commute,Total Weight Lifted,From Upload,Grade Adjusted Distance,Weather Observation Time,Weather Condition,Weather Temperature,"
          "Apparent Temperature,Dewpoint,Humidity,Weather Pressure,Wind Speed,Wind Gust,Wind Bearing,Precipitation Intensity,Sunrise Time,"
          "Sunset Time,Moon Phase,Bike,Gear,Precipitation Probability,Precipitation Type,Cloud Cover,Weather Visibility,UV Index,Weather Ozone,"
          "Jump Count,Total Grit,Average Flow,Flagged,Average Elapsed Speed,Dirt Distance,Newly Explored Distance,Newly Explored Dirt Distance,"
          "Activity Count,Total Steps,Carbon Saved,Pool Length,Training Load,Intensity,Average Grade Adjusted Pace,Timer Time,Total Cycles,"
          "Recovery,With Pet,Competition,Long Run,For a Cause,Media").split(",")
# the first block in other languages, as far as public importers show it, else our own words; then a word for the rest, the sports, the shoes
LANGUAGES = {
    "en": (FIRST, "", {"run": "Run", "ride": "Ride", "swim": "Swim", "multisport": "Workout"},
           ["Shoe Name", "Shoe Brand", "Shoe Model", "Shoe Default Sport Types"]),
    "de": ("Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz,Max. Herzfrequenz,"
           "Relative Leistung,Pendeln,Private Notiz zur Aktivität,Ausrüstung für Aktivität,Dateiname,Athletengewicht,Gewicht des Fahrrads".split(","),
           "Feld", {"run": "Lauf", "ride": "Radfahrt", "swim": "Schwimmen", "multisport": "Training"},
           ["Name des Schuhs", "Schuhmarke", "Schuhmodell", "Standardsportarten"]),
    "cs": ("ID aktivity,Datum aktivity,Název aktivity,Typ aktivity,Popis aktivity,Uplynulý čas,Vzdálenost,Max. tepová frekvence,"
           "Relativní úsilí,Dojíždění,Soukromá poznámka k aktivitě,Vybavení,Název souboru,Hmotnost sportovce,Hmotnost kola".split(","),
           "Sloupec", {"run": "Běh", "ride": "Jízda", "swim": "Plavání", "multisport": "Cvičení"},
           ["Název bot", "Značka bot", "Model bot", "Výchozí sporty"]),
    "fr": ("ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Description de l'activité,Temps écoulé,Distance,"
           "Fréquence cardiaque max.,Mesure d'effort,Trajet,Note privée,Équipement,Nom du fichier,Poids de l'athlète,Poids du vélo".split(","),
           "Champ", {"run": "Course à pied", "ride": "Sortie à vélo", "swim": "Natation", "multisport": "Entraînement"},
           ["Nom de la chaussure", "Marque", "Modèle", "Sports par défaut"]),
    "es": ("ID de actividad,Fecha de la actividad,Nombre de la actividad,Tipo de actividad,Descripción de la actividad,Tiempo transcurrido,"
           "Distancia,Ritmo cardíaco máx.,Esfuerzo relativo,Desplazamiento,Nota privada,Equipamiento,Nombre del archivo,Peso del atleta,"
           "Peso de la bicicleta".split(","),
           "Campo", {"run": "Carrera", "ride": "Vuelta ciclista", "swim": "Natación", "multisport": "Entrenamiento"},
           ["Nombre", "Marca", "Modelo", "Deportes"]),
}
MONTHS = {"en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
          "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
          "es": "ene feb mar abr may jun jul ago sept oct nov dic".split()}
JUNK = ["followers", "following", "logins", "profile", "comments", "reactions", "clubs", "goals", "privacy_zones", "email_preferences", "bikes",
        "mobile_device_identifiers", "visibility_settings", "segments", "starred_routes", "connected_apps"]


def date_text(unix_s, language):
    """UTC, written as the account's language has it."""
    t = datetime.datetime.fromtimestamp(unix_s, datetime.timezone.utc)
    clock = t.strftime("%H:%M:%S")
    if language == "de":
        return f"{t:%d.%m.%Y}, {clock}"
    if language == "cs":
        return f"{t.day}. {t.month}. {t.year} {clock}"
    month = MONTHS[language][t.month - 1]
    if language == "en":
        return f"{month} {t.day}, {t.year}, {t.hour % 12 or 12}:{t:%M:%S} {'AM' if t.hour < 12 else 'PM'}"
    return f"{t.day} {month} {t.year}, {clock}"


def activities_csv(outings, language):
    first, rest, sports, _ = LANGUAGES[language]
    repeated = {english: word for english, word in zip(FIRST, first) if SECOND.count(english)}
    second = [repeated.get(h) or (f"{rest} {i}" if rest else h) for i, h in enumerate(SECOND, len(first))]
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(first + second)
    comma = "." if language == "en" else ","
    for o in outings:
        shown = f"{o.metres / 1000:.2f}".replace(".", comma)
        row = [o.activity_id, date_text(o.start, language), o.title, sports[o.kind], o.description, int(o.seconds), shown, "171.0", "55", "false",
               o.note, o.gear, o.strava_name, "70.0", ""]
        tail = dict.fromkeys(SECOND, "")
        tail.update({"Elapsed Time": f"{o.seconds:.1f}", "Moving Time": f"{o.seconds:.1f}", "Distance": f"{o.metres:.1f}", "Max Heart Rate": "171.0",
                     "Relative Effort": "55.0", "Commute": "0.0", "Weather Temperature": f"{o.number % 30:.1f}", "Gear": "12345678.0",
                     "Flagged": "0.0", "Media": f"media/{o.number}.jpg" if o.number % 7 == 0 else ""})
        table.writerow(row + [tail[h] for h in SECOND])
    return out.getvalue().encode()


def shoes_csv(shoes, language):
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(LANGUAGES[language][3])
    table.writerows([*shoe, "Run"] for shoe in shoes)
    return out.getvalue().encode()


def strava_members(outings, shoes, language="en"):
    """[(name, bytes)] in the order of a real one: tables, then files."""
    members = [(f"{name}.csv", f"Some {name},Other\n1,x\n".encode()) for name in JUNK]
    members += [("messaging.json", b'[{"message":"my left foot went numb"}]'), ("community_content.json", b"[]"),
                ("media/7.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20), ("routes/1.gpx", b"<?xml version='1.0'?><gpx version='1.1'><rte></rte></gpx>")]
    members += [("activities.csv", activities_csv(outings, language)), ("shoes.csv", shoes_csv(shoes, language))]
    for o in outings:
        if o.strava_name and o.form != "lost":
            content = content_of(o)
            members.append((o.strava_name, gzip.compress(content, mtime=0) if o.form.endswith(".gz") else content))
    return members


# ------------------------------------------------------------------------- Garmin

def summary(o, garmin_id, kind, start, seconds, metres, name, extra):
    sport = {"run": "running", "ride": "cycling", "swim": "lap_swimming", "transition": "transition", "multisport": "multi_sport"}[kind]
    return {"activityId": garmin_id, "uuidMsb": -o.number, "name": name, **({"description": o.description} if o.description else {}), "activityType": sport, "userProfileId": 77, "timeZoneId": 124,
            "beginTimestamp": start * 1000, "eventTypeId": 9, "rule": "subscribers", "sportType": sport.upper(), "startTimeGmt": float(start * 1000),
            "startTimeLocal": float(start * 1000 + 7200000), "duration": seconds * 1000.0, "distance": metres * 100.0, "elevationGain": 1234.5,
            "avgSpeed": metres / seconds / 10, "avgHr": 150, "elapsedDuration": seconds * 1000.0, "movingDuration": seconds * 1000.0, **extra}


def garmin_summaries(outings):
    entries = []
    for o in outings:
        is_parent = o.kind == "multisport"
        entries.append(summary(o, o.garmin_id, o.kind, o.start, o.seconds, o.metres, o.garmin_title or o.title,
                               {"parent": True, "childIds": [o.garmin_id + i + 1 for i in range(len(o.legs))]} if is_parent else {"parent": False}))
        for i, (kind, start, seconds, metres) in enumerate(o.legs):
            entries.append(summary(o, o.garmin_id + i + 1, kind, start, seconds, metres, f"{o.title} - {kind}", {"parent": False, "parentId": o.garmin_id}))
    return json.dumps([{"summarizedActivitiesExport": entries}], indent=1).encode()


def garmin_gear(outings, shoes):
    gear = [{"gearPk": i + 1, "uuid": f"u{i}", "displayName": name, "customMakeModel": f"{brand} {model}", "gearTypeName": "Shoes"}
            for i, (name, brand, model) in enumerate(shoes)]
    used = {str(g["gearPk"]): [{"activityId": o.garmin_id, "gearPk": g["gearPk"]} for o in outings if o.gear == g["displayName"]] for g in gear}
    return json.dumps([{"gearDTOS": gear + [{"gearPk": 99, "displayName": "Old bike", "gearTypeName": "Bike"}], "gearActivityDTOs": used}]).encode()


def garmin_uploads(outings, others, first=0):
    """The watch files of one part: one activity after so many other files."""
    members, number = [], first
    for o in outings:
        for _ in range(others):
            members.append((f"{MAIL}_{1000 + number}.fit", other_fit(number, 1_600_000_000 + 3600 * number)))
            number += 1
        if o.data:
            members.append((o.garmin_name, o.data))
    return members


def garmin_members(outings, shoes, others=3, inner=zipfile.ZIP_DEFLATED):
    ours = [o for o in outings if o.in_garmin]
    top, fitness = "DI_CONNECT/", "DI_CONNECT/DI-Connect-Fitness/"
    half = len(ours) // 2
    members = [(top + "DI-Connect-User/user_profile.json", b'{"userName":"runner"}'),
               (top + "DI-Connect-Wellness/2026-01-01_2026-04-11_77_sleepData.json", b'[{"sleepStartTimestampGMT":"2026-01-01T22:00:00.0"}]'),
               (top + "DI-Connect-Aggregator/UDSFile_2026-01-01_2026-04-11.json", b'[{"totalSteps":1}]'),
               (top + "DI-Connect-Metrics/MetricsMaxMetData_20260101_20260411_77.json", b"[]"),
               (top + "DI-Connect-Metrics/TrainingHistory_20260101_20260411_77.json", b"[]"),
               ("customer_data/customer.json", b'{"emailAddress":"runner@example.org"}'),
               (fitness + f"{MAIL}_0_summarizedActivities.json", garmin_summaries(ours)),
               (fitness + f"{MAIL}_personalRecord.json", b'[{"personalRecords":[]}]')]
    for part, some in enumerate((ours[:half], ours[half:]), 1):
        inside = io.BytesIO()
        write_zip(inside, garmin_uploads(some, others, first=others * half * (part - 1)), inner)
        members.append((top + f"DI-Connect-Uploaded-Files/UploadedFiles_0-_Part{part}.zip", inside.getvalue()))
    # after the runs, so that shoes are told of activities already read
    return members + [(fitness + f"{MAIL}_gear.json", garmin_gear(ours, shoes))]


# ---------------------------------------------------------------- Apple Health, Polar

def health_members(outings):
    """Workouts with records of heart rate and speed, and their routes; the clock of the phone is two hours ahead of UTC."""
    zone = datetime.timezone(datetime.timedelta(hours=2))
    at = lambda unix_s: datetime.datetime.fromtimestamp(unix_s, zone).strftime("%Y-%m-%d %H:%M:%S %z")
    xml = ['<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n]>\n'
           '<HealthData locale="en_GB">\n <ExportDate value="2026-11-01 10:00:00 +0200"/>\n']
    routes, workouts = [], []
    for o in outings:
        name = datetime.datetime.fromtimestamp(o.start, zone).strftime("route_%Y-%m-%d_%-I.%M%p.gpx").replace("AM", "am").replace("PM", "pm")
        for kind, unit, value in (("HeartRate", "count/min", 150), ("RunningSpeed", "km/hr", 3.6 * o.metres / o.seconds)):
            for second in range(0, int(o.seconds), 5):
                xml.append(f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="Watch" unit="{unit}" startDate="{at(o.start + second)}" '
                           f'endDate="{at(o.start + second)}" value="{value:.4g}"/>\n')
        workouts.append(f' <Workout workoutActivityType="HKWorkoutActivityType{"Running" if o.kind == "run" else "Cycling"}" duration="{o.seconds / 60}" '
                        f'durationUnit="min" sourceName="Watch" startDate="{at(o.start)}" endDate="{at(o.start + int(o.seconds))}">\n'
                        f'  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" startDate="{at(o.start)}" '
                        f'endDate="{at(o.start + int(o.seconds))}" sum="{o.metres / 1000:.5g}" unit="km"/>\n'
                        f'  <WorkoutRoute sourceName="Watch"><FileReference path="/workout-routes/{name}"/></WorkoutRoute>\n </Workout>\n')
        routes.append((f"apple_health_export/workout-routes/{name}", gpx_of(o).replace(b"StravaGPX", b"Apple Health Export").replace(b"<type>running</type>", b"")))
    return routes + [("apple_health_export/export_cda.xml", b'<?xml version="1.0"?>\n<ClinicalDocument/>\n'),
                     ("apple_health_export/electrocardiograms/ecg_2026-01-01.csv", b"Name,Runner\n"),
                     ("apple_health_export/export.xml", "".join(xml + workouts + ["</HealthData>\n"]).encode())]


def polar_members(outings):
    """Sessions in the form of 2023 and later, with the bare NaN of real ones; two hours ahead of UTC."""
    members = [("account-data-77-0.json", b'{"username":"runner"}'), ("activity-2026-01-01-77-0.json", b'{"date":"2026-01-01","summary":{"stepCount":1}}'),
               ("247ohr_2026_01-77-0.json", b'{"deviceDays":[]}')]
    for o in outings:
        local = datetime.datetime.fromtimestamp(o.start + 7200, datetime.timezone.utc)
        count = int(o.seconds) + 1
        channel = lambda kind, values: {"type": kind, "intervalMillis": 1000, "values": values}
        exercise = {"startTime": local.strftime("%Y-%m-%dT%H:%M:%S.000"), "timezoneOffsetMinutes": 120, "durationMillis": int(o.seconds * 1000),
                    "distanceMeters": o.metres, "sport": {"id": "1" if o.kind == "run" else "2"},
                    "samples": {"samples": [channel("HEART_RATE", [float("nan")] + [150] * (count - 1)),
                                            channel("SPEED", [round(3.6 * o.metres / o.seconds, 3)] * count),
                                            channel("DISTANCE", [round(o.metres * i / (count - 1), 2) for i in range(count)]),
                                            channel("CADENCE", [85] * count)]}}
        session = {"exportVersion": "2.6", "name": o.title, "startTime": exercise["startTime"], "timezoneOffsetMinutes": 120,
                   "durationMillis": exercise["durationMillis"], "distanceMeters": o.metres, "exercises": [exercise]}
        members.append((f"training-session_{local:%Y-%m-%dT%H-%M-%S}_{o.number}-77.json", json.dumps(session).encode()))
    return members


# ------------------------------------------------------------------------- containers

def write_zip(out, members, method=zipfile.ZIP_DEFLATED):
    """Zips and .gz are stored, as the services do."""
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members:
            info = zipfile.ZipInfo(name, DATE_IN_ZIP)
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".gz", ".zip", ".jpg")) else method
            packed.writestr(info, data)


def write_folder(folder, members):
    """As an unpacked export lies on the disk; zips inside stay zips."""
    for name, data in members:
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def outings_of(folder):
    """Every activity below a folder, named by its number."""
    outings = []
    for path in sorted(pathlib.Path(folder).rglob("*.fit")):
        data = path.read_bytes()
        sessions = [f for message, f in fit.fields_of(data) if message == fit.SESSION]
        if sessions:
            f, number = sessions[0], len(outings) + 1
            outings.append(Outing(number, f[2] + fit.EPOCH, f[7] / 1000, f[9] / 100, data, "run" if f[5] == fit.SPORT["run"] else "ride",
                                  title=f"Outing {number}"))
    return outings


def main():
    if len(sys.argv) not in (4, 5) or sys.argv[1] not in ("strava", "garmin"):
        sys.exit(__doc__.splitlines()[2])
    outings = outings_of(sys.argv[2])
    shoes = [("Daily", "Gannet", "Light 3")]
    write_zip(sys.argv[3], strava_members(outings, shoes, *sys.argv[4:]) if sys.argv[1] == "strava" else garmin_members(outings, shoes))


if __name__ == "__main__":
    main()
