/* Reading one watch file without storing anything: FIT, GPX, TCX, training sessions of Polar Flow (JSON), workouts of
 * Suunto (JSON, SML), each also as .gz.
 *
 *     struct tingle_recording *r = NULL;
 *     struct tingle_error err;
 *     if (tingle_read_file(&r, "morning.fit", &err)) { puts(err.message); return 1; }
 *     for (size_t i = 0; i < r->rows; i++)
 *         printf("%g %g\n", r->time_s[i], r->column[0].value[i]);
 *     tingle_recording_free(r);
 *
 * Thread-safety: no shared state; one recording belongs to one thread.
 */
#ifndef TINGLE_READ_H
#define TINGLE_READ_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One quantity over all rows. Native columns first and always all of them, in this order:
 * latitude_deg, longitude_deg, altitude_m, distance_m, speed_mps, cadence_spm (steps per minute,
 * both feet), heart_rate_bpm, temperature_c, power_w, stance_time_ms, stance_time_balance_pct
 * (left), vertical_oscillation_mm, vertical_ratio_pct, step_length_mm; then the developer fields
 * by their own names. */
struct tingle_column {
    const char *name;
    const char *unit;
    const double *value; /* rows values, NaN where missing; NULL when the file has none at all */
    size_t valid;        /* protocol-valid values in the file, before masking or merging */
    size_t used;         /* values in the column */
    bool developer;
};

struct tingle_repair {
    const char *code;    /* "crc", "truncated", ... : docs/json.md lists them */
    int64_t offset;      /* byte in the (unpacked) file */
    size_t count;        /* how often; listed once, at its first place */
    const char *message; /* what was done */
};

struct tingle_lap {
    double start_s, elapsed_s, timer_s, distance_m; /* since the start; NaN unknown */
    bool manual;                                    /* the runner pressed the button */
};

struct tingle_recording {
    const char *format;       /* "fit", "gpx", "tcx", "polar", "suunto", "sml" */
    const char *kind;         /* "activity", "monitoring", "workout", "course", ... */
    const char *sport;        /* "running", ...; NULL unknown */
    const char *sub_sport;    /* "trail", ...; NULL unknown */
    const char *manufacturer; /* "" unknown */
    const char *product;      /* "" unknown */
    double start_unix_s;      /* NaN when the file has no time */
    char start_utc[32];       /* "2026-11-24T06:30:00Z"; "" when the file has no time */
    double elapsed_s, timer_s, distance_m; /* NaN unknown */
    size_t samples;           /* record messages or track points in the file */
    size_t rows;              /* length of the columns; repeated and backward times are left out */
    const double *time_s;     /* since start_unix_s; NaN for a sample without time */
    const struct tingle_column *column;
    size_t columns;
    const struct tingle_lap *lap;
    size_t laps, sessions;
    size_t chained;           /* FIT files in the file */
    size_t merged;            /* rows whose heart rate came from separate hr messages */
    bool crc_ok;
    const struct tingle_repair *repair;
    size_t repairs;
};

/* Errors: TINGLE_NO_INPUT, TINGLE_NO_ACCESS, TINGLE_UNSUPPORTED, TINGLE_NOT_A_RUN,
 * TINGLE_BAD_DATA, TINGLE_LIMIT, TINGLE_NO_MEMORY. The message names the file. */
enum tingle_status tingle_read_file(struct tingle_recording **out, const char *path,
                                    struct tingle_error *err);
void tingle_recording_free(struct tingle_recording *recording);

#ifdef __cplusplus
}
#endif
#endif
