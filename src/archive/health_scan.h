/* Walks over an export.xml of Apple Health, however large, and hands out the children of its outermost element.
 *
 * Expat reads it piece by piece; beside it a window of raw bytes is kept, just long enough to hold the child that is
 * wanted at the moment, so that its bytes can be handed over as they stand in the file.
 *
 *     <HealthData>
 *       <Record .../>          begin(attributes) -> false: passed over
 *       <Workout ...>          begin(attributes) -> true: wanted
 *         <WorkoutEvent .../>    inside(attributes)
 *       </Workout>             end(bytes from "<Workout" to "</Workout>")
 *     </HealthData>
 *
 * What Apple writes is not always XML, so before Expat sees the bytes
 *   - the document type is blanked: that of iOS 16 is malformed (fedecalendino/apple-health#1, markwk/qs_ledger#23),
 *     and nothing in it is needed. One that declares an entity is refused;
 *   - control characters that XML forbids become blanks (\x0b in names of sources: jameno/Simple-Apple-Health-XML-to-CSV#3).
 * A second startDate in a WorkoutStatistics (iOS 16) becomes the endDate that it is. Elsewhere the XML may be broken, too:
 * reading goes on with the next Record or Workout, and the place is noted.
 *
 * One thing is left out of what is handed over: the address of memory that the phone writes into each device
 * ("HKDevice: 0x282a45810"). It is another one in every export, and two exports of a run shall give the same bytes.
 */
#ifndef ARCHIVE_HEALTH_SCAN_H
#define ARCHIVE_HEALTH_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"

enum {
    HEALTH_MAX_PROLOGUE = 1 << 20,       /* bytes before the outermost element; Apple's document type is 10 kB */
    HEALTH_MAX_TOKEN = 4 << 20,          /* bytes of one tag, with the text before it */
    HEALTH_MAX_ELEMENT = 64 << 20,       /* bytes of a wanted child; a workout with its way inside is some MB */
    HEALTH_MAX_DEPTH = 64,
    HEALTH_MAX_ATTRIBUTES = 256,
    HEALTH_MAX_DAMAGES = 1000            /* places where reading goes on behind broken XML */
};

struct health_damage {
    size_t places;  /* 0: the file is sound */
    char first[160]; /* what is wrong at the first one, "" when sound */
};

struct health_scan_handlers {
    bool (*begin)(void *context, const char *name, const char **attributes);
    void (*inside)(void *context, const char *name, const char **attributes); /* NULL: not asked */
    void (*end)(void *context, struct bytes element);
    void *context;
    const enum tingle_status *status; /* the reader sets it to a failure of its own, which ends the walk */
};

/* A file that is cut short is read as far as it goes; that is damage, not an error. Errors: TINGLE_BAD_DATA (not such
 * a file, an entity), TINGLE_LIMIT (one of the above), TINGLE_NO_MEMORY, those of the source and of the reader. */
enum tingle_status health_scan(const struct byte_source *in, const struct health_scan_handlers *handlers,
                               struct health_damage *damage, const char *name, struct tingle_error *err);

/* The value of an attribute; NULL when it is not there. */
const char *health_attribute(const char **attributes, const char *name);

#endif
