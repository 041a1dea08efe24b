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
 * belong to the workout, byte for byte, in a HealthData element of their own:
 *
 *     <?xml version="1.0" encoding="UTF-8"?>
 *     <HealthData>
 *     <Workout ...>...</Workout>
 *     <Record .../>                     each record of a kind that a run has, whose time overlaps the workout
 *     <gpx ...>...</gpx>                the route file, without its XML declaration
 *     </HealthData>
 *
 * Apple's file begins with a DOCTYPE that declares elements; one that declares an entity is refused.
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

enum tingle_status health_export_new(struct health_export **out, struct tingle_error *err);
void health_export_free(struct health_export *h);

/* First walk. TINGLE_BAD_DATA (not such a file, an entity), TINGLE_LIMIT, TINGLE_NO_MEMORY. A file that is cut short
 * gives the workouts before the cut. */
enum tingle_status health_export_find(struct health_export *h, const struct byte_source *in, const char *path,
                                      struct tingle_error *err);

/* Second walk over the same bytes. */
enum tingle_status health_export_collect(struct health_export *h, const struct byte_source *in, const char *path,
                                         struct tingle_error *err);

/* Gives a route file to the workout that names it, matched by the end of the path (".../workout-routes/route_x.gpx"). One
 * that no running workout names is passed over. TINGLE_NO_MEMORY. */
enum tingle_status health_export_route(struct health_export *h, const char *path, struct bytes gpx,
                                       struct tingle_error *err);

/* Is a route file of that path named by a running workout? */
bool health_export_wants(const struct health_export *h, const char *path);

size_t health_export_count(const struct health_export *h);

/* The i-th document, in order of start; the caller releases it. */
enum tingle_status health_export_document(struct health_export *h, size_t i, struct file_bytes *out,
                                          struct tingle_error *err);

/* A name for it: "workout 2023-11-15 12:23:32 +0100"; lives as long as h. */
const char *health_export_name(const struct health_export *h, size_t i);

#endif
