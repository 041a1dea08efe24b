/* What a service says about the activities in its bulk export: names, notes, shoes.
 *
 * The watch files of an export say when and how; what the runner called the run, wrote about it and wore stands in
 * tables beside them (Strava's activities.csv, Garmin's summarizedActivities.json). Such a table becomes a list of
 * entries here; whoever imports joins each to a run, by the file that it names or by its start.
 *
 * Also here: which member of an export is which (export_member_kind), so that the many that are no activity are
 * passed over by their names.
 */
#ifndef ARCHIVE_EXPORT_CATALOGUE_H
#define ARCHIVE_EXPORT_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"

/* X(id, name as stored and shown) */
#define EXPORT_SERVICE_LIST(X)             \
    X(EXPORT_NO_SERVICE, "")               \
    X(EXPORT_STRAVA, "strava")             \
    X(EXPORT_GARMIN, "garmin")             \
    X(EXPORT_APPLE_HEALTH, "apple-health") \
    X(EXPORT_POLAR, "polar")               \
    X(EXPORT_SUUNTO, "suunto")

enum export_service {
#define EXPORT_SERVICE_ENUM(id, name) id,
    EXPORT_SERVICE_LIST(EXPORT_SERVICE_ENUM)
#undef EXPORT_SERVICE_ENUM
};
const char *export_service_name(enum export_service s);

/* One activity as its service tells of it. Texts are UTF-8 without control characters, line breaks only in
 * description and private_note; "" where nothing was written; numbers NaN where nothing was said. */
struct export_entry {
    enum export_service service;
    const char *id;            /* the service's own number of the activity */
    const char *file;          /* path of its file, as members have it; "" none named */
    double start_unix_s;
    double elapsed_s, moving_s, distance_m;
    bool is_run;               /* by the service's word for the sport, in any language we know */
    bool is_other;             /* by its word for another sport, where we know it */
    bool is_parent;            /* a multisport outing whose legs are entries of their own */
    const char *title, *description, *private_note;
    const char *gear;          /* name of the shoes */
    double weather_c;          /* air temperature by the service's weather */
};

struct export_shoe {
    const char *name, *brand, *model;
};

/* That an activity was done in these shoes, where a service says it beside its list of activities. */
struct export_gear_link {
    int64_t activity;  /* the service's number */
    uint32_t order;    /* as read: of several shoes the first counts */
    const char *gear;
};

struct export_catalogue {
    struct arena arena;
    struct export_entry *entry; /* in the order of the tables */
    size_t entries, entry_room;
    struct export_shoe *shoe;
    size_t shoes, shoe_room;
    struct export_gear_link *link; /* Garmin's, by activity and order */
    size_t links, link_room;
    uint32_t *slot;             /* hash table: entries by their file, index + 1 */
    size_t slots;
    size_t odd_rows;            /* rows that could not be understood and were left out; `odd` says what of the first */
    char odd[256];
};

/* At most 1,000,000 entries and 512 MiB of text. */
void export_catalogue_init(struct export_catalogue *c);
void export_catalogue_release(struct export_catalogue *c);

enum export_member {
    EXPORT_MEMBER_OTHER,             /* nothing known: look at its content */
    EXPORT_MEMBER_IGNORED,           /* known to hold no activity: followers.csv, media/..., wellness JSON, "._x" */
    EXPORT_MEMBER_STRAVA_ACTIVITIES,
    EXPORT_MEMBER_STRAVA_SHOES,
    EXPORT_MEMBER_GARMIN_SUMMARY,
    EXPORT_MEMBER_GARMIN_GEAR,
    EXPORT_MEMBER_HEALTH,            /* Apple's export.xml */
    EXPORT_MEMBER_HEALTH_ROUTE       /* workout-routes/....gpx of such an export: belongs to a workout */
};

/* What a member is, by its path (without case) and its first bytes: the first row of data/export_members.csv that fits.
 * Meant for what is found on the way through an archive or a folder; a file that the runner names is better read. */
enum export_member export_member_kind(const char *path, struct bytes head);

/* Reads Strava's activities.csv, in any language and with any number of columns (docs/exports.md: the last of two equal
 * headings counts, and the order of columns is the same in every language).
 * `path` is that of the table: files named in it are relative to its folder. Errors: TINGLE_BAD_DATA (not such a
 * table), TINGLE_LIMIT, TINGLE_NO_MEMORY; a single row that makes no sense is odd, not an error. */
enum tingle_status strava_activities_read(struct export_catalogue *c, struct bytes view, const char *path,
                                          struct tingle_error *err);
/* shoes.csv: Shoe Name, Shoe Brand, Shoe Model, ... in any language. Errors: as above. */
enum tingle_status strava_shoes_read(struct export_catalogue *c, struct bytes view, const char *path,
                                     struct tingle_error *err);

/* Reads a summarizedActivities JSON of Garmin as it streams by, however large (durations in ms, distance in cm:
 * docs/exports.md). Errors: TINGLE_BAD_DATA, TINGLE_LIMIT, TINGLE_NO_MEMORY. What came before
 * the damage of a broken file stands in the catalogue. */
enum tingle_status garmin_summary_read(struct export_catalogue *c, const struct byte_source *in, const char *path,
                                       struct tingle_error *err);

/* Reads Garmin's <account>_gear.json: shoes, and which activities were done in them. Entries get their gear whichever of
 * the two files comes first. Errors: as above; what came before the damage counts. */
enum tingle_status garmin_gear_read(struct export_catalogue *c, const struct byte_source *in, const char *path,
                                    struct tingle_error *err);

/* The entry for a file (path as members have it, a further ".gz" or letter case aside), or NULL. Of several that name
 * it the first read. */
const struct export_entry *export_entry_of_file(const struct export_catalogue *c, const char *path);

#endif
