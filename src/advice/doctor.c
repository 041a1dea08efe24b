/* The warning signs of a runner, judged and put into words. */
#include "advice/doctor.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"

enum { DOCTOR_MAX_BYTES = 1 << 20, SENTENCE = 600, MAX_REMARKS = 8 };

struct doctor {
    struct tingle_doctor shown;
    struct arena arena;
    struct tingle_sign sign[SIGN_COUNT];
    const char *unasked[SIGN_COUNT];
    const char *remark[MAX_REMARKS];
    bool no_memory;
};

static const char *keep_text(struct doctor *d, const char *text)
{
    const char *kept = arena_text(&d->arena, text, strlen(text));
    d->no_memory |= !kept;
    return kept ? kept : "";
}

static const char *action_text(struct doctor *d, const char *action, const char *number)
{
    char text[SENTENCE];
    sign_action(text, sizeof text, action, number);
    return keep_text(d, text);
}

static void list_rules(struct doctor *d, const struct sign_result *r, const char *number)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        const struct sign_rule *rule = &sign_rule[i];
        if ((r->unasked >> i) & 1) d->unasked[d->shown.unasked_count++] = rule->id;
        if (!((r->hits >> i) & 1)) continue;
        d->sign[d->shown.signs++] = (struct tingle_sign){
            .id = rule->id, .tier = (enum tingle_tier)rule->tier, .title = rule->title, .source = rule->source,
            .action = action_text(d, rule->action, number)};
    }
    d->shown.sign = d->sign;
    d->shown.unasked = d->unasked;
}

static void remark(struct doctor *d, const char *text)
{
    if (d->shown.remarks == MAX_REMARKS) return;
    d->remark[d->shown.remarks++] = keep_text(d, text);
    d->shown.remark = d->remark;
}

static void fill(struct doctor *d, const struct sign_result *r, const char *number)
{
    d->shown.tier = (enum tingle_tier)r->tier;
    d->shown.complete = r->complete;
    d->shown.action = action_text(d, r->action, number);
    d->shown.text = keep_text(d, "Not yet reviewed by a clinician. If you are worried, or it changes, see a doctor.");
    d->shown.table_version = sign_table.version;
    d->shown.table_date = sign_table.date;
    d->shown.reviewed = sign_table.reviewed;
    list_rules(d, r, number);
    if (r->contradicted)
        remark(d, "You also said that it is the ordinary kind. The sign counts.");
}

/* An empty log is a log in which nothing fires. */
static void compute_left_out(struct answer_sheet *sheet, bool has_log)
{
    for (int i = 0; has_log && i < SIGN_COUNT; i++)
        if (!sign_rule[i].asked && !((sheet->named >> i) & 1)) sheet->signs.answer[i] = SIGN_NO;
}

enum tingle_status doctor_judge(struct tingle_doctor **out, bool has_log, struct bytes json, const char *name,
                                struct tingle_error *err)
{
    struct answer_sheet sheet;
    struct sign_result result;
    struct doctor *d = NULL;
    enum tingle_status st = answer_sheet_read(&sheet, json, name, err);
    *out = NULL;
    if (st) return st;
    if (sheet.is_older)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: answers of an older form; `tingle import` keeps them", name);
    if (!(d = alloc_array(1, sizeof *d))) return error_no_memory(err, "the warning signs");
    arena_init(&d->arena, DOCTOR_MAX_BYTES);
    compute_left_out(&sheet, has_log);
    sign_judge(&result, &sheet.signs);
    fill(d, &result, answer_sheet_setting(&sheet, "emergency_number"));
    if (d->no_memory) {
        doctor_free(&d->shown);
        return error_no_memory(err, "the warning signs");
    }
    *out = &d->shown;
    return TINGLE_OK;
}

void doctor_free(struct tingle_doctor *doctor)
{
    struct doctor *d = (struct doctor *)doctor;
    if (!d) return;
    arena_release(&d->arena);
    free(d);
}
