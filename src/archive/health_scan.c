/* Expat over a moving window. */
#include "archive/health_scan.h"

#include <assert.h>
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { CHUNK_BYTES = 128 * 1024, RESUME_BYTES = 9 /* "<Workout " */ };

#define ROOT_NAME "HealthData"
#define ROOT_TAG "<" ROOT_NAME ">"

/* All places (int64_t) are offsets in the input. */
struct scan {
    const struct health_scan_handlers *handlers;
    const char *name;
    struct tingle_error *err;
    struct health_damage *damage;
    enum tingle_status status;
    XML_Parser parser;
    int64_t parser_at;  /* place of the parser's first byte */
    int depth;          /* of the element that is open; -1 outside */
    bool wanted;        /* the child that is open */
    bool kept;          /* it is in the window from its beginning: wanted, or a workout, which may have to be mended */
    bool closed;        /* the outermost element ended */
    bool lost;          /* behind damage: looking for the next child */
    int64_t token_at;   /* end of the last tag */
    int64_t damaged_at; /* place of the last damage; -1 without */
    int64_t needed_at;  /* bytes before are not needed any more */
    uint8_t *window;
    size_t size, room;
    int64_t window_at;  /* place of the window's first byte */
};

const char *health_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return attributes[1];
    return NULL;
}

static void stop_with(struct scan *s, enum tingle_status status)
{
    if (!s->status) s->status = status;
    XML_StopParser(s->parser, XML_FALSE);
}

/* Expat 2.9 deprecates the form that older ones have. */
static int64_t parser_place(const struct scan *s)
{
#ifdef EXPAT_HAS_64_BIT_OFFSETS
    return s->parser_at + XML_GetCurrentByteIndex64(s->parser);
#else
    return s->parser_at + (int64_t)XML_GetCurrentByteIndex(s->parser);
#endif
}

static void begin_child(struct scan *s, const char *name, const char **attributes)
{
    s->wanted = s->handlers->begin(s->handlers->context, name, attributes);
    s->kept = s->wanted || strcmp(name, "Workout") == 0;
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes)
{
    struct scan *s = context;
    int64_t at = parser_place(s);
    s->token_at = at;
    if (!s->kept && at > s->needed_at) s->needed_at = at; /* the tag that find_child makes up lies before */
    s->depth++;
    if (s->depth >= HEALTH_MAX_DEPTH)
        stop_with(s, error_set(s->err, TINGLE_LIMIT, at, "%s: XML nested over %d levels deep", s->name, HEALTH_MAX_DEPTH));
    else if (XML_GetSpecifiedAttributeCount(s->parser) > 2 * HEALTH_MAX_ATTRIBUTES)
        stop_with(s, error_set(s->err, TINGLE_LIMIT, at, "%s: an element with over %d attributes", s->name, HEALTH_MAX_ATTRIBUTES));
    else if (s->depth == 0 && strcmp(name, ROOT_NAME) != 0)
        stop_with(s, error_set(s->err, TINGLE_BAD_DATA, at, "%s: not an export of Apple Health: it begins with an element %.40s, not " ROOT_NAME,
                               s->name, name));
    else if (s->depth == 1)
        begin_child(s, name, attributes);
    else if (s->depth > 1 && s->wanted && s->handlers->inside)
        s->handlers->inside(s->handlers->context, name, attributes);
    if (*s->handlers->status) stop_with(s, *s->handlers->status);
}

static bool is_hex(uint8_t c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/* Takes the addresses of memory out of a child, in place: "HKDevice: 0x282a45810" becomes "HKDevice: 0x". */
static struct bytes without_addresses(uint8_t *child, size_t size)
{
    static const char device[] = "HKDevice: 0x";
    const struct bytes view = bytes_of(child, size);
    size_t kept = 0, at = 0;
    while (at < size) {
        size_t next = bytes_find(view, device, at);
        if (next < size) next += sizeof device - 1;
        if (kept < at) memmove(child + kept, child + at, next - at);
        kept += next - at;
        for (at = next; at < size && is_hex(child[at]); at++) {}
    }
    return bytes_of(child, kept);
}

static void XMLCALL on_end(void *context, const char *name)
{
    struct scan *s = context;
    int64_t end = parser_place(s) + XML_GetCurrentByteCount(s->parser);
    (void)name;
    assert(s->depth >= 0);
    if (s->depth == 1 && s->wanted && !s->status) {
        assert(s->needed_at >= s->window_at && end <= s->window_at + (int64_t)s->size);
        s->handlers->end(s->handlers->context, without_addresses(s->window + (s->needed_at - s->window_at), (size_t)(end - s->needed_at)));
        if (*s->handlers->status) stop_with(s, *s->handlers->status);
    }
    if (s->depth == 1) s->wanted = s->kept = false;
    s->closed = s->depth-- == 0;
    s->token_at = end;
    if (!s->kept) s->needed_at = end;
}

static void XMLCALL on_entity(void *context, const char *name, int parameter, const char *value, int length, const char *base,
                              const char *system, const char *public, const char *notation)
{
    struct scan *s = context;
    (void)name, (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
    stop_with(s, error_set(s->err, TINGLE_BAD_DATA, parser_place(s),
                           "%s: declares an entity, which Apple Health does not and Tingle refuses", s->name));
}

static void listen(struct scan *s)
{
    XML_SetUserData(s->parser, s);
    XML_SetElementHandler(s->parser, on_start, on_end);
    XML_SetEntityDeclHandler(s->parser, on_entity);
}

/* ---- the window ------------------------------------------------------------------ */

static enum tingle_status grow_window(struct scan *s)
{
    size_t wanted = s->room ? s->room * 2 : 2 * (size_t)CHUNK_BYTES;
    uint8_t *grown = alloc_resize(s->window, wanted, 1);
    if (!grown) return error_no_memory(s->err, s->name);
    s->window = grown;
    s->room = wanted;
    return TINGLE_OK;
}

/* Forgets what is not needed, once that is the larger part: then moving costs no more than reading did. */
static void shrink_window(struct scan *s)
{
    size_t past = (size_t)(s->needed_at - s->window_at);
    assert(s->needed_at >= s->window_at && past <= s->size);
    if (past == 0 || past < s->size - past) return;
    memmove(s->window, s->window + past, s->size - past);
    s->size -= past;
    s->window_at += (int64_t)past;
}

static void blank_controls(uint8_t *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] < ' ') at[i] = at[i] == '\n' || at[i] == '\t' || at[i] == '\r' ? at[i] : ' ';
}

/* The next bytes of the input, behind those of the window; *got 0 at the end. */
static enum tingle_status take(struct scan *s, const struct byte_source *in, size_t *got)
{
    enum tingle_status st = TINGLE_OK;
    int64_t end = s->window_at + (int64_t)s->size;
    *got = 0;
    if (end - s->token_at > HEALTH_MAX_TOKEN && !s->lost)
        return error_set(s->err, TINGLE_LIMIT, s->token_at, "%s: a tag or text of over %d bytes", s->name, HEALTH_MAX_TOKEN);
    if (end - s->needed_at > HEALTH_MAX_ELEMENT)
        return error_set(s->err, TINGLE_LIMIT, s->needed_at, "%s: an element of over %d bytes", s->name, HEALTH_MAX_ELEMENT);
    shrink_window(s);
    while (!st && s->room - s->size < CHUNK_BYTES) st = grow_window(s);
    if (!st) st = byte_source_read(in, s->window + s->size, CHUNK_BYTES, got, s->err);
    if (st) return st;
    blank_controls(s->window + s->size, *got);
    s->size += *got;
    return TINGLE_OK;
}

/* ---- the beginning --------------------------------------------------------------- */

static bool begins_name(uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

/* Blanks the document type: nothing but it, comments and blanks may stand before the first element. */
static enum tingle_status blank_doctype(struct scan *s, size_t root)
{
    struct bytes prologue = bytes_of(s->window, root);
    size_t at = bytes_find(prologue, "<!DOCTYPE", 0);
    if (bytes_find(prologue, "<!ENTITY", at) < root)
        return error_set(s->err, TINGLE_BAD_DATA, (int64_t)at,
                         "%s: declares an entity, which Apple Health does not and Tingle refuses", s->name);
    memset(s->window + at, ' ', root - at);
    return TINGLE_OK;
}

/* Reads up to the first element. */
static enum tingle_status read_prologue(struct scan *s, const struct byte_source *in)
{
    enum tingle_status st = TINGLE_OK;
    size_t root = 0, got = 1;
    while (!st && got) {
        for (; root + 1 < s->size; root++)
            if (s->window[root] == '<' && begins_name(s->window[root + 1])) return blank_doctype(s, root);
        if (root > HEALTH_MAX_PROLOGUE) break;
        st = take(s, in, &got);
    }
    if (st) return st;
    return error_set(s->err, TINGLE_BAD_DATA, 0, "%s: not an export of Apple Health: no XML element in its first %zu bytes", s->name, root);
}

/* ---- feeding --------------------------------------------------------------------- */

/* iOS 16 named the second date of a WorkoutStatistics startDate, too. Puts that right in the child's bytes as far as they
 * are there; false when there was nothing of the kind. */
static bool mend_dates(struct scan *s)
{
    static const char wrong[] = " startDate=", right[] = "   endDate=";
    struct bytes view = bytes_of(s->window, s->size);
    size_t tag = bytes_find(view, "<WorkoutStatistics ", (size_t)(s->needed_at - s->window_at));
    bool mended = false;
    for (; tag < s->size; tag = bytes_find(view, "<WorkoutStatistics ", tag + 1)) {
        struct bytes to_end = bytes_slice(view, 0, bytes_find(view, ">", tag));
        size_t second = bytes_find(to_end, wrong, bytes_find(to_end, wrong, tag) + 1);
        if (second >= to_end.size) continue;
        memcpy(s->window + second, right, sizeof right - 1);
        mended = true;
    }
    return mended;
}

/* XML is broken at the parser's place: from here on the next child is looked for, or the same one again once it is mended. */
static void get_lost(struct scan *s, enum XML_Error error)
{
    int64_t at = parser_place(s);
    if (error == XML_ERROR_NO_MEMORY) s->status = error_no_memory(s->err, s->name);
    if (s->status) return;
    s->lost = true;
    if (error == XML_ERROR_DUPLICATE_ATTRIBUTE && s->kept && mend_dates(s)) return;
    if (at != s->damaged_at && !s->damage->places++) /* a child may be broken at its very beginning, and be met again */
        snprintf(s->damage->first, sizeof s->damage->first, "the XML is broken at byte %lld (%s)", (long long)at, XML_ErrorString(error));
    s->damaged_at = at;
    s->needed_at = at > s->needed_at ? at : s->needed_at + 1;
    assert(s->needed_at <= s->window_at + (int64_t)s->size);
}

/* Looks for the next child in the window and begins anew there, as if it were the first one. */
static bool find_child(struct scan *s)
{
    struct bytes view = bytes_of(s->window, s->size);
    size_t from = (size_t)(s->needed_at - s->window_at);
    size_t record = bytes_find(view, "<Record ", from), workout = bytes_find(view, "<Workout ", from);
    size_t at = record < workout ? record : workout;
    if (at == s->size) {
        if (s->size - from >= RESUME_BYTES) s->needed_at = s->window_at + (int64_t)(s->size - RESUME_BYTES + 1);
        return false;
    }
    s->needed_at = s->token_at = s->window_at + (int64_t)at;
    s->parser_at = s->needed_at - (int64_t)strlen(ROOT_TAG);
    s->depth = -1;
    s->lost = s->wanted = s->kept = false;
    if (!XML_ParserReset(s->parser, "UTF-8")) {
        s->status = error_no_memory(s->err, s->name);
        return false;
    }
    listen(s);
    return XML_Parse(s->parser, ROOT_TAG, (int)strlen(ROOT_TAG), XML_FALSE) == XML_STATUS_OK;
}

/* Gives the parser the window's bytes from `at` on. */
static void feed(struct scan *s, int64_t at)
{
    while (!s->status && !s->closed && at < s->window_at + (int64_t)s->size) {
        size_t from;
        if (s->lost) {
            if (!find_child(s)) return;
            at = s->needed_at;
        }
        from = (size_t)(at - s->window_at);
        if (XML_Parse(s->parser, (const char *)s->window + from, (int)(s->size - from), XML_FALSE) == XML_STATUS_OK) return;
        if (s->closed) return;
        get_lost(s, XML_GetErrorCode(s->parser));
        if (s->damage->places >= HEALTH_MAX_DAMAGES) s->closed = true;
    }
}

static enum tingle_status scan_all(struct scan *s, const struct byte_source *in)
{
    enum tingle_status st = read_prologue(s, in);
    size_t got = 0;
    if (st) return st;
    feed(s, 0);
    while (!st && !s->status && !s->closed) {
        st = take(s, in, &got);
        if (st || got == 0) break;
        feed(s, s->window_at + (int64_t)(s->size - got));
    }
    if (!st && !s->status && !s->closed && !s->lost) XML_Parse(s->parser, NULL, 0, XML_TRUE); /* what it still held back */
    if (st || s->status) return st ? st : s->status;
    if (!s->closed && !s->damage->places++)
        snprintf(s->damage->first, sizeof s->damage->first, "the file ends early, at byte %lld", (long long)(s->window_at + (int64_t)s->size));
    return TINGLE_OK;
}

enum tingle_status health_scan(const struct byte_source *in, const struct health_scan_handlers *handlers,
                               struct health_damage *damage, const char *name, struct tingle_error *err)
{
    struct scan s = {.handlers = handlers, .name = name, .err = err, .damage = damage, .depth = -1, .damaged_at = -1};
    enum tingle_status st;
    *damage = (struct health_damage){0};
    s.parser = XML_ParserCreate("UTF-8");
    if (!s.parser) return error_no_memory(err, name);
    listen(&s);
    st = scan_all(&s, in);
    XML_ParserFree(s.parser);
    free(s.window);
    return st;
}
