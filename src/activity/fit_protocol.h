/* The FIT protocol as far as reader and writer share it: base types, the few message
 * numbers with a meaning of their own in the protocol, time, the checksum.
 *
 * Facts only, collected by reading real files with independent decoders (the project's
 * notes on formats); no code or table of anyone's SDK.
 *
 * Base types. A definition says of every field how wide its elements are. The byte is
 *
 *      bit  7 6 5 4 3 2 1 0
 *           | | | +-------+--- number of the type, 0 to 16
 *           | +-+------------- always 0
 *           +----------------- 1 where byte order matters
 *
 * Writers forget the top bit (0x06 for 0x86), so only the low five bits are gone by.
 * Every type has one value that means "nothing measured": all ones, the largest positive
 * number of a signed type, or zero for the types ending in z.
 */
#ifndef ACTIVITY_FIT_PROTOCOL_H
#define ACTIVITY_FIT_PROTOCOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(name, byte in a definition, bytes per element, is signed, value that means nothing) */
#define FIT_BASE_TYPE_LIST(X)                                  \
    X(FIT_ENUM, 0x00, 1, false, 0xFFu)                         \
    X(FIT_SINT8, 0x01, 1, true, 0x7Fu)                         \
    X(FIT_UINT8, 0x02, 1, false, 0xFFu)                        \
    X(FIT_SINT16, 0x83, 2, true, 0x7FFFu)                      \
    X(FIT_UINT16, 0x84, 2, false, 0xFFFFu)                     \
    X(FIT_SINT32, 0x85, 4, true, 0x7FFFFFFFu)                  \
    X(FIT_UINT32, 0x86, 4, false, 0xFFFFFFFFu)                 \
    X(FIT_STRING, 0x07, 1, false, 0x00u)                       \
    X(FIT_FLOAT32, 0x88, 4, false, 0xFFFFFFFFu)                \
    X(FIT_FLOAT64, 0x89, 8, false, 0xFFFFFFFFFFFFFFFFu)        \
    X(FIT_UINT8Z, 0x0A, 1, false, 0x00u)                       \
    X(FIT_UINT16Z, 0x8B, 2, false, 0x00u)                      \
    X(FIT_UINT32Z, 0x8C, 4, false, 0x00u)                      \
    X(FIT_BYTE, 0x0D, 1, false, 0xFFu)                         \
    X(FIT_SINT64, 0x8E, 8, true, 0x7FFFFFFFFFFFFFFFu)          \
    X(FIT_UINT64, 0x8F, 8, false, 0xFFFFFFFFFFFFFFFFu)         \
    X(FIT_UINT64Z, 0x90, 8, false, 0x00u)

enum fit_base_type {
#define FIT_BASE_TYPE_ENUM(name, byte, size, is_signed, nothing) name = (byte),
    FIT_BASE_TYPE_LIST(FIT_BASE_TYPE_ENUM)
#undef FIT_BASE_TYPE_ENUM
};

struct fit_base_type_row {
    uint8_t byte;     /* as in a definition */
    uint8_t size;     /* of one element, bytes */
    bool is_signed;
    uint64_t nothing; /* the bits that mean "no value" */
};

enum { FIT_BASE_TYPE_COUNT = 17, FIT_BASE_TYPE_MASK = 0x1F };

/* The row of a base type byte by its low five bits; NULL for a number above 16. */
const struct fit_base_type_row *fit_base_type_of(uint8_t byte);

enum {
    FIT_HEADER_SIZE = 14, /* 12 in old files: without the header's own checksum */
    FIT_HEADER_SIZE_OLD = 12,
    FIT_CRC_SIZE = 2,
    FIT_LOCAL_TYPES = 16,
    FIT_MAX_FIELDS = 255,

    FIT_DEFINITION_FLAG = 0x40,  /* of the header byte of a message */
    FIT_DEVELOPER_FLAG = 0x20,   /* of a definition's header byte: developer fields follow */
    FIT_COMPRESSED_FLAG = 0x80,  /* a data message with a 5-bit time offset */
    FIT_LOCAL_MASK = 0x0F,
    FIT_FIELD_TIMESTAMP = 253    /* in every message that has a time */
};

/* Seconds from 1970-01-01 to the zero of FIT time, 1989-12-31T00:00:00Z. */
#define FIT_EPOCH_UNIX_S 631065600

/* CRC-16 with the reversed polynomial 0xA001 ("CRC-16/ARC": of the text "123456789" it is
 * 0xBB3D), started at 0 and carried on with the result so far. Over a file with its own CRC
 * behind it the result is 0. Pure; tables are constant. */
uint16_t fit_crc(uint16_t crc, const uint8_t *bytes, size_t size);

#endif
