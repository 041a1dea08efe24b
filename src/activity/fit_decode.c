/* Reading FIT: files, definitions, messages. How likely bytes are to be a message is fit_step.c's business. */
#include "activity/fit_decode.h"

#include <assert.h>
#include <string.h>

#include "activity/fit_step.h"

enum { SIGNATURE_AT = 8 };

/* ---- definitions ---------------------------------------------------------------- */

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
                            .developer = developer ? (uint8_t)(spec[2] < 255 ? spec[2] + 1 : 255) : 0};
    f->usable = fit_type_fits(f->type, f->size);
    def->size += f->size;
    if (!f->usable)
        repair_note(d->log, REPAIR_FIELD_SIZE, (int64_t)(spec - d->input.at),
                    "message %u field %u: %u bytes do not fit base type 0x%02X; the field is left out",
                    def->message, spec[0], spec[1], spec[2]);
    if (!developer && f->number == FIT_FIELD_TIMESTAMP && f->size == 4) def->timestamp_at = (int32_t)f->at;
}

/* Those with developer fields always count as new: the fields may have been described anew. */
static bool can_be_known(const uint8_t *p) { return (p[0] & ~FIT_LOCAL_MASK) == FIT_DEFINITION_FLAG; }

/* The serial number of the definition at p when it was seen before, of whichever local type; else 0. */
static uint32_t known_serial(const struct fit_decoder *d, const uint8_t *p, size_t length)
{
    const struct fit_known_definition *k = d->known, *end = k + d->known_count;
    if (!can_be_known(p)) return 0;
    for (; k != end; k++)
        if (k->length == length && memcmp(d->input.at + k->offset + 1, p + 1, length - 1) == 0) return k->serial;
    return 0;
}

static uint32_t new_serial(struct fit_decoder *d, const uint8_t *p, size_t length)
{
    d->serials++;
    if (can_be_known(p) && d->known_count < FIT_MAX_KNOWN)
        d->known[d->known_count++] = (struct fit_known_definition){d->at, length, d->serials};
    return d->serials;
}

static void forget_definitions(struct fit_decoder *d)
{
    for (int i = 0; i < FIT_LOCAL_TYPES; i++) d->local[i].defined = false;
    memset(d->pass_over, 0, sizeof d->pass_over);
}

static bool is_wanted(const struct fit_decoder *d, uint16_t number)
{
    for (size_t i = 0; i < d->wanted_count; i++)
        if (d->wanted[i] == number) return true;
    return !d->wanted;
}

static void define(struct fit_decoder *d, const uint8_t *p, uint32_t serial, struct fit_definition *def)
{
    const uint8_t *developer = p + 6 + 3 * p[5];
    def->defined = true;
    def->order = definition_order(d, p);
    def->message = load_u16(p + 3, def->order);
    def->field_count = 0;
    def->size = 0;
    def->timestamp_at = -1;
    def->serial = serial;
    def->offset = d->at;
    for (unsigned i = 0; i < p[5]; i++) define_field(d, def, p + 6 + 3 * i, false);
    for (unsigned i = 0; (p[0] & FIT_DEVELOPER_FLAG) && i < developer[0]; i++)
        define_field(d, def, developer + 1 + 3 * i, true);
    d->pass_over[p[0] & FIT_LOCAL_MASK] = is_wanted(d, def->message) ? 0 : 1 + def->size;
}

/* Reads the definition at d->at; false when the bytes there are none. Many writers repeat definitions, every lap or
 * before every record: what was seen before is not examined again, unless bytes are doubted. */
static bool read_definition(struct fit_decoder *d)
{
    const uint8_t *p = d->input.at + d->at;
    struct fit_definition *def = &d->local[p[0] & FIT_LOCAL_MASK];
    const size_t length = fit_definition_length(d->input, d->at, d->data_end);
    const uint32_t serial = length ? known_serial(d, p, length) : 0;
    if (!length) return false;
    if ((!serial || fit_is_damaged(d)) && fit_definition_is_absurd(d, length)) return false;
    if (!def->defined || memcmp(d->input.at + def->offset, p, length) != 0)
        define(d, p, serial ? serial : new_serial(d, p, length), def);
    d->at += length;
    return true;
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
    d->at = fit_next_step(d, d->at, d->data_end);
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
        if (header < in.size && fit_definition_is_clean(in, header, in.size) && load_u16le(in.at + header + 3) == 0 &&
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
        if (!fit_definition_is_clean(d->input, at + sizes[i], d->input.size)) continue;
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
    if (behind >= d->input.size) return false;
    if (d->files >= ACTIVITY_MAX_CHAINED) {
        repair_note(d->log, REPAIR_TRAILING_BYTES, (int64_t)behind, "more than %d FIT files in one; %zu bytes left out",
                    ACTIVITY_MAX_CHAINED, d->input.size - behind);
        return false;
    }
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
    forget_definitions(d);
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
    d->wanted = NULL;
    d->wanted_count = 0;
    fit_decode_rewind(d);
    d->log = log;
}

void fit_decode_only(struct fit_decoder *d, const uint16_t *numbers, size_t count)
{
    d->wanted = numbers;
    d->wanted_count = count;
}

void fit_decode_rewind(struct fit_decoder *d)
{
    d->log = NULL;
    d->crc_ok = true;
    d->at = d->file_start = d->data_end = d->files = 0;
    d->has_time = d->has_far_time = false;
    d->untimed = 0;
    d->last_time = d->far_time = d->serials = 0;
    d->known_count = 0;
    forget_definitions(d);
}

static void set_time(struct fit_decoder *d, struct fit_message *m, uint8_t header)
{
    m->has_time = false;
    if (m->def->timestamp_at >= 0) {
        m->has_time = fit_data_time(m->def, m->data, &m->time);
    } else if ((header & FIT_COMPRESSED_FLAG) && d->has_time) {
        m->time = d->last_time + ((header - d->last_time) & 0x1F);
        m->has_time = true;
    }
    if (m->has_time) fit_follow_time(d, m->time);
}

/* The data message at d->at; false when there is none. */
static bool read_data(struct fit_decoder *d, struct fit_message *m)
{
    uint8_t header = d->input.at[d->at];
    size_t length = fit_data_length(d, d->at);
    if (!length || fit_out_of_step(d, length)) return false;
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
        return !fit_definition_length(d->input, d->at, d->data_end);
    if (!(header & FIT_COMPRESSED_FLAG) && (header & 0x30)) return false;
    if (d->local[local].defined) return d->data_end - d->at < 1 + (size_t)d->local[local].size;
    repair_note(d->log, REPAIR_UNDEFINED, (int64_t)d->at, "data of local type %u, which is not defined; stepped over", local);
    return false;
}

/* Steps over messages that nobody asked for. Only their times count, for compressed times behind them. */
static void pass_over_unwanted(struct fit_decoder *d)
{
    const uint8_t *bytes = d->input.at;
    const size_t end = d->data_end;
    size_t at = d->at;
    uint32_t time;
    while (at < end && bytes[at] < FIT_LOCAL_TYPES) {
        const size_t length = d->pass_over[bytes[at]];
        if (!length || end - at < length) break;
        if (fit_data_time(&d->local[bytes[at]], bytes + at + 1, &time)) fit_follow_time(d, time);
        at += length;
    }
    d->at = at;
}

size_t fit_decode_more(struct fit_decoder *d, const struct fit_message *m, size_t most)
{
    const uint8_t header = m->data[-1], *p = d->input.at + d->at;
    const size_t length = 1 + (size_t)m->def->size, room = (d->data_end - d->at) / length;
    size_t count = 0;
    uint32_t time;
    if ((header & FIT_COMPRESSED_FLAG) || fit_is_damaged(d)) return 0;
    if (most > room) most = room;
    for (; count < most && *p == header; count++, p += length)
        if (fit_data_time(m->def, p + 1, &time)) fit_follow_time(d, time);
    d->at += count * length;
    return count;
}

bool fit_decode_next(struct fit_decoder *d, struct fit_message *m)
{
    for (;;) {
        uint8_t header;
        if (d->at >= d->data_end) {
            if (!begin_file(d)) return false;
            continue;
        }
        if (!fit_is_damaged(d)) pass_over_unwanted(d);
        if (d->at == d->data_end) continue;
        header = d->input.at[d->at];
        if ((header & (FIT_COMPRESSED_FLAG | FIT_DEFINITION_FLAG)) == FIT_DEFINITION_FLAG) {
            if (read_definition(d)) continue;
        } else if (read_data(d, m)) {
            return true;
        }
        step_over_damage(d, ends_too_early(d));
    }
}
