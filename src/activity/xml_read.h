/* XML files read as a stream, with the limits and the leniency that watch files need.
 *
 * A thin coat over Expat. Prefixes and namespaces of extensions differ from writer to writer (and are
 * sometimes wrong or never declared), so they are not looked at: elements are told apart by their local
 * name, the part behind the colon, and by where they stand. The reader gets
 *
 *     start(context, name, attributes, depth)   depth 0 is the outermost element
 *     end(context, name, text, depth)           text of the element behind its last child, blanks trimmed;
 *                                               "" when it is longer than ACTIVITY_MAX_XML_TEXT
 *
 * Refused: a DOCTYPE (entities can blow up to any size), more than ACTIVITY_MAX_XML_DEPTH levels.
 * Repaired: blanks before <?xml, an encoding that the declaration gets wrong or that Expat does not
 * know (read as Latin-1), an end that is missing, a tag or comment longer than ACTIVITY_MAX_XML_TOKEN: what was read so
 * far stands. Never fetches anything. With a ladder (xml_ladder.h) reading goes on behind broken places. Needs a few
 * hundred kB, whatever the size of the file, and a few times ACTIVITY_MAX_XML_TOKEN where tags are that long.
 */
#ifndef ACTIVITY_XML_READ_H
#define ACTIVITY_XML_READ_H

#include "activity/repair_log.h"
#include "activity/xml_ladder.h"
#include "base/bytes.h"
#include "base/error.h"

enum { XML_ROOT_SIZE = 64 };

struct xml_handlers {
    void (*start)(void *context, const char *name, const char **attributes, int depth);
    void (*end)(void *context, const char *name, const char *text, int depth);
    void *context;
    bool *stop; /* the reader sets it to end early, for a failure of its own */
};

/* Local name of the outermost element, as far as it can be told where the XML is broken; "" when the bytes do not
 * begin like XML. TINGLE_NO_MEMORY. */
enum tingle_status xml_root(char out[XML_ROOT_SIZE], struct bytes file, struct tingle_error *err);

/* Reads the file from beginning to end. Errors: TINGLE_BAD_DATA (DOCTYPE), TINGLE_LIMIT (depth),
 * TINGLE_NO_MEMORY. Broken XML is a repair, not an error. `reset` is called before a second
 * attempt (another encoding): everything heard so far is void. */
enum tingle_status xml_read(struct bytes file, const struct xml_handlers *handlers,
                            void (*reset)(void *context), struct repair_log *log, const char *name,
                            struct tingle_error *err);

/* The same for files of which a ladder is known: where the XML is broken, or nested too deep, reading goes on at the
 * next rung behind (as Latin-1, which takes any byte), and each such place is a repair. */
enum tingle_status xml_read_on(struct bytes file, const struct xml_handlers *handlers, const struct xml_ladder *ladder,
                               void (*reset)(void *context), struct repair_log *log, const char *name,
                               struct tingle_error *err);

/* The value of an attribute by its local name; NULL when it is not there. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
