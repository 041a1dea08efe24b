/* About, tried, checks at home. */
#include "report/records_report.h"

#include <stdio.h>

#include "report/clinic_json.h"
#include "report/document.h"

static void show(struct buffer *out, struct document *d, const struct term *term)
{
    document_text(out, d, term);
    if (d->no_memory) out->no_memory = true;
    document_release(d);
}

/* ------------------------------------------------------------------------ about */

static void fact(struct document *d, const char *name, const char *value)
{
    document_cell(d, "%s", name);
    document_cell(d, "%s", *value ? value : "not said");
}

void about_text(struct buffer *out, const struct tingle_records *r, const struct term *term)
{
    struct document d;
    document_init(&d, "");
    document_table(&d, (const struct document_column[]){{"", 1}, {"", 3}}, 2);
    fact(&d, "born", r->about.born);
    fact(&d, "sex", r->about.sex);
    fact(&d, "height, cm", r->about.height_cm);
    fact(&d, "weight, kg", r->about.weight_kg);
    fact(&d, "first numb ever", r->about.first_numb);
    fact(&d, "diseases", r->about.diseases);
    fact(&d, "drugs", r->about.drugs);
    fact(&d, "question", r->about.question);
    show(out, &d, term);
}

void about_json(struct buffer *out, const struct tingle_records *r)
{
    struct json j;
    json_init(&j, out);
    clinic_json_about(&j, NULL, r);
}

/* ------------------------------------------------------------------------ tried */

void tried_text(struct buffer *out, const struct tingle_records *r, const struct term *term)
{
    struct document d;
    if (r->trieds == 0) {
        buffer_add_text(out, "Nothing yet. What did you change? `tingle tried \"wider shoe\"`\n");
        return;
    }
    document_init(&d, "");
    document_table(&d, (const struct document_column[]){{"since", 1}, {"result", 1}, {"what", 3}}, 3);
    for (size_t i = 0; i < r->trieds; i++) {
        document_cell(&d, "%s", r->tried[i].since);
        document_cell(&d, "%s", *r->tried[i].result ? r->tried[i].result : "-");
        document_cell(&d, "%s", r->tried[i].what);
    }
    show(out, &d, term);
}

void tried_json(struct buffer *out, const struct tingle_records *r)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    clinic_json_tried(&j, r);
    json_end(&j);
}

/* ------------------------------------------------------------------ home checks */

static void failed_cell(struct document *d, int failed)
{
    if (failed < 0) document_cell(d, "-");
    else document_cell(d, "%d", failed);
}

void home_checks_text(struct buffer *out, const struct tingle_records *r, const struct term *term)
{
    size_t count;
    const struct tingle_home_check *table = tingle_home_checks_table(&count);
    struct document d;
    document_init(&d, "");
    document_words(&d, NULL, "%s", tingle_home_checks_caution());
    for (size_t i = 0; i < count; i++) {
        document_heading(&d, 2, table[i].id);
        document_words(&d, NULL, "%s", table[i].how);
        document_words(&d, NULL, "%s", table[i].caution);
    }
    document_heading(&d, 2, "Recorded");
    if (r->checks == 0) document_words(&d, NULL, "Nothing yet. `tingle homecheck touch --left 0 --right 0`");
    else document_table(&d, (const struct document_column[]){{"day", 1}, {"check", 1}, {"moment", 1}, {">left", 1}, {">right", 1}, {"", 1}}, 6);
    for (size_t i = 0; i < r->checks; i++) {
        const struct tingle_home_check_done *c = &r->check[i];
        document_cell(&d, "%s", c->day);
        document_cell(&d, "%s", c->check->id);
        document_cell(&d, "%s", c->moment);
        failed_cell(&d, c->left);
        failed_cell(&d, c->right);
        document_cell(&d, "%s", c->abnormal ? "show it to a clinician" : "");
    }
    show(out, &d, term);
}

void home_checks_json(struct buffer *out, const struct tingle_records *r)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    clinic_json_checks(&j, r);
    json_end(&j);
}
