/* Reading FIT: files, definitions, messages, and finding the way again behind damage. */
#include "activity/fit_decode.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

enum {
    RESYNC_MESSAGES = 3,     /* this many in a row are taken for the real thing, ... */
    RESYNC_LOOKAHEAD = 12,   /* ... or so many until one of them has a time to go by */
    LOST_MESSAGES = 12,      /* so many without a time: is there a better way nearby? ... */
    LOST_SEARCH_BYTES = 2048, /* ... so far ahead */
    TIME_LEAP_S = 2 * 86400, /* a larger step is looked at twice: are we still in step with the messages? */
    SIGNATURE_AT = 8,
    LIKELY_MESSAGES = 1024,  /* message numbers in use are far below this, ... */
    OWN_MESSAGES = 0xFF00    /* ... or makers' own, from here on */
};

/* Bits of a file's verdict: which checksums are wrong, and whether all the rest of the input is its data. */
enum { HEADER_CRC_WRONG = 1, FILE_CRC_WRONG = 2, DATA_IS_LONGER = 4 };

/* ---- definitions ---------------------------------------------------------------- */

/* Bytes of a definition at `at`, or 0 when it does not fit before `end`. */
static size_t definition_length(struct bytes in, size_t at, size_t end)
{
    size_t length, fields_end;
    assert(end <= in.size && at <= end);
    if (end - at < 6) return 0;
    fields_end = 6 + 3u * in.at[at + 5];
    if (end - at < fields_end) return 0;
    if (!(in.at[at] & FIT_DEVELOPER_FLAG)) return fields_end;
    if (end - at < fields_end + 1) return 0;
    length = fields_end + 1 + 3u * in.at[at + fields_end];
    return end - at < length ? 0 : length;
}

static bool type_fits(uint8_t type, uint8_t size)
{
    const struct fit_base_type_row *row = fit_base_type_of(type);
    return row && size && size % row->size == 0;
}

/* Fields of the definition whose size and type do not go together. */
static unsigned odd_fields(const uint8_t *definition)
{
    unsigned odd = 0;
    for (unsigned i = 0; i < definition[5]; i++) {
        const uint8_t *f = definition + 6 + 3 * i;
        odd += !type_fits(f[2], f[1]) || (f[2] & 0x60);
    }
    return odd;
}

static bool message_number_is_likely(uint16_t number)
{
    return number < LIKELY_MESSAGES || number >= OWN_MESSAGES;
}

/* A definition that could hardly be there by chance. */
static bool definition_is_clean(struct bytes in, size_t at, size_t end)
{
    const uint8_t *p = in.at + at;
    return definition_length(in, at, end) && (p[0] & 0xD0) == FIT_DEFINITION_FLAG && p[1] == 0 && p[2] <= 1 &&
           message_number_is_likely(load_u16(p + 3, (enum byte_order)p[2])) && p[5] > 0 && odd_fields(p) == 0;
}

/* How many things about a definition are as hardly a writer writes them. */
static unsigned strangeness(const uint8_t *p)
{
    return (p[1] != 0) + (p[2] > 1) + (p[5] == 0) +
           !(message_number_is_likely(load_u16le(p + 3)) || message_number_is_likely(load_u16be(p + 3)));
}

static enum byte_order definition_order(struct fit_decoder *d, const uint8_t *p)
{
    if (p[2] <= 1) return p[2] ? BYTES_BIG_ENDIAN : BYTES_LITTLE_ENDIAN;
    repair_note(d->log, REPAIR_BYTE_ORDER, (int64_t)d->at + 2,
                "byte order %u is neither 0 nor 1; taken from the message number", p[2]);
    return load_u16be(p + 3) < load_u16le(p + 3) ? BYTES_BIG_ENDIAN : BYTES_LITTLE_ENDIAN;
}

static void define_field(struct fit_decoder *d, struct fit_definition *def, const uint8_t *spec, bool developer)
{
    struct fit_field *f = &def->field[def->field_count++];
    *f = (struct fit_field){.number = spec[0], .size = spec[1], .at = def->size,
                            .type = developer ? (uint8_t)FIT_BYTE : spec[2],
                            .developer = developer ? (uint8_t)(spec[2] + 1) : 0};
    f->usable = type_fits(f->type, f->size);
    def->size += f->size;
    if (!f->usable)
        repair_note(d->log, REPAIR_FIELD_SIZE, (int64_t)(spec - d->input.at),
                    "message %u field %u: %u bytes do not fit base type 0x%02X; the field is left out",
                    def->message, spec[0], spec[1], spec[2]);
    if (!developer && f->number == FIT_FIELD_TIMESTAMP && f->size == 4) def->timestamp_at = (int32_t)f->at;
}

static void define(struct fit_decoder *d, const uint8_t *p, struct fit_definition *def)
{
    const uint8_t *developer = p + 6 + 3 * p[5];
    def->defined = true;
    def->order = definition_order(d, p);
    def->message = load_u16(p + 3, def->order);
    def->field_count = 0;
    def->size = 0;
    def->timestamp_at = -1;
    def->serial = ++d->serials;
    def->offset = d->at;
    for (unsigned i = 0; i < p[5]; i++) define_field(d, def, p + 6 + 3 * i, false);
    if (!(p[0] & FIT_DEVELOPER_FLAG)) return;
    for (unsigned i = 0; i < developer[0]; i++) define_field(d, def, developer + 1 + 3 * i, true);
}

/* ---- finding the way again ------------------------------------------------------ */

/* Bytes of the data message at `at` by the definitions in force; 0 when there can be none. */
static size_t data_length(const struct fit_decoder *d, size_t at)
{
    uint8_t header = d->input.at[at];
    unsigned local = header & FIT_COMPRESSED_FLAG ? header >> 5 & 3u : header & FIT_LOCAL_MASK;
    const struct fit_definition *def = &d->local[local];
    if (!(header & FIT_COMPRESSED_FLAG) && (header & 0xF0)) return 0;
    if (!def->defined || d->data_end - at < 1 + (size_t)def->size) return 0;
    return 1 + (size_t)def->size;
}

/* Is the checksum of the file being read wrong, so that its bytes are to be doubted? */
static bool is_damaged(const struct fit_decoder *d) { return d->verdict[d->files - 1] & FILE_CRC_WRONG; }

/* Can what stands at `at` follow a definition of local type `local`: the end, data of it, any message? */
static bool follows_definition(const struct fit_decoder *d, size_t at, unsigned local)
{
    uint8_t next;
    if (at == d->data_end) return true;
    next = d->input.at[at];
    return next == local || ((next & FIT_COMPRESSED_FLAG) && (next >> 5 & 3u) == local) || data_length(d, at) ||
           definition_is_clean(d->input, at, d->data_end);
}

/* Are the `length` bytes of a definition at d->at none after all? */
static bool definition_is_absurd(const struct fit_decoder *d, size_t length)
{
    const uint8_t *p = d->input.at + d->at;
    const unsigned odd = odd_fields(p), strange = strangeness(p);
    if ((p[0] & 0x10) || strange > 1 || (strange && odd) || 2 * odd > p[5]) return true;
    return is_damaged(d) && strange + odd > 0 && !follows_definition(d, d->at + length, p[0] & FIT_LOCAL_MASK);
}

/* Reads the definition at d->at; false when the bytes there are none. A definition that says
 * what the last one said (many writers repeat it every lap) keeps its serial number. */
static bool read_definition(struct fit_decoder *d)
{
    const uint8_t *p = d->input.at + d->at;
    struct fit_definition *def = &d->local[p[0] & FIT_LOCAL_MASK];
    size_t length = definition_length(d->input, d->at, d->data_end);
    if (!length || definition_is_absurd(d, length)) return false;
    if (!def->defined || memcmp(d->input.at + def->offset, p, length) != 0) define(d, p, def);
    d->at += length;
    return true;
}

/* Within two days of one another; differences wrap. */
static bool is_near(uint32_t a, uint32_t b) { return a - b + TIME_LEAP_S <= 2 * TIME_LEAP_S; }

/* The time field of the data message at `at`; false when it has none, or nothing in it. */
static bool own_time(const struct fit_decoder *d, size_t at, uint32_t *time)
{
    uint8_t header = d->input.at[at];
    unsigned local = header & FIT_COMPRESSED_FLAG ? header >> 5 & 3u : header & FIT_LOCAL_MASK;
    const struct fit_definition *def = &d->local[local];
    if (def->timestamp_at < 0) return false;
    *time = load_u32(d->input.at + at + 1 + def->timestamp_at, def->order);
    return *time != UINT32_MAX;
}

/* A clean definition, with something behind it that can follow it. */
static bool definition_in_step(const struct fit_decoder *d, size_t at)
{
    if (!definition_is_clean(d->input, at, d->data_end)) return false;
    return follows_definition(d, at + definition_length(d->input, at, d->data_end), d->input.at[at] & FIT_LOCAL_MASK);
}

/* Times below this (1998) count from when a watch was switched on: no clock is set to them later. */
#define FIRST_CLOCK_TIME 0x10000000u

enum likelihood { STEP_NO, STEP_MAYBE, STEP_YES };

/* Can the bytes at `at` be read as messages from there on, with times near `measure`?
 *   yes    a clean definition, or several messages of which one has a near time
 *   no     bytes that are no message, a time far from `measure`, or a compressed header on a message with a time
 *   maybe  messages, but none with a time to go by */
static enum likelihood in_step(const struct fit_decoder *d, size_t at, uint32_t measure)
{
    bool timed = false;
    for (int n = 0; n < RESYNC_LOOKAHEAD; n++) {
        size_t length;
        uint32_t time;
        if (at == d->data_end) return timed ? STEP_YES : STEP_MAYBE;
        if (definition_in_step(d, at)) return n == 0 || timed ? STEP_YES : STEP_MAYBE;
        if (n >= RESYNC_MESSAGES && timed) return STEP_YES;
        length = data_length(d, at);
        if (!length) return STEP_NO;
        if (own_time(d, at, &time)) {
            if (!is_near(time, measure) || (d->input.at[at] & FIT_COMPRESSED_FLAG)) return STEP_NO;
            timed = true;
        }
        at += length;
    }
    return STEP_MAYBE;
}

/* The next place behind `at` where messages go on for certain, before `end`; `end` when there is none. While no
 * time has been seen there is none to go by, and a place where they may go on has to do. */
static size_t next_step(const struct fit_decoder *d, size_t at, size_t end)
{
    const enum likelihood wanted = d->has_time ? STEP_YES : STEP_MAYBE;
    for (at++; at < end; at++)
        if (in_step(d, at, d->last_time) >= wanted) return at;
    return end;
}

/* Do the messages from `at` on lead to a message that begins at `to`? */
static bool leads_to(const struct fit_decoder *d, size_t at, size_t to)
{
    while (at < to) {
        size_t length = data_length(d, at);
        if (!length) return definition_is_clean(d->input, at, d->data_end);
        at += length;
    }
    return at == to;
}

/* Damage can put the decoder out of step in a way that each byte still looks like the beginning of some
 * message without a time. After a while without one, a place nearby where times are as expected is
 * looked for; when the messages from here do not lead there, this is not the way. */
static bool lost_the_way(struct fit_decoder *d, size_t at)
{
    size_t end = d->data_end - at > LOST_SEARCH_BYTES ? at + LOST_SEARCH_BYTES : d->data_end, better;
    if (!d->has_time || ++d->untimed < LOST_MESSAGES) return false;
    d->untimed = 0;
    if (in_step(d, at, d->last_time) == STEP_YES) return false;
    better = next_step(d, at, end);
    return better < end && !leads_to(d, at, better);
}

/* The rest of the data is no whole message, and the declared size may be what is wrong:
 * read on to the end of the input when the checksum was wrong too. */
static bool extend_data(struct fit_decoder *d)
{
    size_t end = d->input.size > FIT_CRC_SIZE ? d->input.size - FIT_CRC_SIZE : 0;
    if (d->crc_ok || end <= d->data_end || fit_looks_like(bytes_slice(d->input, d->data_end + FIT_CRC_SIZE, SIZE_MAX)))
        return false;
    repair_note(d->log, REPAIR_HEADER, (int64_t)d->file_start + 4,
                "the data is longer than the header says; read to the end of the file");
    d->data_end = end;
    return true;
}

/* Steps over bytes that are no message, up to the next that is, or to the end of the data. */
static void resync(struct fit_decoder *d)
{
    size_t from = d->at;
    d->at = next_step(d, d->at, d->data_end);
    d->untimed = 0;
    repair_note(d->log, REPAIR_SKIPPED_BYTES, (int64_t)from, "%zu bytes that are no message stepped over",
                d->at - from);
}

/* What cannot be read at d->at: the file's end, or damage. */
static void step_over_damage(struct fit_decoder *d, bool whole_file_ends_here)
{
    if (whole_file_ends_here && extend_data(d)) return;
    if (whole_file_ends_here && d->data_end == d->input.size) {
        repair_note(d->log, REPAIR_TRUNCATED, (int64_t)d->at,
                    "the file ends inside a message; everything before it was read");
        d->at = d->data_end;
        return;
    }
    resync(d);
}

/* ---- files ---------------------------------------------------------------------- */

static bool has_signature(struct bytes in, size_t at)
{
    return in.size >= FIT_HEADER_SIZE_OLD && at <= in.size - FIT_HEADER_SIZE_OLD &&
           memcmp(in.at + at + SIGNATURE_AT, ".FIT", 4) == 0;
}

bool fit_looks_like(struct bytes in)
{
    size_t header;
    if (has_signature(in, 0)) return true;
    if (in.size < FIT_HEADER_SIZE_OLD) return false;
    for (header = FIT_HEADER_SIZE_OLD; header <= FIT_HEADER_SIZE; header += 2)
        if (header < in.size && definition_is_clean(in, header, in.size) && load_u16le(in.at + header + 3) == 0 &&
            load_u16be(in.at + header + 3) == 0)
            return true;
    return false;
}

/* Size of the header at `at`: where its word, or else 14 or 12, leads to a definition. */
static size_t header_size(struct fit_decoder *d, size_t at)
{
    const size_t said = d->input.at[at], left = d->input.size - at;
    const size_t sizes[] = {said, FIT_HEADER_SIZE, FIT_HEADER_SIZE_OLD};
    assert(left >= FIT_HEADER_SIZE_OLD);
    for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (sizes[i] < FIT_HEADER_SIZE_OLD || sizes[i] > left) continue;
        if (!definition_is_clean(d->input, at + sizes[i], d->input.size)) continue;
        if (i) repair_note(d->log, REPAIR_HEADER, (int64_t)at, "header size %zu; it is %zu", said, sizes[i]);
        return sizes[i];
    }
    if ((said == FIT_HEADER_SIZE || said == FIT_HEADER_SIZE_OLD) && said <= left) return said;
    repair_note(d->log, REPAIR_HEADER, (int64_t)at, "header size %zu; taken as 12", said);
    return FIT_HEADER_SIZE_OLD;
}

/* Verifies the checksums of the file that begins at d->file_start; its declared data is all there. */
static uint8_t verify(const struct fit_decoder *d, size_t header, size_t data_end)
{
    const uint8_t *file = d->input.at + d->file_start;
    const size_t size = data_end - d->file_start, left = d->input.size - d->file_start;
    const uint16_t stored = header == FIT_HEADER_SIZE ? load_u16le(file + FIT_HEADER_SIZE_OLD) : 0;
    uint8_t verdict = 0;
    uint16_t crc;
    if (stored && stored != fit_crc(0, file, FIT_HEADER_SIZE_OLD)) verdict |= HEADER_CRC_WRONG;
    if (left < size + FIT_CRC_SIZE) return verdict | FILE_CRC_WRONG;
    crc = fit_crc(0, file, size);
    if (crc == load_u16le(file + size)) return verdict;
    if (d->files == 1 && left > size + FIT_CRC_SIZE && fit_crc(crc, file + size, left - size) == 0)
        return verdict | DATA_IS_LONGER;
    return verdict | FILE_CRC_WRONG;
}

/* Looks up or finds the verdict on this file, and notes what is wrong. */
static uint8_t judge(struct fit_decoder *d, size_t header, size_t data_end, bool whole)
{
    uint8_t *verdict = &d->verdict[d->files - 1];
    if (d->files > d->checked) {
        d->checked = d->files;
        *verdict = verify(d, header, data_end);
    }
    if (*verdict & (HEADER_CRC_WRONG | FILE_CRC_WRONG)) d->crc_ok = false;
    if (*verdict & HEADER_CRC_WRONG)
        repair_note(d->log, REPAIR_HEADER, (int64_t)d->file_start, "the header's checksum is wrong; read all the same");
    if ((*verdict & FILE_CRC_WRONG) && whole)
        repair_note(d->log, REPAIR_CRC, (int64_t)data_end, "the checksum is wrong; read all the same");
    if (*verdict & DATA_IS_LONGER)
        repair_note(d->log, REPAIR_HEADER, (int64_t)d->file_start + 4,
                    "the data is longer than the header says; the checksum at the end is right");
    return *verdict;
}

/* Where the data ends, by the header's word as far as it can be believed. */
static void find_data_end(struct fit_decoder *d, size_t data_start, uint32_t declared)
{
    const size_t left = d->input.size - data_start, header = data_start - d->file_start;
    const bool whole = declared && left >= (size_t)declared + FIT_CRC_SIZE;
    uint8_t verdict;
    d->data_end = declared && left >= declared ? data_start + declared : d->input.size;
    verdict = judge(d, header, d->data_end, whole);
    if (verdict & DATA_IS_LONGER) d->data_end = d->input.size - FIT_CRC_SIZE;
    if (whole) return;
    if (!declared)
        repair_note(d->log, REPAIR_HEADER, (int64_t)d->file_start + 4,
                    "data size 0: the file was never finished; read to its end");
    else if (left >= declared)
        repair_note(d->log, REPAIR_CRC, (int64_t)d->data_end, "the file ends before its checksum");
    else
        repair_note(d->log, REPAIR_TRUNCATED, (int64_t)d->input.size,
                    "%zu of %u bytes of data are there; the rest of the file is missing", left, declared);
}

/* The next header at or behind `at`; input.size when there is none. */
static size_t find_header(const struct fit_decoder *d, size_t at)
{
    if (fit_looks_like(bytes_slice(d->input, at, SIZE_MAX))) return at;
    for (; at + FIT_HEADER_SIZE_OLD <= d->input.size; at++)
        if (d->input.at[at + SIGNATURE_AT] == '.' && has_signature(d->input, at)) return at;
    return d->input.size;
}

/* Starts the first or the next chained file; false when there is none. */
static bool begin_file(struct fit_decoder *d)
{
    size_t behind = d->files ? d->data_end + FIT_CRC_SIZE : 0, at, size;
    if (behind >= d->input.size || d->files >= ACTIVITY_MAX_CHAINED) return false;
    at = find_header(d, behind);
    if (at > behind)
        repair_note(d->log, d->files ? REPAIR_TRAILING_BYTES : REPAIR_SKIPPED_BYTES, (int64_t)behind,
                    "%zu bytes that belong to no FIT file left out", at - behind);
    if (at == d->input.size) return false;
    size = header_size(d, at);
    d->file_start = at;
    d->at = at + size;
    d->files++;
    d->has_time = d->has_far_time = false;
    d->untimed = 0;
    for (int i = 0; i < FIT_LOCAL_TYPES; i++) d->local[i].defined = false;
    if (!has_signature(d->input, at))
        repair_note(d->log, REPAIR_HEADER, (int64_t)at + SIGNATURE_AT, "no \".FIT\" in the header; read all the same");
    find_data_end(d, d->at, load_u32le(d->input.at + at + 4));
    assert(d->at <= d->data_end && d->data_end <= d->input.size);
    return true;
}

/* ---- messages ------------------------------------------------------------------- */

void fit_decode_begin(struct fit_decoder *d, struct bytes input, struct repair_log *log)
{
    d->input = input;
    d->checked = 0;
    fit_decode_rewind(d);
    d->log = log;
}

void fit_decode_rewind(struct fit_decoder *d)
{
    d->log = NULL;
    d->crc_ok = true;
    d->at = d->file_start = d->data_end = d->files = 0;
    d->has_time = d->has_far_time = false;
    d->untimed = 0;
    d->last_time = d->far_time = d->serials = 0;
    for (int i = 0; i < FIT_LOCAL_TYPES; i++) d->local[i].defined = false;
}

/* One wild time is no reason to measure all others by it: a time far from the last becomes the measure only
 * when a second one agrees with it. */
static void follow_time(struct fit_decoder *d, uint32_t time)
{
    if (d->has_time && !is_near(time, d->last_time)) {
        bool agreed = d->has_far_time && is_near(time, d->far_time) && time >= FIRST_CLOCK_TIME;
        d->far_time = time;
        d->has_far_time = true;
        if (!agreed) return;
    }
    d->last_time = time;
    d->has_time = true;
    d->has_far_time = false;
}

static void set_time(struct fit_decoder *d, struct fit_message *m, uint8_t header)
{
    m->has_time = false;
    if (m->def->timestamp_at >= 0) {
        m->time = load_u32(m->data + m->def->timestamp_at, m->def->order);
        m->has_time = m->time != UINT32_MAX;
    } else if ((header & FIT_COMPRESSED_FLAG) && d->has_time) {
        m->time = d->last_time + ((header - d->last_time) & 0x1F);
        m->has_time = true;
    }
    if (m->has_time) follow_time(d, m->time);
}

/* Is the data message at d->at, `length` bytes, out of step with those around it? A time far from the last
 * one has to be one wild time among good ones, or the first of a clock set anew. Where the checksum is
 * right the bytes are as the watch wrote them, and nothing is doubted. */
static bool out_of_step(struct fit_decoder *d, size_t length)
{
    size_t next = d->at + length;
    uint32_t time;
    if (!is_damaged(d)) return false;
    if (!own_time(d, d->at, &time)) return lost_the_way(d, d->at);
    if (!d->has_time || is_near(time, d->last_time)) {
        d->untimed = 0;
        return false;
    }
    if (d->input.at[d->at] & FIT_COMPRESSED_FLAG) return true;
    if (next == d->data_end || in_step(d, next, d->last_time) != STEP_NO) return false;
    return time < FIRST_CLOCK_TIME || in_step(d, next, time) == STEP_NO;
}

/* The data message at d->at; false when there is none. */
static bool read_data(struct fit_decoder *d, struct fit_message *m)
{
    uint8_t header = d->input.at[d->at];
    size_t length = data_length(d, d->at);
    if (!length || out_of_step(d, length)) return false;
    m->def = &d->local[header & FIT_COMPRESSED_FLAG ? header >> 5 & 3u : header & FIT_LOCAL_MASK];
    m->data = d->input.at + d->at + 1;
    m->offset = d->at;
    m->file = d->files - 1;
    set_time(d, m, header);
    d->at += length;
    assert(d->at <= d->data_end);
    return true;
}

/* Notes why nothing can be read at d->at; true when it is only that the data ends too early. */
static bool ends_too_early(struct fit_decoder *d)
{
    uint8_t header = d->input.at[d->at];
    unsigned local = header & FIT_COMPRESSED_FLAG ? header >> 5 & 3u : header & FIT_LOCAL_MASK;
    if (!(header & FIT_COMPRESSED_FLAG) && (header & FIT_DEFINITION_FLAG))
        return !definition_length(d->input, d->at, d->data_end);
    if (!(header & FIT_COMPRESSED_FLAG) && (header & 0x30)) return false;
    if (d->local[local].defined) return d->data_end - d->at < 1 + (size_t)d->local[local].size;
    repair_note(d->log, REPAIR_UNDEFINED, (int64_t)d->at, "data of local type %u, which is not defined; stepped over", local);
    return false;
}

bool fit_decode_next(struct fit_decoder *d, struct fit_message *m)
{
    for (;;) {
        uint8_t header;
        if (d->at >= d->data_end) {
            if (!begin_file(d)) return false;
            continue;
        }
        header = d->input.at[d->at];
        if ((header & (FIT_COMPRESSED_FLAG | FIT_DEFINITION_FLAG)) == FIT_DEFINITION_FLAG) {
            if (read_definition(d)) continue;
        } else if (read_data(d, m)) {
            return true;
        }
        step_over_damage(d, ends_too_early(d));
    }
}

/* ---- fields --------------------------------------------------------------------- */

static uint64_t load_bits(const uint8_t *p, unsigned size, enum byte_order order)
{
    switch (size) {
    case 1: return *p;
    case 2: return load_u16(p, order);
    case 4: return load_u32(p, order);
    default: return load_u64(p, order);
    }
}

double fit_number(const uint8_t *p, uint8_t type, enum byte_order order)
{
    const struct fit_base_type_row *row = fit_base_type_of(type);
    uint64_t bits;
    unsigned unused;
    if (!row) row = fit_base_type_of(FIT_BYTE);
    bits = load_bits(p, row->size, order);
    if (bits == row->nothing) return NAN;
    if (row->byte == FIT_FLOAT32) return load_f32(p, order);
    if (row->byte == FIT_FLOAT64) return load_f64(p, order);
    if (!row->is_signed) return (double)bits;
    unused = 64 - 8u * row->size;
    return (double)((int64_t)(bits << unused) >> unused);
}

const struct fit_field *fit_message_field(const struct fit_message *m, uint8_t number)
{
    for (unsigned i = 0; i < m->def->field_count; i++) {
        const struct fit_field *f = &m->def->field[i];
        if (f->developer) break;
        if (f->number == number && f->usable) return f;
    }
    return NULL;
}

double fit_message_number(const struct fit_message *m, uint8_t number)
{
    const struct fit_field *f = fit_message_field(m, number);
    return f ? fit_number(m->data + f->at, f->type, m->def->order) : NAN;
}

void fit_message_text(const struct fit_message *m, uint8_t number, char *out, size_t size)
{
    const struct fit_field *f = fit_message_field(m, number);
    size_t n = 0;
    assert(size > 0);
    if (f && (f->type & FIT_BASE_TYPE_MASK) == (FIT_STRING & FIT_BASE_TYPE_MASK)) {
        while (n < f->size && n < size - 1 && m->data[f->at + n]) n++;
        memcpy(out, m->data + f->at, n);
        while (n && !text_is_utf8(out, n)) n--;
    }
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)out[i] < ' ' || out[i] == 0x7F) out[i] = ' ';
    out[n] = '\0';
}
