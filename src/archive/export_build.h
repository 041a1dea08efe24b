/* Filling a catalogue: what the readers of the services' tables share. Only for src/archive. */
#ifndef ARCHIVE_EXPORT_BUILD_H
#define ARCHIVE_EXPORT_BUILD_H

#include "archive/export_catalogue.h"

struct sport_word {
    enum export_service service;
    const char *word;
    bool is_run;
};
extern const struct sport_word sport_words[];
extern const size_t sport_word_count;

/* True when it is one of the service's words for running (ASCII letters without case). */
bool export_sport_is_run(enum export_service service, const char *word);

/* True when it is one of its words for another sport; of a word that is not known neither is true. */
bool export_sport_is_other(enum export_service service, const char *word);

/* How a text is kept. */
enum export_text_kind {
    EXPORT_TEXT_LINE, /* one line: names, titles */
    EXPORT_TEXT_BLOCK /* line breaks are kept as '\n': notes */
};

/* A copy of n bytes of UTF-8 in the catalogue without control characters and without blanks at its ends; "" when
 * nothing is left. NULL when there is no room: return export_no_room. */
const char *export_text(struct export_catalogue *c, const char *text, size_t n, enum export_text_kind kind);

/* "folder of path" + "file", as members have it. NULL as above. */
const char *export_file_beside(struct export_catalogue *c, const char *path, const char *file);

/* TINGLE_LIMIT or TINGLE_NO_MEMORY with its sentence, whichever it was. */
enum tingle_status export_no_room(const struct export_catalogue *c, const char *path, struct tingle_error *err);

/* An entry with nothing said: numbers NaN, texts "". */
struct export_entry export_entry_empty(enum export_service service);

/* Takes the entry over; its texts must be in the catalogue or constants. Errors: TINGLE_LIMIT, TINGLE_NO_MEMORY. */
enum tingle_status export_entry_add(struct export_catalogue *c, const struct export_entry *entry, const char *path,
                                    struct tingle_error *err);
/* The same; a shoe that is there already is not added again. */
enum tingle_status export_shoe_add(struct export_catalogue *c, const struct export_shoe *shoe, const char *path,
                                   struct tingle_error *err);

/* Counts a row that was left out; the message of the first is kept. */
void export_odd_add(struct export_catalogue *c, const char *message);

#endif
