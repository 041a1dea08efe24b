/* The FIT protocol, read message by message. This half knows no meaning: what a message
 * number or a field stands for is the business of fit_activity.c.
 *
 *
 * THE FORMAT
 *
 * A file is a header, data, and a checksum; several such files may follow one another
 * in one ("chained").
 *
 *     offset  size  header
 *        0      1   size of the header, 12 or 14
 *        1      1   protocol version, major << 4 | minor
 *        2      2   profile version
 *        4      4   size of the data in bytes, without header and checksum
 *        8      4   ".FIT"
 *       12      2   CRC of the first 12 bytes, or 0 (only where the size is 14)
 *
 *     behind the data: 2 bytes, CRC of header and data
 *
 * Numbers of header and checksum are little endian. Data is a row of messages, each with a
 * header byte:
 *
 *     0 1 d 0 l l l l   definition of local type l; d: developer fields follow
 *     0 0 0 0 l l l l   data of local type l
 *     1 l l t t t t t   data of local type l (0 to 3) with a time offset t
 *
 * A definition says what the data messages of its local type look like from there on, until
 * the same local type is defined again:
 *
 *        0      1   header byte
 *        1      1   reserved, 0
 *        2      1   byte order of this definition's message number and of its data: 0 little, 1 big
 *        3      2   message number
 *        5      1   n, number of fields
 *        6     3n   per field: field number, size in bytes, base type
 *     and if bit d is set
 *      6+3n     1   m, number of developer fields
 *      7+3n    3m   per field: field number, size in bytes, developer data index
 *
 * A data message is its header byte and the fields one behind the other, without
 * padding. A size that is a multiple of its base type's is an array. Texts end at a zero
 * byte or at their size.
 *
 * Times are field 253, seconds since 1989-12-31T00:00:00Z. The offset t of a compressed
 * header replaces the low five bits of the last time seen; when that would go
 * back, 32 s have passed.
 *
 * A whole file, 34 bytes:
 *
 *     0E 20 08 08 12 00 00 00 2E 46 49 54 FA 7A   header: 14 bytes, data 18 bytes, ".FIT", CRC 0x7AFA
 *     40 00 00 14 00 02 FD 04 86 03 01 02         local type 0 is message 20 (record):
 *                                                 field 253, 4 bytes, uint32; field 3, 1 byte, uint8
 *     00 00 CA 9A 3B 78                           data: time 1000000000, heart rate 120
 *     A0 95                                       CRC of the 32 bytes before it: 0x95A0
 *
 * (tests/unit/test_fit.c reads exactly this file and has the checksums written out.)
 *
 *
 * WHAT IS DONE ABOUT DAMAGE
 *
 * Real files stop in the middle, lack checksums, carry stray bytes, and declare fields that
 * do not fit their type. The decoder goes on wherever the next message can be found, and
 * notes every repair:
 *
 *   - data size 0 or past the end: everything there is is data
 *   - data size too small: read on, when the checksum at the declared end is wrong and a
 *     message straddles it, or the checksum at the real end is right
 *   - local type never defined, or bytes that are no message: step on until three messages
 *     in a row, one of them with a likely time, or a well-formed definition can be read
 *   - field size not a multiple of its base type (Coros: uint32 in one byte): the field
 *     is stepped over, the message kept
 *   - byte order neither 0 nor 1: the order that gives the smaller message number
 *
 * Nearly every byte can be the header of something, so damage does not show at once. Only the times of
 * messages do: they advance by seconds. Where the checksum is wrong, a message whose
 * time is far from the last has to be confirmed by those behind it, and a long row of messages
 * without a time gives way to a place nearby from which times go on as expected. Where the checksum
 * is right nothing is doubted. One lost, added or changed byte in a real file costs 0.4 % of its
 * samples on average (tests/unit/test_corpus.c); what hurts is damage to the definition of the records.
 *
 *
 * SHORTER WAYS
 *
 * Message by message, finding out what a message is costs more than what is done with it. Where the checksum is
 * right, three things make that cheaper, and none changes what is read:
 *
 *   - fit_decode_only says which messages are wanted; the rest, which in many files is most, is passed over by
 *     its length alone
 *   - fit_decode_more takes the messages like the last one that stand directly behind it, all at once
 *   - a definition seen before has the serial number it had then, so that what was made for it (the plan of
 *     fit_record.h) can be used again
 *
 *     bytes     D u  R R R R R R  u u u L  R R R ...      D definition, R record, L lap, u unknown to us
 *     returned       R [more: 5]        L  R [more]
 *
 * Where bytes are doubted, the times in messages are all there is to go by, and each is looked at by itself.
 *
 * Invariant: a message that fit_decode_next returns lies wholly inside the input, whatever the bytes.
 *
 * Thread-safety: a decoder belongs to one thread; it only reads the input, which has to outlive it.
 */
#ifndef ACTIVITY_FIT_DECODE_H
#define ACTIVITY_FIT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "activity/activity_limits.h"
#include "activity/fit_protocol.h"
#include "activity/repair_log.h"
#include "base/bytes.h"
#include "base/error.h"

enum { FIT_MAX_KNOWN = 32 }; /* definitions that are remembered; real files have up to 60, nearly all of them used once */

struct fit_field {
    uint8_t number;
    uint8_t size;      /* bytes in the data, as defined */
    uint8_t type;      /* base type byte as defined; of a developer field the description has it */
    uint8_t developer; /* 0: a field of the protocol; else 1 + developer data index */
    bool usable;       /* size is a multiple of the base type's, and not 0 */
    uint32_t at;       /* offset in the data, behind the header byte */
};

struct fit_definition {
    bool defined;
    enum byte_order order;
    uint16_t message;
    uint16_t field_count;  /* fields of the protocol, then developer fields */
    uint32_t size;         /* of the data, without the header byte: at most 2 x 255 x 255 */
    int32_t timestamp_at;  /* offset of a four-byte field 253, or -1 */
    uint32_t serial;       /* equal numbers: equal definitions, and equal descriptions of developer fields */
    size_t offset;         /* of the definition in the input */
    struct fit_field field[2 * FIT_MAX_FIELDS];
};

struct fit_message {
    const struct fit_definition *def; /* valid until the next call */
    const uint8_t *data;              /* def->size bytes */
    size_t offset;                    /* of the header byte in the input */
    size_t file;                      /* which of the chained files, from 0 */
    bool has_time;
    uint32_t time;                    /* FIT seconds, from field 253 or the header byte */
};

/* A definition seen before: some writers define the same two local types by turns, before every record. */
struct fit_known_definition {
    size_t offset, length; /* in the input */
    uint32_t serial;
};

struct fit_decoder {
    struct bytes input;
    struct repair_log *log;   /* may be NULL */
    const uint16_t *wanted;   /* message numbers; NULL: all */
    size_t wanted_count;
    size_t at;                /* next byte to be read */
    size_t file_start, data_end;
    size_t files;             /* begun so far */
    bool crc_ok;              /* of all files so far: checksums present and right */
    bool has_time, has_far_time;
    uint32_t last_time;       /* the measure for compressed times and for what is a likely time */
    uint32_t far_time;        /* one far from it, not yet believed */
    unsigned untimed;         /* messages since the last likely time */
    uint32_t serials;
    size_t known_count;
    struct fit_known_definition known[FIT_MAX_KNOWN];
    size_t checked;           /* files whose checksums were verified by an earlier walk */
    uint8_t verdict[ACTIVITY_MAX_CHAINED]; /* what was found; enum in fit_decode.c */
    uint32_t pass_over[FIT_LOCAL_TYPES]; /* bytes of a message that nobody asked for; 0: to be looked at */
    struct fit_definition local[FIT_LOCAL_TYPES];
};

/* True when the bytes begin with a FIT header, or with a damaged one that a definition of
 * message 0 follows. */
bool fit_looks_like(struct bytes input);

/* Prepares reading; `d` is about 100 kB and need not be zeroed: take it from an arena. */
void fit_decode_begin(struct fit_decoder *d, struct bytes input, struct repair_log *log);

/* Asks for messages with these numbers only; the list has to outlive the decoder. To be called before the first message.
 * Others are passed over where bytes are not doubted, and may be returned all the same where they are. */
void fit_decode_only(struct fit_decoder *d, const uint16_t *numbers, size_t count);

/* Back to the beginning for a second walk, which returns exactly the same messages: notes no
 * repairs, and takes the checksums as the first walk found them. */
void fit_decode_rewind(struct fit_decoder *d);

/* The next data message; false at the end of the input. */
bool fit_decode_next(struct fit_decoder *d, struct fit_message *m);

/* How many messages with the same header byte stand directly behind `m`, which was just returned, at most `most`;
 * steps over them. The data of the i-th is at m->data + i * (1 + m->def->size). 0 where bytes are doubted or times
 * are compressed. */
size_t fit_decode_more(struct fit_decoder *d, const struct fit_message *m, size_t most);

/* The time in the data of a message; false when it has no field for it, or nothing in it. */
static inline bool fit_data_time(const struct fit_definition *def, const uint8_t *data, uint32_t *time)
{
    if (def->timestamp_at < 0) return false;
    *time = load_u32(data + def->timestamp_at, def->order);
    return *time != UINT32_MAX;
}

/* Fields of a message. ------------------------------------------------------------- */

/* One element of base type `type` at p as a number; NaN when it is the type's "nothing".
 * 64-bit integers are rounded to a double. Types above 16 are bytes. */
double fit_number(const uint8_t *p, uint8_t type, enum byte_order order);

/* The field of the protocol with this number, if the message has one that is usable; else NULL. */
const struct fit_field *fit_message_field(const struct fit_message *m, uint8_t number);

/* Its first element, unscaled; NaN when missing. */
double fit_message_number(const struct fit_message *m, uint8_t number);

/* A text field into out (size bytes): well-formed UTF-8 without control characters, "" when missing. */
void fit_message_text(const struct fit_message *m, uint8_t number, char *out, size_t size);

#endif
