/* Expat, held on a short leash. */
#include "activity/xml_read.h"

#include <assert.h>
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/arena.h"
#include "base/text.h"

enum { CHUNK_BYTES = 64 * 1024 };
enum { MAX_BREAKS = 1000 }; /* places at which one file may be broken and yet be read on */

struct xml_reader {
    XML_Parser parser;
    const struct xml_handlers *handlers;
    int depth;           /* of the element that is open; -1 outside */
    size_t prefix[ACTIVITY_MAX_XML_DEPTH]; /* bytes before the local name, of every open element */
    bool doctype, too_deep, closed, odd_encoding, long_text, long_token;
    size_t text_size;    /* blanks at the front left out */
    char text[ACTIVITY_MAX_XML_TEXT + 1];
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(attributes[0], name) == 0 || strcmp(local_name(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}

static void halt(struct xml_reader *x) { XML_StopParser(x->parser, XML_FALSE); }

static void begin_text(struct xml_reader *x)
{
    x->text_size = 0;
    x->long_text = false;
}

/* What was gathered, blanks at its end cut off. */
static const char *whole_text(struct xml_reader *x)
{
    size_t n = x->long_text ? 0 : x->text_size;
    assert(n <= ACTIVITY_MAX_XML_TEXT);
    while (n && text_is_blank(x->text[n - 1])) n--;
    x->text[n] = '\0';
    return x->text;
}

static void XMLCALL on_start(void *context, const char *name, const char **attributes)
{
    struct xml_reader *x = context;
    const char *local = local_name(name);
    x->depth++;
    if (x->depth >= ACTIVITY_MAX_XML_DEPTH) {
        x->too_deep = true;
        halt(x);
        return;
    }
    begin_text(x);
    x->prefix[x->depth] = (size_t)(local - name);
    x->handlers->start(x->handlers->context, local, attributes, x->depth);
    if (*x->handlers->stop) halt(x);
}

/* Expat still ends an empty element in whose start it was stopped. */
static void XMLCALL on_end(void *context, const char *name)
{
    struct xml_reader *x = context;
    assert(x->depth >= 0);
    if (x->too_deep) return;
    x->handlers->end(x->handlers->context, name + x->prefix[x->depth], whole_text(x), x->depth);
    begin_text(x);
    if (x->depth-- == 0) x->closed = true;
    if (*x->handlers->stop) halt(x);
}

/* Indented files are blanks to a third: eight at a time. */
static const char *skip_blanks(const char *text, const char *end)
{
    while (end - text >= 8 && memcmp(text, "        ", 8) == 0) text += 8;
    while (text < end && text_is_blank(*text)) text++;
    return text;
}

static void XMLCALL on_text(void *context, const char *text, int n)
{
    struct xml_reader *x = context;
    const char *end = text + n;
    size_t size;
    if (x->text_size == 0) text = skip_blanks(text, end);
    size = (size_t)(end - text);
    if (size > ACTIVITY_MAX_XML_TEXT - x->text_size) {
        x->long_text = true;
        return;
    }
    if (size) memcpy(x->text + x->text_size, text, size);
    x->text_size += size;
}

static void XMLCALL on_doctype(void *context, const char *name, const char *system, const char *public, int internal)
{
    struct xml_reader *x = context;
    (void)name, (void)system, (void)public, (void)internal;
    x->doctype = true;
    halt(x);
}

/* Encodings that Expat does not know are nearly always a one-byte code of western Europe. */
static int XMLCALL on_encoding(void *context, const char *name, XML_Encoding *encoding)
{
    struct xml_reader *x = context;
    (void)name;
    for (int i = 0; i < 256; i++) encoding->map[i] = i;
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    x->odd_encoding = true;
    return XML_STATUS_OK;
}

static XML_Parser make_parser(struct xml_reader *x, const char *encoding)
{
    XML_Parser p = XML_ParserCreate(encoding);
    if (!p) return NULL;
    XML_SetUserData(p, x);
    XML_SetElementHandler(p, on_start, on_end);
    XML_SetCharacterDataHandler(p, on_text);
    XML_SetStartDoctypeDeclHandler(p, on_doctype);
    XML_SetUnknownEncodingHandler(p, on_encoding, x);
    return p;
}

/* Expat 2.9 deprecates the form that older ones have. */
static int64_t parser_offset(XML_Parser p)
{
#ifdef EXPAT_HAS_64_BIT_OFFSETS
    return XML_GetCurrentByteIndex64(p);
#else
    return (int64_t)XML_GetCurrentByteIndex(p);
#endif
}

/* One attempt; the error that ended it, and where. A tag or comment that does not end is given up: Expat
 * begins it anew with every slice, and keeps all of it. */
static enum XML_Error attempt(struct xml_reader *x, struct bytes file, int64_t *where)
{
    enum XML_Status st = XML_STATUS_OK;
    for (size_t at = 0; at < file.size && st == XML_STATUS_OK && !x->long_token;) {
        struct bytes part = bytes_slice(file, at, CHUNK_BYTES);
        at += part.size;
        st = XML_Parse(x->parser, (const char *)part.at, (int)part.size, at == file.size);
        x->long_token = (int64_t)at - parser_offset(x->parser) > ACTIVITY_MAX_XML_TOKEN;
    }
    *where = parser_offset(x->parser);
    return st == XML_STATUS_OK ? XML_ERROR_NONE : XML_GetErrorCode(x->parser);
}

static bool is_blank(uint8_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Blanks at the front, which XML forbids before its declaration. */
static size_t leading_blanks(struct bytes file)
{
    size_t n = 0;
    while (n < file.size && is_blank(file.at[n])) n++;
    return n;
}

static void note_end(const struct xml_reader *x, enum XML_Error error, int64_t where, struct repair_log *log)
{
    if (x->odd_encoding)
        repair_note(log, REPAIR_ENCODING, 0, "an encoding Tingle does not know; read as Latin-1");
    if (x->long_token)
        repair_note(log, REPAIR_XML, where, "more than %d MB here without an end; everything before was read", ACTIVITY_MAX_XML_TOKEN >> 20);
    if (error == XML_ERROR_NONE || *x->handlers->stop) return;
    if (x->too_deep)
        repair_note(log, REPAIR_XML, where, "the XML is nested over %d levels deep here; everything before was read",
                    ACTIVITY_MAX_XML_DEPTH);
    else if (x->closed)
        repair_note(log, REPAIR_TRAILING_BYTES, where, "something behind the end of the XML left out");
    else if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN || error == XML_ERROR_PARTIAL_CHAR ||
             error == XML_ERROR_UNCLOSED_CDATA_SECTION)
        repair_note(log, REPAIR_TRUNCATED, where, "the file ends early; everything before that was read");
    else
        repair_note(log, REPAIR_XML, where, "the XML is broken here (%s); everything before was read",
                    XML_ErrorString(error));
}

static enum tingle_status read_as(struct xml_reader *x, struct bytes file, const char *encoding, enum XML_Error *error,
                                  int64_t *where, struct tingle_error *err)
{
    const struct xml_handlers *handlers = x->handlers;
    *x = (struct xml_reader){.handlers = handlers, .depth = -1};
    x->parser = make_parser(x, encoding);
    if (!x->parser) return error_no_memory(err, "reading XML");
    *error = attempt(x, file, where);
    XML_ParserFree(x->parser);
    x->parser = NULL;
    return *error == XML_ERROR_NO_MEMORY ? error_no_memory(err, "reading XML") : TINGLE_OK;
}

/* A byte that is no UTF-8, in a file that is not UTF-16: most often the text of an older program. */
static bool is_no_utf8(struct bytes file, int64_t where)
{
    struct bytes rest = bytes_slice(file, where > 0 ? (size_t)where : 0, SIZE_MAX);
    if (!rest.size || rest.at[0] < 0x80 || file.at[0] >= 0xFE || file.at[1] == 0) return false;
    for (size_t n = 2; n <= 4 && n <= rest.size; n++)
        if (text_is_utf8((const char *)rest.at, n)) return false;
    return true;
}

/* The file as it says it is; then, where that fails for a reason known to be harmless, another way. */
static enum tingle_status read_leniently(struct xml_reader *x, struct bytes file, void (*reset)(void *context),
                                         struct repair_log *log, enum XML_Error *error, int64_t *where,
                                         struct tingle_error *err)
{
    const char *encoding = NULL;
    enum tingle_status st = read_as(x, file, encoding, error, where, err);
    if (!st && (*error == XML_ERROR_INCORRECT_ENCODING || *error == XML_ERROR_UNKNOWN_ENCODING)) {
        reset(x->handlers->context);
        repair_note(log, REPAIR_ENCODING, *where, "the encoding is not the one declared; read as UTF-8");
        encoding = "UTF-8";
        st = read_as(x, file, encoding, error, where, err);
    }
    if (!st && *error == XML_ERROR_INVALID_TOKEN && is_no_utf8(file, *where)) {
        reset(x->handlers->context);
        repair_note(log, REPAIR_ENCODING, *where, "text that is not UTF-8; read as Latin-1");
        encoding = "ISO-8859-1";
        st = read_as(x, file, encoding, error, where, err);
    }
    return st;
}

/* ---- going on behind damage ------------------------------------------------------ */

static void deaf_start(void *context, const char *name, const char **attributes, int depth)
{
    (void)context, (void)name, (void)attributes, (void)depth;
}

static void deaf_end(void *context, const char *name, const char *text, int depth)
{
    (void)context, (void)name, (void)text, (void)depth;
}

/* An attempt from `place` on, behind the start tags that belong before it, which the handlers do not hear. */
static enum tingle_status read_from(struct xml_reader *x, struct bytes file, const struct xml_ladder *ladder,
                                    const struct xml_place *place, enum XML_Error *error, int64_t *where,
                                    struct tingle_error *err)
{
    const struct xml_handlers *handlers = x->handlers;
    const struct xml_handlers deaf = {deaf_start, deaf_end, NULL, handlers->stop};
    char prolog[XML_PROLOG_SIZE];
    size_t n = xml_ladder_prolog(ladder, place, prolog);
    *x = (struct xml_reader){.handlers = &deaf, .depth = -1};
    x->parser = make_parser(x, "ISO-8859-1");
    if (!x->parser) return error_no_memory(err, "reading XML");
    *error = XML_Parse(x->parser, prolog, (int)n, XML_FALSE) == XML_STATUS_OK ? XML_ERROR_NONE : XML_GetErrorCode(x->parser);
    x->handlers = handlers;
    ladder->resume(handlers->context, place->depth);
    if (*error == XML_ERROR_NONE) *error = attempt(x, bytes_slice(file, place->at, SIZE_MAX), where);
    *where += (int64_t)place->at - (int64_t)n;
    XML_ParserFree(x->parser);
    x->parser = NULL;
    return *error == XML_ERROR_NO_MEMORY ? error_no_memory(err, "reading XML") : TINGLE_OK;
}

/* While the last attempt broke off before the end and there is a rung behind: goes on there. `front` bytes of the
 * file were left out before `file`. */
static enum tingle_status read_the_rest(struct xml_reader *x, struct bytes file, size_t front, const struct xml_ladder *ladder,
                                        struct repair_log *log, enum XML_Error *error, int64_t *where,
                                        struct tingle_error *err)
{
    struct xml_place place = {0};
    enum tingle_status st = TINGLE_OK;
    const bool odd_encoding = x->odd_encoding;
    for (int n = 0; n < MAX_BREAKS && !st && *error != XML_ERROR_NONE && !x->doctype && !*x->handlers->stop; n++) {
        size_t from = *where > 0 ? (size_t)*where + 1 : 1;
        if (from <= place.at) from = place.at + 1;
        if (!xml_ladder_find(ladder, file, from, &place)) break;
        repair_note(log, REPAIR_XML, *where + (int64_t)front, "the XML is broken here (%s); read on behind it",
                    x->too_deep ? "nested too deep" : XML_ErrorString(*error));
        st = read_from(x, file, ladder, &place, error, where, err);
    }
    x->odd_encoding |= odd_encoding;
    return st;
}

enum tingle_status xml_read(struct bytes file, const struct xml_handlers *handlers,
                            void (*reset)(void *context), struct repair_log *log, const char *name,
                            struct tingle_error *err)
{
    static const size_t none;
    static const struct xml_ladder without = {.found = &none};
    return xml_read_on(file, handlers, &without, reset, log, name, err);
}

enum tingle_status xml_read_on(struct bytes file, const struct xml_handlers *handlers, const struct xml_ladder *ladder,
                               void (*reset)(void *context), struct repair_log *log, const char *name,
                               struct tingle_error *err)
{
    size_t blanks = leading_blanks(file);
    struct xml_reader *x = alloc_array(1, sizeof *x);
    enum XML_Error error = XML_ERROR_NONE;
    int64_t where = 0;
    enum tingle_status st;
    if (!x) return error_no_memory(err, name);
    x->handlers = handlers;
    file = bytes_slice(file, blanks, SIZE_MAX);
    if (blanks && bytes_start_with(file, "<?xml"))
        repair_note(log, REPAIR_ENCODING, 0, "%zu blanks before the XML stepped over", blanks);
    st = read_leniently(x, file, reset, log, &error, &where, err);
    if (!st) st = read_the_rest(x, file, blanks, ladder, log, &error, &where, err);
    if (!st && x->doctype)
        st = error_set(err, TINGLE_BAD_DATA, where, "%s: a DOCTYPE, which no watch writes and Tingle refuses", name);
    if (!st && x->too_deep && !*ladder->found)
        st = error_set(err, TINGLE_LIMIT, where, "%s: XML nested over %d levels deep", name, ACTIVITY_MAX_XML_DEPTH);
    if (!st) note_end(x, error, where + (int64_t)blanks, log);
    free(x);
    return st;
}

/* ---- what is it? ----------------------------------------------------------------- */

struct root_search {
    XML_Parser parser;
    char *out;
};

static void XMLCALL on_root(void *context, const char *name, const char **attributes)
{
    struct root_search *s = context;
    const char *local = local_name(name);
    size_t n = strlen(local);
    (void)attributes;
    if (n < XML_ROOT_SIZE) memcpy(s->out, local, n + 1);
    XML_StopParser(s->parser, XML_FALSE);
}

/* True when something that can be XML begins here: '<' in any of the encodings, a byte order mark, or a damaged first
 * byte before what XML begins with. */
static bool may_be_xml(struct bytes file)
{
    return file.size >= 4 && (file.at[0] == '<' || file.at[0] == 0xEF || file.at[0] == 0xFE || file.at[0] == 0xFF ||
                              (file.at[0] == 0 && file.at[1] == '<') || bytes_start_with(bytes_slice(file, 1, SIZE_MAX), "?xml "));
}

/* The name of the first start tag, where the XML before it or in it is broken. */
static void root_by_eye(struct bytes file, char out[XML_ROOT_SIZE])
{
    for (size_t at = 0; at < file.size && !out[0]; at++) {
        struct bytes name = xml_local_part(xml_tag_name(file, at));
        if (name.size < XML_ROOT_SIZE) snprintf(out, XML_ROOT_SIZE, "%.*s", (int)name.size, (const char *)name.at);
    }
}

enum tingle_status xml_root(char out[XML_ROOT_SIZE], struct bytes file, struct tingle_error *err)
{
    struct root_search s = {.out = out};
    out[0] = '\0';
    file = bytes_slice(file, leading_blanks(file), CHUNK_BYTES);
    if (!may_be_xml(file)) return TINGLE_OK;
    for (int round = 0; round < 2 && !out[0]; round++) {
        bool has_memory;
        s.parser = XML_ParserCreate(round ? "UTF-8" : NULL);
        if (!s.parser) return error_no_memory(err, "reading XML");
        XML_SetUserData(s.parser, &s);
        XML_SetStartElementHandler(s.parser, on_root);
        XML_Parse(s.parser, (const char *)file.at, (int)file.size, XML_FALSE);
        has_memory = XML_GetErrorCode(s.parser) != XML_ERROR_NO_MEMORY;
        XML_ParserFree(s.parser);
        if (!has_memory) return error_no_memory(err, "reading XML");
    }
    if (!out[0]) root_by_eye(file, out);
    return TINGLE_OK;
}
