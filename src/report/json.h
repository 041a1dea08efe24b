/* Writing JSON, one value after the other, into a buffer.
 *
 *     struct json j;
 *     json_init(&j, &out);
 *     json_begin_object(&j, NULL);
 *     json_text(&j, "sport", "running");
 *     json_number(&j, "distance_m", NAN);      null
 *     json_begin_array(&j, "laps");
 *     json_whole(&j, NULL, 3);
 *     json_end(&j);
 *     json_end(&j);                            {"sport":"running","distance_m":null,"laps":[3]}
 *
 * One compact line; keys in the order of the calls; numbers in the shortest form that reads back
 * the same; NaN and infinity become null; a NULL text is null; bytes that are not UTF-8 become
 * U+FFFD. Inside an object every call has a key, inside an array (and at the top) none has.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum { JSON_MAX_DEPTH = 16 };

struct json {
    struct buffer *out;
    size_t depth;
    bool is_object[JSON_MAX_DEPTH], has_member[JSON_MAX_DEPTH];
};

void json_init(struct json *j, struct buffer *out);

void json_begin_object(struct json *j, const char *key);
void json_begin_array(struct json *j, const char *key);
/* Ends the innermost object or array; the outermost one is followed by a line break. */
void json_end(struct json *j);

void json_text(struct json *j, const char *key, const char *text);
void json_number(struct json *j, const char *key, double value);
void json_whole(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_null(struct json *j, const char *key);

#endif
