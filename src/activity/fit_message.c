/* The fields of one FIT message. */
#include "activity/fit_decode.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

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
