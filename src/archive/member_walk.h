/* What a runner drops on Tingle, one file after the other: a plain file, a .gz, a zip, a zip in a zip.
 *
 *     struct member_walk *walk = NULL;
 *     struct member m;
 *     st = member_walk_open(&walk, "export.zip", &member_limits_usual, err);
 *     while (!st && member_walk_next(walk, &m, &st, err)) {
 *         if (!wanted(&m)) continue;              unread bytes are stepped over
 *         st = member_load(walk, &bytes, err);    or member_source(walk) for what is too large to hold
 *         ...
 *     }
 *     member_walk_close(walk);
 *
 * Nothing is unpacked to disk, and memory does not grow with what is unpacked: members come in the order in which they
 * lie in the file, and inner zips are read as they stream by (libarchive; RFC 1951, APPNOTE.TXT 4.3). Only the outer
 * zip's directory is held, some 150 bytes for each of its members. A plain file, or a .gz of one, is a walk of one member;
 * what is in a .gz is not looked into any further.
 *
 * A zip is told by its first bytes, whatever its name. Its directory is looked for, so that stepping over members costs
 * nothing; one without it (cut short), or with a damaged place in it, is read as it streams by, from one member to the
 * next, gives the members that are whole, and ends in TINGLE_BAD_DATA. A zip in a zip that is damaged is in the end itself
 * a member with a fault. Folders and links are no members; in a zip that streams by, links cannot be told from files and
 * have the name that they point to as their content.
 *
 * Names are never used as paths: a name with "..", a drive or a slash in front is only a name. They may be in any
 * encoding: names that are not UTF-8 are read as code page 437, as the zip format has it, backslashes become slashes and
 * control characters '?'. A name that says to be UTF-8 and is not is lost, and becomes '?'.
 *
 * An archive can claim to be far larger than it is. Limits stop it: see struct member_limits. Counted is what members
 * claim to hold and what is unpacked beyond that, also to get at what lies behind or inside.
 *
 * Thread-safety: a walk belongs to one thread; different walks have nothing in common.
 */
#ifndef ARCHIVE_MEMBER_WALK_H
#define ARCHIVE_MEMBER_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/file_bytes.h"

struct member_walk;

enum { MEMBER_HEAD_SIZE = 512, MEMBER_PATH_SIZE = 4096 };

struct member_limits {
    size_t member_bytes;   /* of one member that member_load unpacks */
    size_t members;        /* of one walk, zips and folders counted */
    int depth;             /* zips in zips: 1 is no zip in a zip; at most 8. A deeper one is a member with a fault */
    uint64_t ratio;        /* bytes unpacked in all, at most this many times the size of the file ... */
    uint64_t free_bytes;   /* ... plus this many. Deflate cannot pass 1,032 honestly; real exports stay under 30 */
};
extern const struct member_limits member_limits_usual; /* 512 MiB, 1,000,000, 4, 200, 1 GiB */

/* A member: valid until the next call of member_walk_next. */
struct member {
    const char *path;      /* "export.zip/activities/12.fit.gz": of the walk's file, then the names inside, UTF-8 */
    const char *name;      /* its last part, "12.fit.gz"; points into path */
    bool is_inside;        /* of an archive, not a file of its own */
    int64_t size;          /* unpacked bytes as the archive says, of a file its size; -1 unknown */
    struct bytes head;     /* the first bytes, at most MEMBER_HEAD_SIZE; of a .gz those of what is in it */
    bool is_gzip;          /* head, member_load and member_source give what is in it */
    enum tingle_status fault; /* not TINGLE_OK: this member cannot be read. TINGLE_BAD_DATA: damaged, locked; TINGLE_LIMIT: too
                                 deep, claims the impossible; TINGLE_UNSUPPORTED: neither stored nor deflated */
    const char *why;       /* a sentence that names the member; "" without a fault */
};

/* Opens a file. Errors: those of opening a file (TINGLE_NO_INPUT, TINGLE_NO_ACCESS), TINGLE_NO_MEMORY. That a
 * zip is damaged shows in the walk. */
enum tingle_status member_walk_open(struct member_walk **out, const char *path, const struct member_limits *limits,
                                    struct tingle_error *err);

/* The same over bytes in memory, which outlive the walk. */
enum tingle_status member_walk_open_bytes(struct member_walk **out, struct bytes view, const char *name,
                                          const struct member_limits *limits, struct tingle_error *err);
void member_walk_close(struct member_walk *walk);

/* The next member that is a file; false at the end, or with *st set when the walk cannot go on: TINGLE_LIMIT (the message
 * says which, or that it looks like a zip bomb), TINGLE_BAD_DATA (the end of a zip that is damaged or cut short: all that
 * is whole in it was given before), TINGLE_NO_INPUT (the disk), TINGLE_NO_MEMORY (also of a zip where
 * the system lacks the locale C.UTF-8). Zips inside are walked through and are
 * no members themselves. After the end it stays at the end. */
bool member_walk_next(struct member_walk *walk, struct member *out, enum tingle_status *st, struct tingle_error *err);

/* How many bytes into the file the walk has come: for progress. */
uint64_t member_walk_position(const struct member_walk *walk);

/* All bytes of the member, unpacked; the caller releases them. Once for a member, and not after member_source. Errors: its
 * fault; TINGLE_BAD_DATA (damaged farther on), TINGLE_LIMIT, TINGLE_NO_MEMORY; the walk goes on with the next
 * member all the same, but for limits of the whole. */
enum tingle_status member_load(struct member_walk *walk, struct file_bytes *out, struct tingle_error *err);

/* The same bytes piece by piece, from the beginning; once for a member, until the next call of member_walk_next. */
struct byte_source member_source(struct member_walk *walk);

#endif
