/* Compiling definitions of records to lists of copies, and collecting batches for them. */
#include "activity/fit_record.h"

#include <assert.h>
#include <math.h>

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

static bool is_written(const struct fit_record_plan *plan, const double *target, const struct fit_record_columns *columns)
{
    if (plan->compressed_at >= 0 &&
        (target == columns->column[ACTIVITY_SPEED_MPS] || target == columns->column[ACTIVITY_DISTANCE_M]))
        return true;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->copy[i].target == target) return true;
    return false;
}

/* A part with nothing to be added to is nothing. */
static void add_copy(struct fit_record_plan *plan, struct fit_copy copy, bool adds, const struct fit_record_columns *columns)
{
    if (plan->count == FIT_PLAN_MAX_FIELDS || !copy.target) return;
    if (is_written(plan, copy.target, columns))
        copy.how = adds ? FIT_COPY_ADDS : FIT_COPY_OVERRIDES;
    else if (adds)
        copy = fit_copy_nothing(copy.target);
    plan->copy[plan->count++] = copy;
}

static void add_missing(struct fit_record_plan *plan, double *target, const struct fit_record_columns *columns)
{
    if (target && !is_written(plan, target, columns)) plan->copy[plan->count++] = fit_copy_nothing(target);
}

static void compile_native(struct fit_record_plan *plan, const struct fit_definition *def,
                           const struct field_index *index, const struct fit_record_columns *columns)
{
    for (int id = FIT_RECORD_TIMESTAMP; is_record_row(id); id++) {
        const struct fit_field_row *row = &fit_field_rows[id];
        const struct fit_field *f = indexed_field(def, index, (enum fit_field_id)id);
        if (row->column < 0 || !f) continue;
        add_copy(plan, fit_copy_of(f->type, def->order, f->at, row->factor, row->scale, row->offset,
                                   columns->column[row->column]), row->adds, columns);
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
    add_copy(plan, fit_copy_of(row->type, def->order, f->at, 1, row->scale, row->offset_value,
                               columns->developer[row->series]), false, columns);
}

static void compile_developers(struct fit_record_plan *plan, const struct fit_definition *def,
                               const struct fit_developer_table *table, size_t file,
                               const struct fit_record_columns *columns, struct repair_log *log)
{
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

void fit_record_compile(struct fit_record_plan *plan, const struct fit_definition *def,
                        const struct fit_developer_table *table, size_t file,
                        const struct fit_record_columns *columns, struct repair_log *log)
{
    const struct field_index index = index_fields(def);
    const struct fit_field *compressed = compressed_field(def, &index);
    assert(def->defined && def->serial);
    plan->serial = def->serial;
    plan->count = plan->batch.count = 0;
    plan->compressed_at = compressed ? (int32_t)compressed->at : -1;
    compile_native(plan, def, &index, columns);
    compile_developers(plan, def, table, file, columns, log);
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) add_missing(plan, columns->column[c], columns);
    for (int i = 0; i < ACTIVITY_MAX_DEVELOPER_SERIES; i++) add_missing(plan, columns->developer[i], columns);
    assert(plan->count <= FIT_PLAN_MAX_COPIES);
}

/* Speed in 1/100 m/s in the low 12 bits, distance in 1/16 m in the high 12, which rolls over every 256 m. */
static void read_compressed(const uint8_t *p, const struct fit_record_columns *columns, struct fit_distance_sum *sum,
                            size_t row)
{
    uint32_t bits = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16, distance = bits >> 12;
    double *speed = columns->column[ACTIVITY_SPEED_MPS];
    columns->column[ACTIVITY_DISTANCE_M][row] = speed[row] = NAN;
    if (bits == 0xFFFFFF) return;
    if ((bits & 0xFFF) != 0xFFF) speed[row] = (double)(bits & 0xFFF) / 100;
    sum->total += sum->begun ? (distance - sum->last) & 0xFFF : distance;
    sum->last = distance;
    sum->begun = true;
    columns->column[ACTIVITY_DISTANCE_M][row] = (double)sum->total / 16;
}

static double unix_time(uint32_t time) { return (double)time + FIT_EPOCH_UNIX_S; }

/* The first `count` records from `data` on, for which the batch has room. */
static void add_to_batch(struct fit_batch *b, const uint8_t *data, size_t length, size_t count, size_t row)
{
    const uint8_t **place = b->data + b->count;
    uint32_t *rows = b->row + b->count;
    for (size_t i = 0; i < count; i++) {
        place[i] = data + i * length;
        rows[i] = (uint32_t)(row + i);
    }
    b->count += count;
}

void fit_record_add(struct fit_record_plan *plan, const struct fit_message *m, size_t count,
                    const struct fit_record_columns *columns, struct fit_distance_sum *distance, size_t row)
{
    const struct fit_definition *def = m->def;
    const size_t length = 1 + (size_t)def->size;
    double *time_of_row = columns->time + row;
    uint32_t time;
    time_of_row[0] = m->has_time ? unix_time(m->time) : NAN;
    for (size_t i = 1; i < count; i++)
        time_of_row[i] = fit_data_time(def, m->data + i * length, &time) ? unix_time(time) : NAN;
    for (size_t i = 0; i < count && plan->compressed_at >= 0; i++)
        read_compressed(m->data + i * length + plan->compressed_at, columns, distance, row + i);
    for (size_t i = 0, part; i < count; i += part) {
        const size_t room = FIT_BATCH - plan->batch.count;
        part = count - i < room ? count - i : room;
        add_to_batch(&plan->batch, m->data + i * length, length, part, row + i);
        if (plan->batch.count == FIT_BATCH) fit_record_flush(plan);
    }
}

void fit_record_flush(struct fit_record_plan *plan)
{
    if (plan->batch.count)
        for (size_t i = 0; i < plan->count; i++) fit_copy_run(&plan->copy[i], &plan->batch);
    plan->batch.count = 0;
}
