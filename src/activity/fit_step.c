/* Likely and unlikely messages: the only judgement in the decoder. */
#include "activity/fit_step.h"

#include <assert.h>

enum {
    RESYNC_MESSAGES = 3,     /* this many in a row are taken for the real thing, ... */
    RESYNC_LOOKAHEAD = 12,   /* ... or so many until one of them has a time to go by */
    LOST_MESSAGES = 12,      /* so many without a time: is there a better way nearby? ... */
    LOST_SEARCH_BYTES = 2048, /* ... so far ahead */
    TIME_LEAP_S = 2 * 86400, /* a larger step is looked at twice: are we still in step with the messages? */
    LIKELY_MESSAGES = 1024,  /* message numbers in use are far below this, ... */
    OWN_MESSAGES = 0xFF00    /* ... or makers' own, from here on */
};

/* Bytes of a definition at `at`, or 0 when it does not fit before `end`. */
size_t fit_definition_length(struct bytes in, size_t at, size_t end)
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

bool fit_type_fits(uint8_t type, uint8_t size)
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
        odd += !fit_type_fits(f[2], f[1]) || (f[2] & 0x60);
    }
    return odd;
}

static bool message_number_is_likely(uint16_t number)
{
    return number < LIKELY_MESSAGES || number >= OWN_MESSAGES;
}

/* A definition that could hardly be there by chance. */
bool fit_definition_is_clean(struct bytes in, size_t at, size_t end)
{
    const uint8_t *p = in.at + at;
    return fit_definition_length(in, at, end) && (p[0] & 0xD0) == FIT_DEFINITION_FLAG && p[1] == 0 && p[2] <= 1 &&
           message_number_is_likely(load_u16(p + 3, (enum byte_order)p[2])) && p[5] > 0 && odd_fields(p) == 0;
}

/* How many things about a definition are as hardly a writer writes them. */
static unsigned strangeness(const uint8_t *p)
{
    return (p[1] != 0) + (p[2] > 1) + (p[5] == 0) +
           !(message_number_is_likely(load_u16le(p + 3)) || message_number_is_likely(load_u16be(p + 3)));
}

/* Bytes of the data message at `at` by the definitions in force; 0 when there can be none. */
size_t fit_data_length(const struct fit_decoder *d, size_t at)
{
    uint8_t header = d->input.at[at];
    unsigned local = header & FIT_COMPRESSED_FLAG ? header >> 5 & 3u : header & FIT_LOCAL_MASK;
    const struct fit_definition *def = &d->local[local];
    if (!(header & FIT_COMPRESSED_FLAG) && (header & 0xF0)) return 0;
    if (!def->defined || d->data_end - at < 1 + (size_t)def->size) return 0;
    return 1 + (size_t)def->size;
}

/* Can what stands at `at` follow a definition of local type `local`: the end, data of it, any message? */
static bool follows_definition(const struct fit_decoder *d, size_t at, unsigned local)
{
    uint8_t next;
    if (at == d->data_end) return true;
    next = d->input.at[at];
    return next == local || ((next & FIT_COMPRESSED_FLAG) && (next >> 5 & 3u) == local) || fit_data_length(d, at) ||
           fit_definition_is_clean(d->input, at, d->data_end);
}

/* Are the `length` bytes of a definition at d->at none after all? */
bool fit_definition_is_absurd(const struct fit_decoder *d, size_t length)
{
    const uint8_t *p = d->input.at + d->at;
    const unsigned odd = odd_fields(p), strange = strangeness(p);
    if ((p[0] & 0x10) || strange > 1 || (strange && odd) || 2 * odd > p[5]) return true;
    return fit_is_damaged(d) && strange + odd > 0 && !follows_definition(d, d->at + length, p[0] & FIT_LOCAL_MASK);
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
    if (!fit_definition_is_clean(d->input, at, d->data_end)) return false;
    return follows_definition(d, at + fit_definition_length(d->input, at, d->data_end), d->input.at[at] & FIT_LOCAL_MASK);
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
        length = fit_data_length(d, at);
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
size_t fit_next_step(const struct fit_decoder *d, size_t at, size_t end)
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
        size_t length = fit_data_length(d, at);
        if (!length) return fit_definition_is_clean(d->input, at, d->data_end);
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
    better = fit_next_step(d, at, end);
    return better < end && !leads_to(d, at, better);
}

/* A compressed header on a message with a time of its own: the writer knows only one of them. */
static bool has_two_times(const struct fit_decoder *d, size_t at)
{
    return (d->input.at[at] & FIT_COMPRESSED_FLAG) && d->local[d->input.at[at] >> 5 & 3u].timestamp_at >= 0;
}

/* Is the data message at d->at, `length` bytes, out of step with those around it? A time far from the last
 * one has to be one wild time among good ones, or the first of a clock set anew. Where the checksum is
 * right the bytes are as the watch wrote them, and nothing is doubted. */
bool fit_out_of_step(struct fit_decoder *d, size_t length)
{
    size_t next = d->at + length;
    uint32_t time;
    if (!fit_is_damaged(d)) return false;
    if (!own_time(d, d->at, &time)) return has_two_times(d, d->at) || lost_the_way(d, d->at);
    if (!d->has_time || is_near(time, d->last_time)) {
        d->untimed = 0;
        return false;
    }
    if (has_two_times(d, d->at)) return true;
    if (next == d->data_end || in_step(d, next, d->last_time) != STEP_NO) return false;
    return time < FIRST_CLOCK_TIME || in_step(d, next, time) == STEP_NO;
}

/* One wild time is no reason to measure all others by it: a time far from the last becomes the measure only
 * when a second one agrees with it. */
void fit_follow_time(struct fit_decoder *d, uint32_t time)
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
