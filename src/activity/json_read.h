/* JSON files of watches and services: the tree of one, and careful questions about it.
 *
 * A thin coat over Jansson. The text is mended first (base/json_text.h) and each mending is a repair; a key that
 * occurs twice in one object is refused, because nobody can say which one is meant. Numbers are doubles
 * throughout; services write some of them as text, so "12.5" counts as one.
 *
 * Every question takes NULL, and anything that is not what was asked for gives the answer "not there".
 */
#ifndef ACTIVITY_JSON_READ_H
#define ACTIVITY_JSON_READ_H

#include <jansson.h>

#include "activity/repair_log.h"
#include "base/bytes.h"
#include "base/error.h"

/* The whole file; the caller gives it back with json_decref. Errors: TINGLE_BAD_DATA (no JSON, a key twice: says the
 * line), TINGLE_LIMIT (size, depth, ACTIVITY_MAX_JSON_VALUES), TINGLE_NO_MEMORY. */
enum tingle_status json_read(json_t **out, struct bytes file, struct repair_log *log, const char *name,
                             struct tingle_error *err);

/* json_loadb, which takes a want of memory for damage. TINGLE_BAD_DATA: *why says what and where; TINGLE_NO_MEMORY. One place
 * is not seen from here: where Jansson cannot make room for a text longer than any before it, and can for all that comes
 * after, that text is cut short. */
enum tingle_status json_parse(json_t **out, struct bytes text, size_t flags, json_error_t *why);

/* A number, or text that is one; NaN for anything else. */
double json_as_number(const json_t *value);
double json_number_at(const json_t *object, const char *key);

/* Text, "" when it is not there. Belongs to the tree. */
const char *json_text_at(const json_t *object, const char *key);

/* The object or array at a key; NULL when there is none of that kind. */
const json_t *json_object_at(const json_t *object, const char *key);
const json_t *json_array_at(const json_t *object, const char *key);

/* An ISO time at a key, into Unix seconds; NaN when it is not there. Text that is no time is a repair. *zoned (may be
 * NULL) says whether it has an offset from UTC, *offset_s which; without one the time is taken as UTC. */
double json_time_at(const json_t *object, const char *key, bool *zoned, int *offset_s, struct repair_log *log);

#endif
