/* A pile of zips: the file below, on it the zip that it is, on that the zip in the zip. The member at hand lies on top. */
#include "archive/member_walk.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "archive/gunzip.h"
#include "archive/packed_file.h"
#include "archive/peeked.h"
#include "archive/zip_find.h"
#include "archive/zip_name.h"
#include "archive/zip_reader.h"
#include "base/arena.h"
#include "base/text.h"

enum {
    DEPTH_MAX = 8,
    BELIEVED_BYTES = 1024 * 1024, /* for which room is made because a zip says so */
    SUSPICIONS_MAX = 16, /* a damaged zip gives one or two */
    RESUMES_MAX = 1000
};
static_assert((int)PEEKED_SIZE == (int)MEMBER_HEAD_SIZE, "the head of a member is what was peeked at");

const struct member_limits member_limits_usual = {
    .member_bytes = (size_t)512 << 20,
    .members = 1000000,
    .depth = 4,
    .ratio = 200,
    .free_bytes = (uint64_t)1 << 30,
};

/* layer[0] is the file as one member; layer[k] is a zip that lies in layer[k - 1], with its member at hand. */
struct layer {
    struct member_walk *walk;
    struct zip_reader *zip;  /* NULL in layer[0] */
    size_t path_end;         /* walk->path up to here names the zip */
    struct peeked member;
    uint64_t promised;       /* bytes of the member that are in the account and not yet unpacked */
    bool is_cut;             /* the zip is broken somewhere: what is whole in it is given, and then said so */
    int64_t from;            /* where in the file the reader began */
};

struct member_walk {
    struct packed_file file;
    struct member_limits limits;
    locale_t utf8;
    struct layer layer[DEPTH_MAX + 1];
    int top;
    bool begun;
    struct gunzip *gunzip;   /* made when first needed */
    struct peeked unpacked;  /* what is in the .gz at hand */
    size_t members;
    uint64_t unpacked_bytes; /* in all */
    int suspicions;          /* what no honest zip has, seen so far */
    int resumes;
    struct tingle_error stop;  /* why the walk ended before its time */
    struct tingle_error fault; /* of the member at hand */
    struct member member;
    bool is_gzip, is_begun;
    char path[MEMBER_PATH_SIZE];
    char top_path[MEMBER_PATH_SIZE];
};

/* --- the account -------------------------------------------------------------------------------------------------- */

static uint64_t most_bytes(const struct member_walk *w)
{
    uint64_t size = packed_file_can_seek(&w->file) ? (uint64_t)w->file.size : w->file.at, most;
    if (__builtin_mul_overflow(size, w->limits.ratio, &most)) return UINT64_MAX;
    return most > UINT64_MAX - w->limits.free_bytes ? UINT64_MAX : most + w->limits.free_bytes;
}

static enum tingle_status stop_bomb(struct member_walk *w, const char *why)
{
    return error_set(&w->stop, TINGLE_LIMIT, -1, "%s: looks like a zip bomb (%s); nothing more is read from it",
                     w->file.path, why);
}

/* What a damaged zip can show once, and a bomb shows all the time. */
static void suspect(struct member_walk *w, const char *why)
{
    if (++w->suspicions > SUSPICIONS_MAX) stop_bomb(w, why);
}

/* Puts `n` unpacked bytes into the account. */
static enum tingle_status charge(struct member_walk *w, uint64_t n, struct tingle_error *err)
{
    uint64_t most = most_bytes(w);
    if (n > most - w->unpacked_bytes) {
        w->unpacked_bytes = most;
        stop_bomb(w, "it unpacks to far more than a file of its size can hold");
        if (err) *err = w->stop;
        return w->stop.code;
    }
    w->unpacked_bytes += n;
    return TINGLE_OK;
}

/* A member's bytes are charged when its size is announced, so that a bomb that says what it is goes off at once; what it
 * gives beyond that, as it comes. */
static enum tingle_status read_charged(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct layer *l = context;
    enum tingle_status st = zip_reader_read(l->zip, to, room, got, err);
    uint64_t paid = *got < l->promised ? *got : l->promised;
    l->promised -= paid;
    return st ? st : charge(l->walk, *got - paid, err);
}

static enum tingle_status read_gunzip(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct member_walk *w = context;
    struct byte_source packed = gunzip_source(w->gunzip);
    enum tingle_status st = byte_source_read(&packed, to, room, got, err);
    return st ? st : charge(w, *got, err);
}

/* --- opening and closing ------------------------------------------------------------------------------------------ */

static struct member_walk *walk_new(const struct member_limits *limits)
{
    struct member_walk *w = alloc_array(1, sizeof *w);
    if (!w) return NULL;
    assert(limits->depth >= 0 && limits->depth <= DEPTH_MAX);
    assert(limits->member_bytes < SIZE_MAX);
    w->limits = *limits;
    w->file.fd = -1;
    w->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    for (int i = 0; i <= DEPTH_MAX; i++) w->layer[i].walk = w;
    return w;
}

static void name_walk(struct member_walk *w, const char *path)
{
    w->layer[0].path_end = (size_t)snprintf(w->top_path, sizeof w->top_path, "%s", path);
    if (w->layer[0].path_end >= sizeof w->top_path) w->layer[0].path_end = sizeof w->top_path - 1;
    memcpy(w->path, w->top_path, sizeof w->path);
    w->file.path = w->top_path;
}

enum tingle_status member_walk_open(struct member_walk **out, const char *path, const struct member_limits *limits,
                                    struct tingle_error *err)
{
    struct member_walk *w = walk_new(limits);
    enum tingle_status st = w ? packed_file_open(&w->file, path, err) : error_no_memory(err, path);
    *out = NULL;
    if (st) goto done;
    name_walk(w, path);
    *out = w;
    w = NULL;
done:
    member_walk_close(w);
    return st;
}

enum tingle_status member_walk_open_bytes(struct member_walk **out, struct bytes view, const char *name,
                                          const struct member_limits *limits, struct tingle_error *err)
{
    struct member_walk *w = walk_new(limits);
    *out = w;
    if (!w) return error_no_memory(err, name);
    packed_file_of(&w->file, view, name);
    name_walk(w, name);
    return TINGLE_OK;
}

uint64_t member_walk_position(const struct member_walk *w) { return w->file.at; }

void member_walk_close(struct member_walk *w)
{
    if (!w) return;
    for (int i = 0; i <= DEPTH_MAX; i++) zip_reader_free(w->layer[i].zip);
    gunzip_free(w->gunzip);
    packed_file_release(&w->file);
    if (w->utf8) freelocale(w->utf8);
    free(w);
}

/* --- the pile ----------------------------------------------------------------------------------------------------- */

static bool looks_like_zip(struct bytes head)
{
    return bytes_start_with(head, "PK\x03\x04") || bytes_start_with(head, "PK\x05\x06");
}

/* Lays the zip that is the member at hand on top. One that begins with its end is empty. */
static enum tingle_status push(struct member_walk *w, struct tingle_error *err)
{
    struct layer *below = &w->layer[w->top], *l = &w->layer[w->top + 1];
    enum zip_directory directory = ZIP_DIRECTORY_AWKWARD;
    enum tingle_status st = TINGLE_OK;
    if (bytes_start_with(peeked_head(&below->member), "PK\x05\x06")) return TINGLE_OK;
    if (!w->utf8) /* of the two causes the system does not say which */
        return error_set(err, TINGLE_NO_MEMORY, -1, "%s: not enough memory to read names in it (or this system lacks the locale C.UTF-8)", w->path);
    if (w->top == 0 && packed_file_can_seek(&w->file)) st = zip_directory_find(&directory, &w->file, err);
    if (st) return st;
    if (directory == ZIP_DIRECTORY_USABLE) {
        st = zip_reader_open_file(&l->zip, &w->file, w->utf8, err);
    } else {
        if (w->top == 0) packed_file_seek(&w->file, (int64_t)below->member.have);
        st = zip_reader_open_stream(&l->zip, peeked_source(&below->member), w->utf8, err);
    }
    if (st) return st;
    l->is_cut = directory == ZIP_DIRECTORY_NONE;
    l->path_end = strlen(w->path);
    w->top++;
    return TINGLE_OK;
}

static void pop(struct member_walk *w)
{
    struct layer *l = &w->layer[w->top--];
    w->path[l->path_end] = '\0';
    zip_reader_free(l->zip);
    l->zip = NULL;
}

static void set_path(struct member_walk *w, const char *raw_name)
{
    size_t n = w->layer[w->top].path_end;
    if (w->top == 0 || n + 16 >= sizeof w->path) {
        w->path[n] = '\0';
        return;
    }
    w->path[n++] = '/';
    zip_name_clean(w->path + n, sizeof w->path - n, raw_name);
}

/* --- the member at hand ------------------------------------------------------------------------------------------- */

/* A fault of this member only, with its path before what was found; one that ends the walk is none. */
static void note_fault(struct member_walk *w, const struct tingle_error *found)
{
    if (w->stop.code != TINGLE_OK || w->fault.code != TINGLE_OK) return;
    w->fault = *found;
    if (!text_starts_with(found->message, w->path)) error_prefix(&w->fault, found->code, w->path);
}

/* Looks into a .gz. */
static void look_inside(struct member_walk *w, struct layer *l)
{
    struct tingle_error err = {0};
    if (!w->gunzip && gunzip_new(&w->gunzip, &w->stop)) return;
    gunzip_start(w->gunzip, peeked_source(&l->member), w->path);
    w->is_gzip = true;
    if (peeked_fill(&w->unpacked, (struct byte_source){.read = read_gunzip, .context = w}, &err)) note_fault(w, &err);
}

static void read_head(struct member_walk *w, struct layer *l)
{
    struct tingle_error err = {0};
    struct byte_source from = packed_file_source(&w->file);
    if (l->zip) from = (struct byte_source){.read = read_charged, .context = l};
    if (peeked_fill(&l->member, from, &err)) note_fault(w, &err);
}

static void describe(struct member_walk *w, int64_t size)
{
    const struct peeked *p = w->is_gzip ? &w->unpacked : &w->layer[w->top].member;
    w->is_begun = false;
    w->member = (struct member){
        .path = w->path,
        .name = path_name(w->path),
        .is_inside = w->top > 0,
        .size = w->is_gzip ? -1 : size,
        .head = peeked_head(p),
        .is_gzip = w->is_gzip,
        .fault = w->fault.code,
        .why = w->fault.message,
    };
}

/* Puts the announced size into the account. One that could never be is a lie of this member, and not read. */
static void announce(struct member_walk *w, struct layer *l, int64_t size)
{
    if (size > 0 && (uint64_t)size > most_bytes(w)) {
        suspect(w, "files in it claim to be larger than they can be");
        error_set(&w->fault, TINGLE_LIMIT, -1, "%s: claims to be %lld bytes, far more than the zip can hold", w->path,
                  (long long)size);
    } else if (size > 0) {
        l->promised = (uint64_t)size;
        charge(w, l->promised, NULL);
    }
}

/* The entry that the top of the pile stands at becomes the member at hand, or the next zip on the pile: true when there is
 * something to give. */
static bool take(struct member_walk *w, const struct zip_member *m)
{
    struct layer *l = &w->layer[w->top];
    bool is_zip;
    w->is_gzip = false;
    w->fault = (struct tingle_error){0};
    l->member.have = l->member.given = 0;
    if (l->zip) announce(w, l, m->size);
    if (!w->fault.code && !w->stop.code) read_head(w, l);
    is_zip = looks_like_zip(peeked_head(&l->member)); /* even when it is damaged behind that */
    if (is_zip && w->top < w->limits.depth) {
        if (!w->stop.code) push(w, &w->stop);
        return false;
    }
    if (is_zip)
        error_set(&w->fault, TINGLE_LIMIT, -1, "%s: a zip inside %d others is not opened; unpack the outer ones", w->path, w->top);
    if (!w->fault.code && gunzip_looks_like(peeked_head(&l->member))) look_inside(w, l);
    describe(w, m->size);
    return w->stop.code == TINGLE_OK;
}

/* --- walking ------------------------------------------------------------------------------------------------------ */

/* What is left of an entry of a zip that streams by is unpacked here, where it is counted, and not unseen by libarchive. */
static void drain(struct layer *l)
{
    uint8_t piece[16 * 1024];
    size_t got = 1;
    if (!zip_reader_streams(l->zip)) return;
    while (got && read_charged(l, piece, sizeof piece, &got, NULL) == TINGLE_OK) {}
}

/* Behind a damaged place of the outer zip, goes on where the next member begins: false when there is none. */
static bool resume(struct member_walk *w)
{
    struct layer *l = &w->layer[w->top];
    int64_t place = zip_reader_place(l->zip), next;
    if (w->top != 1 || !packed_file_can_seek(&w->file) || ++w->resumes > RESUMES_MAX) return false;
    if (zip_member_find(&next, &w->file, l->from + place + 1, &w->stop) || next < 0) return false;
    zip_reader_free(l->zip);
    l->zip = NULL;
    l->from = next;
    l->is_cut = true;
    return zip_reader_open_stream(&l->zip, packed_file_source(&w->file), w->utf8, &w->stop) == TINGLE_OK;
}

/* Nothing more comes out of the zip on top: true when that is a fault to be told. */
static bool close_top(struct member_walk *w, const struct tingle_error *found)
{
    bool is_cut = w->layer[w->top].is_cut, is_damaged = found->code != TINGLE_OK;
    if (is_damaged && resume(w)) return false;
    if (w->stop.code != TINGLE_OK) return false;
    pop(w);
    if (!is_cut && !is_damaged) return false;
    w->fault = (struct tingle_error){0};
    w->is_gzip = false;
    error_set(&w->fault, TINGLE_BAD_DATA, -1, "%s: the zip is damaged or cut short (%s); what was whole in it is read", w->path,
              is_damaged ? found->message : "its end is missing");
    if (w->top == 0) w->stop = w->fault;
    describe(w, -1);
    return true;
}

/* One step: true when a member is at hand. */
static bool step_zip(struct member_walk *w)
{
    struct layer *l = &w->layer[w->top];
    struct zip_member m;
    struct tingle_error err = {0};
    enum tingle_status st = TINGLE_OK;
    drain(l);
    if (w->stop.code != TINGLE_OK) return false;
    if (!zip_reader_next(l->zip, &m, &st, &err)) {
        if (st && st != TINGLE_BAD_DATA) w->stop = err;
        return w->stop.code == TINGLE_OK && close_top(w, &err);
    }
    if (++w->members > w->limits.members) {
        error_set(&w->stop, TINGLE_LIMIT, -1, "%s: more than %zu files are in it", w->file.path, w->limits.members);
        return false;
    }
    l->promised = 0;
    if (charge(w, zip_reader_unseen(l->zip), NULL)) return false;
    if (zip_reader_overlaps(l->zip)) suspect(w, "files in it lie on top of each other");
    set_path(w, m.raw_name);
    return m.is_file && w->stop.code == TINGLE_OK && take(w, &m);
}

static bool step(struct member_walk *w)
{
    struct zip_member whole = {.raw_name = "", .size = w->file.size, .is_file = true};
    if (w->top > 0) return step_zip(w);
    w->begun = true;
    return take(w, &whole);
}

bool member_walk_next(struct member_walk *w, struct member *out, enum tingle_status *st, struct tingle_error *err)
{
    bool is_there = false;
    while (!is_there && w->stop.code == TINGLE_OK && (!w->begun || w->top > 0)) is_there = step(w);
    *st = w->stop.code;
    if (*st && err) *err = w->stop;
    if (*st || !is_there) return false;
    *out = w->member;
    return true;
}

/* --- reading a member --------------------------------------------------------------------------------------------- */

static enum tingle_status read_member(void *context, void *to, size_t room, size_t *got, struct tingle_error *err)
{
    struct member_walk *w = context;
    struct byte_source from = peeked_source(w->is_gzip ? &w->unpacked : &w->layer[w->top].member);
    struct tingle_error found = {0};
    w->is_begun = true;
    if (w->fault.code == TINGLE_OK && byte_source_read(&from, to, room, got, &found)) note_fault(w, &found);
    if (w->stop.code != TINGLE_OK) w->fault = w->stop;
    if (w->fault.code == TINGLE_OK) return TINGLE_OK;
    *got = 0;
    if (err) *err = w->fault;
    return w->fault.code;
}

struct byte_source member_source(struct member_walk *w)
{
    assert(!w->is_begun);
    return (struct byte_source){.read = read_member, .context = w};
}

enum tingle_status member_load(struct member_walk *w, struct file_bytes *out, struct tingle_error *err)
{
    struct byte_source from = member_source(w);
    size_t most = w->limits.member_bytes, size = w->member.size > 0 ? (size_t)w->member.size : 0;
    *out = (struct file_bytes){0};
    if (size > most && w->fault.code == TINGLE_OK)
        return error_set(err, TINGLE_LIMIT, -1, "%s: %zu bytes; at most %zu are read", w->path, size, most);
    return file_from_source(out, &from, size < BELIEVED_BYTES ? size : BELIEVED_BYTES, most, w->path, err);
}
