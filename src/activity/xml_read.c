/* Expat, held on a short leash. */
#include "activity/xml_read.h"

#include <assert.h>
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/arena.h"
#include "base/text.h"

enum { CHUNK_BYTES = 64 * 1024 };

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
    if (x->closed)
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

/* The file as it says it is; then, where only the encoding is not what it says, as UTF-8. */
static enum tingle_status read_leniently(struct xml_reader *x, struct bytes file, void (*reset)(void *context),
                                         struct repair_log *log, enum XML_Error *error, int64_t *where,
                                         struct tingle_error *err)
{
    enum tingle_status st = read_as(x, file, NULL, error, where, err);
    if (!st && (*error == XML_ERROR_INCORRECT_ENCODING || *error == XML_ERROR_UNKNOWN_ENCODING)) {
        reset(x->handlers->context);
        repair_note(log, REPAIR_ENCODING, *where, "the encoding is not the one declared; read as UTF-8");
        st = read_as(x, file, "UTF-8", error, where, err);
    }
    return st;
}

enum tingle_status xml_read(struct bytes file, const struct xml_handlers *handlers,
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
    if (!st && x->doctype)
        st = error_set(err, TINGLE_BAD_DATA, where, "%s: a DOCTYPE, which no watch writes and Tingle refuses", name);
    if (!st && x->too_deep)
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

/* True when something that can be XML begins here: '<' in any of the encodings, or a byte order mark. */
static bool may_be_xml(struct bytes file)
{
    return file.size >= 4 && (file.at[0] == '<' || file.at[0] == 0xEF || file.at[0] == 0xFE || file.at[0] == 0xFF ||
                              (file.at[0] == 0 && file.at[1] == '<'));
}

void xml_root(struct bytes file, char out[XML_ROOT_SIZE])
{
    struct root_search s = {.out = out};
    out[0] = '\0';
    file = bytes_slice(file, leading_blanks(file), CHUNK_BYTES);
    if (!may_be_xml(file)) return;
    for (int round = 0; round < 2 && !out[0]; round++) {
        s.parser = XML_ParserCreate(round ? "UTF-8" : NULL);
        if (!s.parser) return;
        XML_SetUserData(s.parser, &s);
        XML_SetStartElementHandler(s.parser, on_root);
        XML_Parse(s.parser, (const char *)file.at, (int)file.size, XML_FALSE);
        XML_ParserFree(s.parser);
    }
}
