/* The FIT encoder: headers, definitions, data, checksums. */
#include "activity/fit_encode.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static struct fit_value fit_bits(uint8_t field, enum fit_base_type type, uint64_t bits)
{
    return (struct fit_value){.field = field, .type = (uint8_t)type, .bits = bits};
}

static struct fit_value fit_nothing(uint8_t field, enum fit_base_type type)
{
    return fit_bits(field, type, fit_base_type_of((uint8_t)type)->nothing);
}

/* Bounds of an integer type; the unsigned 64-bit types are cut at INT64_MAX. */
static void integer_range(const struct fit_base_type_row *row, int64_t *lo, int64_t *hi)
{
    unsigned bits = row->size * 8u - (row->is_signed || row->size == 8);
    *hi = bits == 63 ? INT64_MAX : (int64_t)((UINT64_C(1) << bits) - 1);
    *lo = row->is_signed ? -*hi - 1 : 0;
}

struct fit_value fit_integer(uint8_t field, enum fit_base_type type, int64_t value)
{
    int64_t lo, hi;
    assert(type != FIT_FLOAT32 && type != FIT_FLOAT64);
    integer_range(fit_base_type_of((uint8_t)type), &lo, &hi);
    if (value < lo || value > hi) return fit_nothing(field, type);
    return fit_bits(field, type, (uint64_t)value);
}

struct fit_value fit_scaled(uint8_t field, enum fit_base_type type, double value, double scale,
                            double offset)
{
    double raw = round((value + offset) * scale);
    if (!(fabs(raw) < 9e18)) return fit_nothing(field, type);
    return fit_integer(field, type, (int64_t)raw);
}

struct fit_value fit_real(uint8_t field, enum fit_base_type type, double value)
{
    float narrow = (float)value;
    uint32_t bits32;
    uint64_t bits64;
    assert(type == FIT_FLOAT32 || type == FIT_FLOAT64);
    if (isnan(value)) return fit_nothing(field, type);
    memcpy(&bits32, &narrow, sizeof bits32);
    memcpy(&bits64, &value, sizeof bits64);
    return fit_bits(field, type, type == FIT_FLOAT32 ? bits32 : bits64);
}

struct fit_value fit_data(uint8_t field, enum fit_base_type type, const void *data, uint8_t size)
{
    assert(data && size);
    return (struct fit_value){.field = field, .type = (uint8_t)type, .size = size, .data = data};
}

struct fit_value fit_text(uint8_t field, const char *text, uint8_t size)
{
    return fit_data(field, FIT_STRING, text, size);
}

struct fit_value fit_developer(uint8_t index, struct fit_value value)
{
    value.developer = (uint8_t)(index + 1);
    return value;
}

static void put_number(struct buffer *out, uint64_t bits, unsigned size, enum byte_order order)
{
    uint8_t bytes[8];
    assert(size <= sizeof bytes);
    for (unsigned i = 0; i < size; i++)
        bytes[order == BYTES_BIG_ENDIAN ? size - 1 - i : i] = (uint8_t)(bits >> (8 * i));
    buffer_add(out, bytes, size);
}

static uint8_t value_size(const struct fit_value *v)
{
    return v->size ? v->size : fit_base_type_of(v->type)->size;
}

void fit_encode_begin(struct fit_encoder *e, struct buffer *out, unsigned header_size,
                      enum byte_order order)
{
    const uint8_t header[FIT_HEADER_SIZE] = {(uint8_t)header_size, 0x20, 0x08, 0x08, 0, 0, 0, 0,
                                             '.', 'F', 'I', 'T', 0, 0};
    assert(header_size == FIT_HEADER_SIZE || header_size == FIT_HEADER_SIZE_OLD);
    *e = (struct fit_encoder){.out = out, .file_start = out->size, .header_size = header_size, .order = order};
    buffer_add(out, header, header_size);
}

static void describe(struct fit_encoder_local *d, uint16_t message, bool compressed,
                     const struct fit_value *values, size_t count)
{
    *d = (struct fit_encoder_local){.defined = true, .compressed = compressed, .message = message,
                                    .count = (uint8_t)count};
    for (size_t i = 0; i < count; i++) {
        d->spec[i][0] = values[i].field;
        d->spec[i][1] = value_size(&values[i]);
        d->spec[i][2] = values[i].type;
        d->spec[i][3] = values[i].developer;
    }
}

/* Fields first, developer fields behind a count of their own: (number, size, developer index). */
static void write_definition(struct fit_encoder *e, unsigned local, const struct fit_encoder_local *d)
{
    unsigned native = 0;
    while (native < d->count && !d->spec[native][3]) native++;
    put_number(e->out, local | FIT_DEFINITION_FLAG | (native < d->count ? FIT_DEVELOPER_FLAG : 0u), 1, e->order);
    put_number(e->out, 0, 1, e->order);
    put_number(e->out, e->order == BYTES_BIG_ENDIAN, 1, e->order);
    put_number(e->out, d->message, 2, e->order);
    put_number(e->out, native, 1, e->order);
    for (unsigned i = 0; i < native; i++) buffer_add(e->out, d->spec[i], 3);
    if (native == d->count) return;
    put_number(e->out, d->count - native, 1, e->order);
    for (unsigned i = native; i < d->count; i++) {
        assert(d->spec[i][3] && "developer fields stand behind the others");
        buffer_add(e->out, d->spec[i], 2);
        put_number(e->out, d->spec[i][3] - 1u, 1, e->order);
    }
}

/* Makes sure that the local type stands for these fields. */
static void define(struct fit_encoder *e, unsigned local, uint16_t message, bool compressed,
                   const struct fit_value *values, size_t count)
{
    struct fit_encoder_local wanted;
    assert(local < FIT_LOCAL_TYPES && count <= FIT_ENCODE_MAX_VALUES);
    describe(&wanted, message, compressed, values, count);
    if (e->local[local].defined && e->local[local].message == message && e->local[local].count == count &&
        memcmp(e->local[local].spec, wanted.spec, sizeof wanted.spec) == 0)
        return;
    e->local[local] = wanted;
    write_definition(e, local, &wanted);
}

static void write_values(struct fit_encoder *e, const struct fit_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct fit_value *v = &values[i];
        if (v->size)
            buffer_add(e->out, v->data, v->size);
        else
            put_number(e->out, v->bits, value_size(v), e->order);
        if (v->field == FIT_FIELD_TIMESTAMP && !v->developer && v->type == FIT_UINT32)
            e->last_timestamp = (uint32_t)v->bits;
    }
}

void fit_encode_message(struct fit_encoder *e, unsigned local, uint16_t message,
                        const struct fit_value *values, size_t count)
{
    define(e, local, message, false, values, count);
    put_number(e->out, local, 1, e->order);
    write_values(e, values, count);
}

void fit_encode_compressed(struct fit_encoder *e, unsigned local, uint16_t message,
                           uint32_t timestamp, const struct fit_value *values, size_t count)
{
    assert(local < 4 && timestamp - e->last_timestamp < 32);
    define(e, local, message, true, values, count);
    put_number(e->out, FIT_COMPRESSED_FLAG | local << 5 | (timestamp & 0x1F), 1, e->order);
    write_values(e, values, count);
    e->last_timestamp = timestamp;
}

void fit_encode_end(struct fit_encoder *e)
{
    uint8_t *file;
    size_t size = e->out->size - e->file_start;
    if (e->out->no_memory || e->out->too_large || size < e->header_size) return;
    file = (uint8_t *)e->out->data + e->file_start;
    store_u32le(file + 4, (uint32_t)(size - e->header_size));
    if (e->header_size == FIT_HEADER_SIZE)
        store_u16le(file + FIT_HEADER_SIZE_OLD, fit_crc(0, file, FIT_HEADER_SIZE_OLD));
    put_number(e->out, fit_crc(0, file, size), FIT_CRC_SIZE, BYTES_LITTLE_ENDIAN);
}
