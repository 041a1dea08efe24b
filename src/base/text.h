/* Small things with text: numbers read strictly, names compared, paths joined.
 *
 * Numbers are read in full or not at all ("12x" is no number), always with a
 * decimal point, whatever the computer's language. All functions are pure.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads all of `text` (n bytes, blanks at both ends allowed) as a number.
 * False when it is empty, not a number, or infinite; *out is then untouched.
 * "nan" is refused: missing is an empty field. */
bool text_to_double(const char *text, size_t n, double *out);

/* The same for all of a string. Plain decimals may be of any length here. */
bool text_number(const char *text, double *out);

/* The same for a whole number in [lo, hi]. */
bool text_to_int(const char *text, size_t n, int64_t lo, int64_t hi, int64_t *out);

/* ASCII comparison without case; true when equal. */
bool text_same(const char *a, const char *b);
bool text_ends_with(const char *text, const char *tail);   /* without case */
bool text_starts_with(const char *text, const char *head); /* exact */

/* Levenshtein distance of two words without case; TEXT_FAR when one is longer than that. */
enum { TEXT_FAR = 32 };
size_t text_distance(const char *a, const char *b);

/* Blank, tab, line feed, vertical tab, form feed, carriage return. */
static inline bool text_is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Removes ASCII blanks at both ends in place; returns the first kept byte. */
char *text_trim(char *text);

/* True when `text` (n bytes) is well-formed UTF-8 without surrogates. */
bool text_is_utf8(const char *text, size_t n);

/* True when it is well-formed UTF-8 without control characters, separators of lines, or marks that turn the order of what follows
 * (U+202A to U+202E, U+2066 to U+2069): one line, harmless on a terminal. */
bool text_is_line(const char *text, size_t n);

/* Copies a text into `to` (size bytes, at least 1), cut at a whole UTF-8 character where it does not fit. */
void text_copy(char *to, size_t size, const char *from);

/* The part of a path after the last '/'. Points into `path`. */
const char *path_name(const char *path);

/* "dir/name" into out (size bytes); false when it does not fit. */
bool path_join(char *out, size_t size, const char *dir, const char *name);

#endif
