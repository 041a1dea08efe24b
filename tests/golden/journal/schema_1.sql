-- A journal of schema 1 with something in every table. It must restore for ever: never change this file.
PRAGMA application_id = 0x54494E47;
PRAGMA user_version = 1;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE original (  id INTEGER PRIMARY KEY,  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),  name TEXT NOT NULL,  size INTEGER NOT NULL,  imported_at INTEGER NOT NULL,  packed BLOB NOT NULL) STRICT;
CREATE TABLE shoe (  id INTEGER PRIMARY KEY,  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (name <> ''),  brand TEXT, model TEXT, size TEXT,  width_mm REAL CHECK (width_mm BETWEEN 40 AND 200),  insole TEXT, arch_support TEXT, cushioning TEXT,  start_km REAL CHECK (start_km >= 0),  first_used TEXT, retired TEXT) STRICT;
CREATE TABLE run (  id INTEGER PRIMARY KEY,  start_unix_s REAL NOT NULL,  utc_offset_s INTEGER,  elapsed_s REAL NOT NULL CHECK (elapsed_s > 0),  moving_s REAL, distance_m REAL, temperature_c REAL,  contact INTEGER NOT NULL,  followed_workout INTEGER NOT NULL CHECK (followed_workout IN (0, 1)),  sport TEXT, sub_sport TEXT, title TEXT, device TEXT,  richness REAL NOT NULL,  exposure_version INTEGER NOT NULL, exposure BLOB, gait BLOB) STRICT;
CREATE INDEX run_by_start ON run (start_unix_s);
CREATE TABLE run_source (  run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,  original INTEGER NOT NULL REFERENCES original,  part INTEGER NOT NULL,  leads INTEGER NOT NULL CHECK (leads IN (0, 1)),  PRIMARY KEY (run, original, part)) STRICT, WITHOUT ROWID;
CREATE INDEX run_source_by_original ON run_source (original);
CREATE TABLE note (  run INTEGER PRIMARY KEY REFERENCES run ON DELETE CASCADE,  felt TEXT CHECK (felt IN ('numb', 'fine')),  noted_at INTEGER,  shoe INTEGER REFERENCES shoe,  lacing_left REAL CHECK (lacing_left BETWEEN 1 AND 5),  lacing_right REAL CHECK (lacing_right BETWEEN 1 AND 5),  sock TEXT CHECK (sock IN ('thin', 'medium', 'thick')),  foam_before INTEGER CHECK (foam_before IN (0, 1)),  foam_after INTEGER CHECK (foam_after IN (0, 1)),  relaced INTEGER CHECK (relaced IN (0, 1)),  carried_kg REAL CHECK (carried_kg BETWEEN 0 AND 60),  temperature_c REAL CHECK (temperature_c BETWEEN -60 AND 60),  why_ended TEXT CHECK (why_ended IN ('planned', 'numb', 'fear', 'other')),  breaks TEXT, text TEXT) STRICT;
CREATE INDEX note_by_shoe ON note (shoe);
CREATE TABLE episode (  run INTEGER NOT NULL REFERENCES note ON DELETE CASCADE,  number INTEGER NOT NULL,  side TEXT CHECK (side IN ('left', 'right', 'both')),  regions TEXT, quality TEXT,  onset TEXT,  severity REAL CHECK (severity BETWEEN 0 AND 10),  pain REAL CHECK (pain BETWEEN 0 AND 10),  ended_by TEXT,  relief_min REAL CHECK (relief_min >= 0),  weakness INTEGER CHECK (weakness IN (0, 1)),  colour_change INTEGER CHECK (colour_change IN (0, 1)),  tight_leg INTEGER CHECK (tight_leg IN (0, 1)),  stopped_because INTEGER CHECK (stopped_because IN (0, 1)),  PRIMARY KEY (run, number)) STRICT, WITHOUT ROWID;
CREATE TABLE profile (  key TEXT NOT NULL, set_at INTEGER NOT NULL, value TEXT NOT NULL,  PRIMARY KEY (key, set_at)) STRICT, WITHOUT ROWID;

INSERT INTO meta VALUES ('kind', 'real');
INSERT INTO original VALUES (1, X'3123965753d5ba61e651af04b13711ffc4f686f2932cb30de0d13f87a338b55c', 'morning.fit', 39, 1772400000, X'28b52ffd2027390100746865206279746573206f6620612077617463682066696c652c20617320746865792063616d65');
INSERT INTO shoe VALUES (1, 'Blue', 'Acme', 'Glide 3', 'EU 43', 98.0, 'cork', 'low', 'soft', 120.0, '2026-01-04', NULL);
INSERT INTO run VALUES (1, 1772348400.0, 3600, 3600.0, 3540.0, 10000.0, 12.5, 2, 0, 'running', 'trail', 'Morning', 'acme w1', 5000.0, 1, X'00000000000000000000000000000000', X'0000000000000000');
INSERT INTO run VALUES (2, 1772434800.0, NULL, 1800.0, 1800.0, NULL, NULL, 0, 0, 'running', NULL, NULL, NULL, 0.0, 1, X'0000000000000000', NULL);
INSERT INTO run_source VALUES (1, 1, 0, 1);
INSERT INTO note VALUES (1, 'numb', 1772355600, 1, 4.0, 3.0, 'thick', 1, 0, 1, 1.5, -4.0, 'fear', '25+4 planned; 50+2 symptom', 'hilly');
INSERT INTO note VALUES (2, 'fine', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO episode VALUES (1, 1, 'right', 'P_TOE3 P_TOE4', 'numb tingling', '30-45', 6.0, 2.0, 'loosening', 7.5, 0, 1, 0, 1);
INSERT INTO episode VALUES (1, 2, 'left', NULL, NULL, 'stopped 5', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO profile VALUES ('emergency', 1772355600, 'no');
INSERT INTO profile VALUES ('weight_kg', 1772000000, '72');
INSERT INTO profile VALUES ('weight_kg', 1772355600, '70');
