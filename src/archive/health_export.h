/* Apple Health's export.xml, however large, cut into one small document per running workout.
 *
 * The export holds everything a phone ever measured, in one XML file of up to gigabytes: records by kind and time,
 * workouts, and the names of route files beside it. Two walks over it, in memory that grows with the runs only:
 *
 *     struct health_export *h = NULL;
 *     st = health_export_new(&h, err);
 *     st = health_export_find(h, &first_walk, path, err);     the running workouts
 *     st = health_export_collect(h, &second_walk, path, err); their records, kept packed
 *     for each route member: health_export_route(h, member path, its bytes)
 *     for (i = 0; i < health_export_count(h); i++) st = health_export_document(h, i, &bytes, err);
 *     health_export_free(h);
 *
 * A document is what the journal keeps and activity_read reads (activity/health_read.h): the elements of the export that
 * belong to the workout, byte for byte but for what health_scan.h mends and leaves out, in a HealthData element of their own:
 *
 *     <?xml version="1.0" encoding="UTF-8"?>
 *     <HealthData>
 *     <Workout ...>...</Workout>
 *     <Record .../>                     each record of a kind that a run has, whose time overlaps the workout
 *     <gpx ...>...</gpx>                the route file, without its XML declaration; several if the workout names several
 *     </HealthData>
 *
 * A record that touches several workouts is in the document of each. Apple's file begins with a DOCTYPE that declares
 * elements; one that declares an entity is refused (health_scan.h).
 *
 * Thread-safety: an export belongs to one thread.
 */
#ifndef ARCHIVE_HEALTH_EXPORT_H
#define ARCHIVE_HEALTH_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/file_bytes.h"

struct health_export;

enum {
    HEALTH_MAX_WORKOUTS = 100 * 1000,
    HEALTH_MAX_AT_ONCE = 64 /* running workouts at the same moment: one run saved by several apps */
};
#define HEALTH_MAX_PACKED ((size_t)1024 * 1024 * 1024) /* bytes of all runs, packed; a run of an hour takes about 100 kB */

enum tingle_status health_export_new(struct health_export **out, struct tingle_error *err);
void health_export_free(struct health_export *h);

/* First walk. TINGLE_BAD_DATA (not such a file, an entity), TINGLE_LIMIT (one of the above or of health_scan.h),
 * TINGLE_NO_MEMORY, and the errors of the source. What was found before an error stays found. A file that is cut short
 * or damaged gives the workouts that are whole: see health_export_damage. */
enum tingle_status health_export_find(struct health_export *h, const struct byte_source *in, const char *path,
                                      struct tingle_error *err);

/* Second walk over the same bytes. The same errors. */
enum tingle_status health_export_collect(struct health_export *h, const struct byte_source *in, const char *path,
                                         struct tingle_error *err);

/* In how many places the last walk had to step over broken XML, with a sentence about the first one (in h; "" for
 * none): "the XML is broken at byte 1234 (not well-formed)", "the file ends early, at byte 1234". */
size_t health_export_damage(const struct health_export *h, const char **what);

/* Gives a route file to the workouts that name it, by its name without the folders. One that no running workout names, or
 * that is no GPX, is passed over, as is a file given twice. TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status health_export_route(struct health_export *h, const char *path, struct bytes gpx,
                                       struct tingle_error *err);

/* Is a route file of that path named by a running workout? */
bool health_export_wants(const struct health_export *h, const char *path);

size_t health_export_count(const struct health_export *h);

/* The i-th document, in order of start; the caller releases it. TINGLE_LIMIT (over ACTIVITY_MAX_FILE_BYTES),
 * TINGLE_NO_MEMORY. */
enum tingle_status health_export_document(struct health_export *h, size_t i, struct file_bytes *out,
                                          struct tingle_error *err);

/* A name for it: "workout 2023-11-15 12:23:32 +0100"; lives as long as h. */
const char *health_export_name(const struct health_export *h, size_t i);

#endif
