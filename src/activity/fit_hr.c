/* Heart rate messages: the strap's clock laid over the watch's. */
#include "activity/fit_hr.h"

#include <assert.h>
#include <math.h>

#include "activity/fit_fields.h"

static const struct fit_field *hr_field(const struct fit_message *m, enum fit_field_id id)
{
    return fit_message_field(m, fit_field_rows[id].field);
}

static double hr_number(const struct fit_message *m, enum fit_field_id id)
{
    return fit_message_number(m, fit_field_rows[id].field) / fit_field_rows[id].scale;
}

size_t fit_hr_count(const struct fit_message *m)
{
    const struct fit_field *f = hr_field(m, FIT_HR_FILTERED_BPM);
    return f ? f->size : 0;
}

static void hr_anchor(struct fit_hr *hr, const struct fit_message *m)
{
    const struct fit_field *f = hr_field(m, FIT_HR_EVENT_TIMESTAMP);
    double fraction = hr_number(m, FIT_HR_FRACTIONAL_TIMESTAMP);
    if (!f || !m->has_time || f->size < 4) return;
    hr->anchor_ticks = hr->last_ticks = load_u32(m->data + f->at, m->def->order);
    hr->anchor_s = (double)m->time + FIT_EPOCH_UNIX_S + (isnan(fraction) ? 0 : fraction);
    hr->anchored = true;
}

/* The i-th time of a message in the strap's ticks: whole ones, or the low 12 bits of the next. */
static bool hr_ticks(struct fit_hr *hr, const struct fit_message *m, size_t i, uint32_t *ticks)
{
    const struct fit_field *whole = hr_field(m, FIT_HR_EVENT_TIMESTAMP);
    const struct fit_field *low = hr_field(m, FIT_HR_EVENT_TIMESTAMP_12);
    size_t at = i / 2 * 3;
    if (whole && 4 * (i + 1) <= whole->size) {
        *ticks = load_u32(m->data + whole->at + 4 * i, m->def->order);
        return *ticks != UINT32_MAX;
    }
    if (!low || at + (i % 2 ? 3 : 2) > low->size) return false;
    const uint8_t *p = m->data + low->at + at;
    uint32_t bits = i % 2 ? (uint32_t)p[1] >> 4 | (uint32_t)p[2] << 4 : p[0] | (p[1] & 0x0Fu) << 8;
    *ticks = hr->last_ticks + ((bits - hr->last_ticks) & 0xFFF);
    return true;
}

void fit_hr_read(struct fit_hr *hr, const struct fit_message *m)
{
    const struct fit_field *rate = hr_field(m, FIT_HR_FILTERED_BPM);
    hr_anchor(hr, m);
    if (!rate || !hr->anchored) return;
    for (size_t i = 0; i < rate->size; i++) {
        uint8_t bpm = m->data[rate->at + i];
        uint32_t ticks;
        if (!hr_ticks(hr, m, i, &ticks)) break;
        hr->last_ticks = ticks;
        if (bpm == 0 || bpm == 0xFF) continue;
        assert(hr->count < hr->room);
        hr->beat[hr->count++] = (struct heart_beat){
            hr->anchor_s + (double)(int32_t)(ticks - hr->anchor_ticks) / fit_field_rows[FIT_HR_EVENT_TIMESTAMP].scale, bpm};
    }
}
