/* Compiling definitions of records to copy plans, and running them. */
#include "activity/fit_record.h"

#include <assert.h>
#include <math.h>

enum copy_kind { COPY_U8, COPY_S8, COPY_U16, COPY_S16, COPY_U32, COPY_S32, COPY_GENERAL_LE, COPY_GENERAL_BE,
                 COPY_COMPRESSED };

static enum copy_kind kind_of(const struct fit_base_type_row *type, enum byte_order order)
{
    bool is_real = type->byte == FIT_FLOAT32 || type->byte == FIT_FLOAT64;
    if (type->size == 1) return type->is_signed ? COPY_S8 : COPY_U8;
    if (order == BYTES_BIG_ENDIAN) return COPY_GENERAL_BE;
    if (type->size == 2) return type->is_signed ? COPY_S16 : COPY_U16;
    if (type->size == 4 && !is_real) return type->is_signed ? COPY_S32 : COPY_U32;
    return COPY_GENERAL_LE;
}

/* Where a definition has each field of the protocol: index of the first usable one + 1, or 0. Some
 * writers define anew before every record, so this is made once and not searched for each row of the table. */
struct field_index {
    uint16_t slot[256];
};

static struct field_index index_fields(const struct fit_definition *def)
{
    struct field_index index = {{0}};
    for (unsigned i = 0; i < def->field_count && !def->field[i].developer; i++) {
        const struct fit_field *f = &def->field[i];
        if (f->usable && !index.slot[f->number]) index.slot[f->number] = (uint16_t)(i + 1);
    }
    return index;
}

static const struct fit_field *indexed_field(const struct fit_definition *def, const struct field_index *index,
                                             enum fit_field_id id)
{
    unsigned slot = index->slot[fit_field_rows[id].field];
    return slot ? &def->field[slot - 1] : NULL;
}

static const struct fit_field *compressed_field(const struct fit_definition *def, const struct field_index *index)
{
    const struct fit_field *f = indexed_field(def, index, FIT_RECORD_COMPRESSED_SPEED_DISTANCE);
    return f && f->size == 3 ? f : NULL;
}

/* The rows of the table that are fields of records stand together, from FIT_RECORD_TIMESTAMP on. */
static bool is_record_row(int id) { return id < FIT_FIELD_ID_COUNT && fit_field_rows[id].message == FIT_MESSAGE_RECORD; }

const struct fit_developer_field *fit_developer_find(const struct fit_developer_table *table,
                                                     const struct fit_field *f, size_t file, size_t at)
{
    const struct fit_developer_field *found = NULL;
    assert(f->developer);
    for (size_t i = 0; i < table->count; i++) {
        const struct fit_developer_field *row = &table->row[i];
        if (row->file != file || row->index != f->developer - 1 || row->number != f->number) continue;
        if (!found || row->offset < at) found = row;
        if (row->offset >= at) break;
    }
    return found;
}

void fit_record_survey(const struct fit_definition *def, bool present[ACTIVITY_COLUMN_COUNT],
                       struct fit_developer_uses *uses)
{
    const struct field_index index = index_fields(def);
    for (int id = FIT_RECORD_TIMESTAMP; is_record_row(id); id++) {
        int column = fit_field_rows[id].column;
        if (column >= 0 && indexed_field(def, &index, (enum fit_field_id)id)) present[column] = true;
    }
    if (compressed_field(def, &index)) present[ACTIVITY_SPEED_MPS] = present[ACTIVITY_DISTANCE_M] = true;
    for (unsigned i = 0; i < def->field_count; i++) {
        const struct fit_field *f = &def->field[i];
        if (f->developer) uses->bits[(f->developer - 1) * 32 + f->number / 8] |= (uint8_t)(1u << (f->number % 8));
    }
}

static void add_copy(struct fit_record_plan *plan, struct fit_copy copy)
{
    if (plan->count < FIT_PLAN_MAX_COPIES && copy.target) plan->copy[plan->count++] = copy;
}

static void compile_native(struct fit_record_plan *plan, const struct fit_definition *def,
                           const struct field_index *index, const struct fit_record_columns *columns)
{
    for (int id = FIT_RECORD_TIMESTAMP; is_record_row(id); id++) {
        const struct fit_field_row *row = &fit_field_rows[id];
        const struct fit_field *f = indexed_field(def, index, (enum fit_field_id)id);
        const struct fit_base_type_row *type;
        if (row->column < 0 || !f) continue;
        type = fit_base_type_of(f->type);
        add_copy(plan, (struct fit_copy){.kind = (uint16_t)kind_of(type, def->order), .type = f->type,
                                         .adds = row->adds, .at = f->at, .nothing = type->nothing,
                                         .factor = row->factor, .scale = row->scale, .offset = row->offset,
                                         .target = columns->column[row->column]});
    }
}

static void compile_developer(struct fit_record_plan *plan, const struct fit_definition *def,
                              const struct fit_field *f, const struct fit_developer_field *row,
                              const struct fit_record_columns *columns, struct repair_log *log)
{
    const struct fit_base_type_row *type = fit_base_type_of(row->type);
    if (!type || !f->size || f->size % type->size || type->byte == FIT_STRING) {
        if (f->size && (!type || type->byte != FIT_STRING))
            repair_note(log, REPAIR_FIELD_SIZE, (int64_t)def->offset,
                        "developer field %u: %u bytes do not fit its type; left out", f->number, f->size);
        return;
    }
    add_copy(plan, (struct fit_copy){.kind = (uint16_t)kind_of(type, def->order), .type = row->type, .at = f->at,
                                     .nothing = type->nothing, .factor = 1, .scale = row->scale,
                                     .offset = row->offset_value, .target = columns->developer[row->series]});
}

void fit_record_compile(struct fit_record_plan *plan, const struct fit_definition *def,
                        const struct fit_developer_table *table, size_t file,
                        const struct fit_record_columns *columns, struct fit_distance_sum *distance,
                        struct repair_log *log)
{
    const struct field_index index = index_fields(def);
    const struct fit_field *compressed = compressed_field(def, &index);
    assert(def->defined && def->serial);
    plan->serial = def->serial;
    plan->count = 0;
    plan->distance = distance;
    if (compressed)
        add_copy(plan, (struct fit_copy){.kind = COPY_COMPRESSED, .at = compressed->at,
                                         .target = columns->column[ACTIVITY_SPEED_MPS],
                                         .second = columns->column[ACTIVITY_DISTANCE_M]});
    compile_native(plan, def, &index, columns);
    for (unsigned i = 0; i < def->field_count; i++) {
        const struct fit_field *f = &def->field[i];
        const struct fit_developer_field *row;
        if (!f->developer) continue;
        row = fit_developer_find(table, f, file, def->offset);
        if (!row)
            repair_note(log, REPAIR_DEVELOPER, (int64_t)def->offset,
                        "developer field %u of developer %u is never described; left out", f->number,
                        f->developer - 1u);
        else if (row->offset > def->offset)
            repair_note(log, REPAIR_DEVELOPER, (int64_t)def->offset,
                        "developer field %u is described only behind its use; read all the same", f->number);
        if (row) compile_developer(plan, def, f, row, columns, log);
    }
}

/* Speed in 1/100 m/s in the low 12 bits, distance in 1/16 m in the high 12, which rolls over every 256 m. */
static void read_compressed(const struct fit_copy *c, const uint8_t *p, struct fit_distance_sum *sum, size_t row)
{
    uint32_t bits = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16, distance = bits >> 12;
    if (bits == 0xFFFFFF) return;
    if ((bits & 0xFFF) != 0xFFF) c->target[row] = (double)(bits & 0xFFF) / 100;
    sum->total += sum->begun ? (distance - sum->last) & 0xFFF : distance;
    sum->last = distance;
    sum->begun = true;
    if (c->second) c->second[row] = (double)sum->total / 16;
}

void fit_record_read(const struct fit_record_plan *plan, const struct fit_message *m,
                     const struct fit_record_columns *columns, size_t row)
{
    const struct fit_copy *c = plan->copy, *end = c + plan->count;
    columns->time[row] = m->has_time ? (double)m->time : NAN;
    for (; c != end; c++) {
        const uint8_t *p = m->data + c->at;
        uint32_t bits;
        double raw;
        switch (c->kind) {
        case COPY_U8: bits = *p; raw = bits; break;
        case COPY_S8: bits = *p; raw = (int8_t)bits; break;
        case COPY_U16: bits = load_u16le(p); raw = bits; break;
        case COPY_S16: bits = load_u16le(p); raw = (int16_t)bits; break;
        case COPY_U32: bits = load_u32le(p); raw = bits; break;
        case COPY_S32: bits = load_u32le(p); raw = (int32_t)bits; break;
        case COPY_COMPRESSED: read_compressed(c, p, plan->distance, row); continue;
        default:
            raw = fit_number(p, c->type, c->kind == COPY_GENERAL_BE ? BYTES_BIG_ENDIAN : BYTES_LITTLE_ENDIAN);
            if (isnan(raw)) continue;
            bits = ~(uint32_t)c->nothing;
            break;
        }
        if (bits == (uint32_t)c->nothing) continue;
        raw = raw * c->factor / c->scale - c->offset;
        c->target[row] = c->adds ? c->target[row] + raw : raw;
    }
}
