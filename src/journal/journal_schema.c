/* The tables, as numbered steps forward. A step that has been released is never changed: add one. */
#include "journal/journal_schema.h"

static const char step_1[] =
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    "CREATE TABLE original ("
    "  id INTEGER PRIMARY KEY,"
    "  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),"
    "  name TEXT NOT NULL,"
    "  size INTEGER NOT NULL,"
    "  imported_at INTEGER NOT NULL,"
    "  packed BLOB NOT NULL) STRICT;"

    "CREATE TABLE shoe ("
    "  id INTEGER PRIMARY KEY,"
    "  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),"
    "  brand TEXT, model TEXT, size TEXT,"
    "  width_mm REAL CHECK (width_mm BETWEEN 40 AND 200),"
    "  insole TEXT, arch_support TEXT, cushioning TEXT,"
    "  start_km REAL CHECK (start_km >= 0),"
    "  first_used TEXT, retired TEXT) STRICT;"

    "CREATE TABLE run ("
    "  id INTEGER PRIMARY KEY,"
    "  start_unix_s REAL NOT NULL,"
    "  utc_offset_s INTEGER,"
    "  elapsed_s REAL NOT NULL CHECK (elapsed_s > 0),"
    "  moving_s REAL, distance_m REAL, temperature_c REAL,"
    "  contact INTEGER NOT NULL,"
    "  followed_workout INTEGER NOT NULL CHECK (followed_workout IN (0, 1)),"
    "  sport TEXT, sub_sport TEXT, title TEXT, device TEXT,"
    "  richness REAL NOT NULL,"
    "  exposure_version INTEGER NOT NULL) STRICT;"
    "CREATE INDEX run_by_start ON run (start_unix_s);"

    /* Apart from run, so that a list of runs need not step over them. */
    "CREATE TABLE derived ("
    "  run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,"
    "  exposure BLOB NOT NULL, gait BLOB) STRICT;"

    "CREATE TABLE run_source ("
    "  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    "  original INTEGER NOT NULL REFERENCES original,"
    "  part INTEGER NOT NULL,"
    "  leads INTEGER NOT NULL CHECK (leads IN (0, 1)),"
    "  PRIMARY KEY (run, original, part)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX run_source_by_original ON run_source (original);"

    "CREATE TABLE note ("
    "  run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,"
    "  felt TEXT CHECK (felt IN ('numb', 'fine')),"
    "  noted_at INTEGER,"
    "  shoe INTEGER REFERENCES shoe,"
    "  lacing_left REAL CHECK (lacing_left BETWEEN 1 AND 5),"
    "  lacing_right REAL CHECK (lacing_right BETWEEN 1 AND 5),"
    "  sock TEXT CHECK (sock IN ('thin', 'medium', 'thick')),"
    "  foam_before INTEGER CHECK (foam_before IN (0, 1)),"
    "  foam_after INTEGER CHECK (foam_after IN (0, 1)),"
    "  relaced INTEGER CHECK (relaced IN (0, 1)),"
    "  carried_kg REAL CHECK (carried_kg BETWEEN 0 AND 60),"
    "  temperature_c REAL CHECK (temperature_c BETWEEN -60 AND 60),"
    "  why_ended TEXT CHECK (why_ended IN ('planned', 'numb', 'fear', 'other')),"
    "  breaks TEXT, text TEXT) STRICT;"
    "CREATE INDEX note_by_shoe ON note (shoe);"

    "CREATE TABLE episode ("
    "  run INTEGER NOT NULL REFERENCES note ON DELETE CASCADE,"
    "  number INTEGER NOT NULL,"
    "  side TEXT CHECK (side IN ('left', 'right', 'both')),"
    "  regions TEXT, quality TEXT,"
    "  onset TEXT,"
    "  severity REAL CHECK (severity BETWEEN 0 AND 10),"
    "  pain REAL CHECK (pain BETWEEN 0 AND 10),"
    "  ended_by TEXT,"
    "  relief_min REAL CHECK (relief_min >= 0),"
    "  weakness INTEGER CHECK (weakness IN (0, 1)),"
    "  colour_change INTEGER CHECK (colour_change IN (0, 1)),"
    "  tight_leg INTEGER CHECK (tight_leg IN (0, 1)),"
    "  stopped_because INTEGER CHECK (stopped_because IN (0, 1)),"
    "  PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;"

    /* Every answer ever given; the latest of a key counts. An empty value takes the answer back. */
    "CREATE TABLE profile ("
    "  key TEXT NOT NULL, set_at INTEGER NOT NULL, value TEXT NOT NULL,"
    "  PRIMARY KEY (key, set_at)) STRICT, WITHOUT ROWID;";

static const char step_2[] =
    "ALTER TABLE original ADD COLUMN container BLOB CHECK (length(container) = 32);"

    /* The size of an exposure before it was compressed; NULL in rows of schema 1, where it is as it was. */
    "ALTER TABLE derived ADD COLUMN unpacked INTEGER;"

    "CREATE TABLE told ("
    "  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    "  service TEXT NOT NULL CHECK (service <> ''),"
    "  service_id TEXT NOT NULL,"
    "  title TEXT, description TEXT, private_note TEXT, gear TEXT,"
    "  weather_c REAL,"
    "  PRIMARY KEY (run, service, service_id)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE proposal ("
    "  id INTEGER PRIMARY KEY,"
    "  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    "  service TEXT NOT NULL,"
    "  quote TEXT NOT NULL,"
    "  felt TEXT NOT NULL CHECK (felt IN ('numb', 'fine')),"
    "  side TEXT, regions TEXT, quality TEXT, onset TEXT,"
    "  severity REAL CHECK (severity BETWEEN 0 AND 10),"
    "  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'declined')),"
    "  UNIQUE (run, service)) STRICT;";

static const char step_3[] =
    /* Notes: what was done to them, so that it can be taken back (note_history.h). */
    "CREATE TABLE note_change ("
    "  id INTEGER PRIMARY KEY,"
    "  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,"
    "  changed_at INTEGER NOT NULL,"
    "  before TEXT, after TEXT," /* the note as JSON; NULL: none */
    "  proposal INTEGER REFERENCES proposal ON DELETE SET NULL,"
    "  undone INTEGER NOT NULL CHECK (undone IN (0, 1))) STRICT;"
    "CREATE INDEX note_change_by_run ON note_change (run);"
    "CREATE INDEX note_change_by_proposal ON note_change (proposal);"

    /* Feet as they were measured, and what is asked about shoes (journal_feet.h, journal_gear.h). */
    "ALTER TABLE shoe ADD COLUMN size_system TEXT;"
    "ALTER TABLE shoe ADD COLUMN width_label TEXT;"
    "ALTER TABLE shoe ADD COLUMN insole_length_mm REAL CHECK (insole_length_mm BETWEEN 150 AND 400);"
    "ALTER TABLE shoe ADD COLUMN ball_mm REAL CHECK (ball_mm BETWEEN 90 AND 310);"
    "ALTER TABLE shoe ADD COLUMN toe_shape TEXT;"
    "ALTER TABLE shoe ADD COLUMN toe_depth TEXT;"
    "ALTER TABLE shoe ADD COLUMN upper TEXT;"
    "ALTER TABLE shoe ADD COLUMN stack_heel_mm REAL;"
    "ALTER TABLE shoe ADD COLUMN stack_forefoot_mm REAL;"
    "ALTER TABLE shoe ADD COLUMN drop_mm REAL;"
    "ALTER TABLE shoe ADD COLUMN cushioning_heel TEXT;"
    "ALTER TABLE shoe ADD COLUMN cushioning_forefoot TEXT;"
    "ALTER TABLE shoe ADD COLUMN laces TEXT;"
    "ALTER TABLE shoe ADD COLUMN lacing TEXT;"
    "ALTER TABLE shoe ADD COLUMN bought TEXT;"
    "CREATE TABLE foot ("
    "  id INTEGER PRIMARY KEY,"
    "  day TEXT NOT NULL,"
    "  side TEXT NOT NULL CHECK (side IN ('left', 'right')),"
    "  state TEXT NOT NULL CHECK (state IN ('rested', 'late', 'after-run')),"
    "  length_mm REAL CHECK (length_mm BETWEEN 150 AND 370),"
    "  width_mm REAL CHECK (width_mm BETWEEN 50 AND 150),"
    "  oblique_mm REAL CHECK (oblique_mm BETWEEN 50 AND 160),"
    "  girth_mm REAL CHECK (girth_mm BETWEEN 130 AND 360),"
    "  ball_mm REAL CHECK (ball_mm BETWEEN 90 AND 290),"
    "  text TEXT) STRICT;"
    "CREATE INDEX foot_by_day ON foot (day);"

    /* Beside the runs: what was tried, checks at home, questionnaires (journal_records.h). */
    "CREATE TABLE tried ("
    "  since TEXT NOT NULL, what TEXT NOT NULL CHECK (what <> ''),"
    "  result TEXT CHECK (result IN ('better', 'same', 'worse', 'unclear')),"
    "  PRIMARY KEY (since, what)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE home_check ("
    "  day TEXT NOT NULL, name TEXT NOT NULL CHECK (name <> ''),"
    "  moment TEXT NOT NULL CHECK (moment IN ('rested', 'before', 'after')),"
    "  left_failed INTEGER CHECK (left_failed BETWEEN 0 AND 9),"
    "  right_failed INTEGER CHECK (right_failed BETWEEN 0 AND 9),"
    "  PRIMARY KEY (day, name, moment)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE scale_answer ("
    "  day TEXT NOT NULL, scale TEXT NOT NULL CHECK (scale <> ''), item TEXT NOT NULL,"
    "  value REAL NOT NULL CHECK (value BETWEEN -10 AND 10),"
    "  PRIMARY KEY (day, scale, item)) STRICT, WITHOUT ROWID;";

static const char *const steps[] = {step_1, step_2, step_3};

const struct store_schema journal_schema = {
    .application_id = 0x54494E47, /* "TING" */
    .what = "journal",
    .migration = steps,
    .migrations = sizeof steps / sizeof *steps,
};
