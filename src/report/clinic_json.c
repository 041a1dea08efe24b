/* The clinician's page as JSON (docs/json.md). */
#include "report/clinic_json.h"

#include <math.h>

#include "report/clinic_page.h"
#include "report/fitting_report.h"

static const char *known(const char *text) { return text && *text ? text : NULL; }

void clinic_json_about(struct json *j, const char *key, const struct tingle_records *r)
{
    json_begin_object(j, key);
    json_text(j, "born", known(r->about.born));
    if (r->age >= 0) json_whole(j, "age", r->age);
    else json_null(j, "age");
    json_text(j, "sex", known(r->about.sex));
    json_text(j, "height_cm", known(r->about.height_cm));
    json_text(j, "weight_kg", known(r->about.weight_kg));
    json_text(j, "first_numb", known(r->about.first_numb));
    json_text(j, "diseases", known(r->about.diseases));
    json_text(j, "drugs", known(r->about.drugs));
    json_text(j, "question", known(r->about.question));
    json_end(j);
}

static void spread_json(struct json *j, const char *key, const struct tingle_spread *s)
{
    json_begin_object(j, key);
    json_whole(j, "known", (int64_t)s->known);
    json_whole(j, "unknown", (int64_t)s->unknown);
    json_number(j, "least", s->least);
    json_number(j, "lower", s->lower);
    json_number(j, "median", s->median);
    json_number(j, "upper", s->upper);
    json_number(j, "most", s->most);
    json_end(j);
}

static void counts_json(struct json *j, const char *key, const struct tingle_clinic_count *count, size_t n)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(j, NULL);
        json_text(j, "word", count[i].word);
        json_whole(j, "runs", (int64_t)count[i].runs);
        json_end(j);
    }
    json_end(j);
}

static void course_json(struct json *j, const struct tingle_clinic_report *r)
{
    json_whole(j, "runs", (int64_t)r->runs);
    json_whole(j, "noted", (int64_t)r->noted);
    json_whole(j, "numb", (int64_t)r->numb);
    json_whole(j, "fine", (int64_t)r->fine);
    json_whole(j, "not_noted", (int64_t)r->not_noted);
    json_text(j, "first_run", known(r->first_run));
    json_text(j, "first_noted", known(r->first_noted));
    json_text(j, "last_noted", known(r->last_noted));
    json_whole(j, "left", (int64_t)r->left);
    json_whole(j, "right", (int64_t)r->right);
    json_whole(j, "both", (int64_t)r->both);
    json_whole(j, "side_not_said", (int64_t)r->side_not_said);
    spread_json(j, "onset_min", &r->onset_min);
    json_whole(j, "onset_early", (int64_t)r->onset_early);
    json_whole(j, "onset_middle", (int64_t)r->onset_middle);
    json_whole(j, "onset_late", (int64_t)r->onset_late);
    spread_json(j, "relief_min", &r->relief_min);
    spread_json(j, "severity", &r->severity);
    spread_json(j, "pain", &r->pain);
    counts_json(j, "quality", r->quality, r->qualities);
    counts_json(j, "ended_by", r->ended_by, r->ends);
    json_begin_array(j, "flags");
    for (size_t i = 0; i < TINGLE_CLINIC_FLAGS; i++) {
        json_begin_object(j, NULL);
        json_text(j, "name", r->flag[i].name);
        json_whole(j, "yes", (int64_t)r->flag[i].yes);
        json_whole(j, "no", (int64_t)r->flag[i].no);
        json_whole(j, "not_asked", (int64_t)r->flag[i].not_asked);
        json_end(j);
    }
    json_end(j);
}

static void weeks_json(struct json *j, const struct tingle_clinic_report *r)
{
    json_begin_array(j, "weeks");
    for (size_t i = 0; i < r->weeks; i++) {
        json_begin_object(j, NULL);
        json_text(j, "monday", r->week[i].day);
        json_whole(j, "numb", (int64_t)r->week[i].numb);
        json_whole(j, "fine", (int64_t)r->week[i].fine);
        json_whole(j, "not_noted", (int64_t)r->week[i].not_noted);
        json_number(j, "km", r->week[i].km);
        json_end(j);
    }
    json_end(j);
    json_number(j, "weekly_km", r->weekly_km);
    json_whole(j, "full_weeks", (int64_t)r->full_weeks);
    json_number(j, "longest_min", r->longest_min);
}

static void fits_json(struct json *j, const char *key, const struct tingle_fit *fit, size_t n)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < n; i++) {
        json_begin_object(j, NULL);
        json_text(j, "id", fit[i].id);
        json_text(j, "words", fit[i].words);
        json_text(j, "side", known(fit[i].side));
        json_text(j, "fits", fit[i].well ? "well" : "partly");
        json_end(j);
    }
    json_end(j);
}

static void places_json(struct json *j, const struct tingle_where *w)
{
    json_begin_array(j, "regions");
    for (size_t i = 0; i < w->spots; i++) {
        const struct tingle_spot *s = &w->spot[i];
        if (s->left + s->right + s->unsaid == 0) continue;
        json_begin_object(j, NULL);
        json_text(j, "code", s->region.code);
        json_text(j, "name", s->region.name);
        json_whole(j, "left", (int64_t)s->left);
        json_whole(j, "right", (int64_t)s->right);
        json_whole(j, "unsaid", (int64_t)s->unsaid);
        json_end(j);
    }
    json_end(j);
    json_whole(j, "located", (int64_t)w->located);
    json_text(j, "place", known(w->place));
    fits_json(j, "nerves", w->nerve, w->nerves);
    fits_json(j, "conditions", w->condition, w->conditions);
    fits_json(j, "for_clinician", w->clinician, w->clinicians);
}

static void failed_json(struct json *j, const char *key, int failed)
{
    if (failed < 0) json_null(j, key);
    else json_whole(j, key, failed);
}

void clinic_json_tried(struct json *j, const struct tingle_records *r)
{
    json_begin_array(j, "tried");
    for (size_t i = 0; i < r->trieds; i++) {
        json_begin_object(j, NULL);
        json_text(j, "since", r->tried[i].since);
        json_text(j, "what", r->tried[i].what);
        json_text(j, "result", known(r->tried[i].result));
        json_end(j);
    }
    json_end(j);
}

void clinic_json_checks(struct json *j, const struct tingle_records *r)
{
    json_begin_array(j, "home_checks");
    for (size_t i = 0; i < r->checks; i++) {
        json_begin_object(j, NULL);
        json_text(j, "check", r->check[i].check->id);
        json_text(j, "day", r->check[i].day);
        json_text(j, "moment", r->check[i].moment);
        failed_json(j, "left", r->check[i].left);
        failed_json(j, "right", r->check[i].right);
        json_bool(j, "abnormal", r->check[i].abnormal);
        json_end(j);
    }
    json_end(j);
}

static void shoes_json_of(struct json *j, const struct tingle_clinic_report *r)
{
    json_begin_array(j, "shoes");
    for (size_t i = 0; i < r->shoes; i++) {
        const struct tingle_clinic_shoe *s = &r->shoe[i];
        json_begin_object(j, NULL);
        json_text(j, "name", s->name);
        json_text(j, "size", known(s->size));
        json_number(j, "width_mm", s->width_mm);
        json_number(j, "km", s->km);
        json_whole(j, "noted", (int64_t)s->noted);
        json_whole(j, "numb", (int64_t)s->numb);
        json_text(j, "first_used", known(s->first_used));
        json_text(j, "retired", known(s->retired));
        json_text(j, "about", known(s->about));
        json_end(j);
    }
    json_end(j);
}

static void measured_json(struct json *j, const struct tingle_fitting *fit)
{
    json_begin_array(j, "feet");
    for (size_t i = 0; i < 2; i++) {
        if (!*fit->known[i].newest) continue;
        json_begin_object(j, NULL);
        json_text(j, "side", fit->known[i].side);
        fitting_json_mm(j, "length", fit->known[i].rested[TINGLE_FOOT_LENGTH]);
        fitting_json_mm(j, "width", fit->known[i].rested[TINGLE_FOOT_WIDTH]);
        json_end(j);
    }
    json_end(j);
    json_begin_array(j, "fits");
    for (size_t i = 0; i < fit->shoes; i++) {
        for (size_t k = 0; k < 2; k++) {
            const struct tingle_fit_foot *f = &fit->shoe[i].foot[k];
            if (isnan(f->toe.value.mm) && isnan(f->narrower.mm)) continue;
            json_begin_object(j, NULL);
            json_text(j, "shoe", fit->shoe[i].name);
            json_text(j, "side", f->side);
            fitting_json_mm(j, "toe_room", f->toe.value);
            fitting_json_mm(j, "narrower", f->narrower);
            json_end(j);
        }
    }
    json_end(j);
}

static void episodes_json(struct json *j, const struct tingle_clinic_report *r)
{
    json_begin_array(j, "episodes");
    for (size_t i = 0; i < r->episodes; i++) {
        const struct tingle_clinic_episode *e = &r->episode[i];
        json_begin_object(j, NULL);
        json_text(j, "day", e->day);
        json_number(j, "minutes", e->minutes);
        json_number(j, "km", e->km);
        json_text(j, "shoe", known(e->shoe));
        json_text(j, "side", known(e->side));
        json_text(j, "where", known(e->where));
        json_text(j, "onset", known(e->onset));
        json_number(j, "severity", e->severity);
        json_number(j, "relief_min", e->relief_min);
        json_text(j, "ended_by", known(e->ended_by));
        json_end(j);
    }
    json_end(j);
}

static void signs_json(struct json *j, const struct tingle_doctor *d)
{
    json_begin_object(j, "signs");
    json_text(j, "tier", tingle_tier_name(d->tier));
    json_begin_array(j, "rules");
    for (size_t i = 0; i < d->signs; i++) json_text(j, NULL, d->sign[i].id);
    json_end(j);
    json_begin_array(j, "unasked");
    for (size_t i = 0; i < d->unasked_count; i++) json_text(j, NULL, d->unasked[i]);
    json_end(j);
    json_begin_array(j, "answers");
    for (size_t i = 0; i < d->answers; i++) {
        if (!d->answer[i].answer) continue;
        json_begin_object(j, NULL);
        json_text(j, "id", d->answer[i].id);
        json_text(j, "answer", d->answer[i].answer);
        json_text(j, "on", d->answer[i].on);
        json_end(j);
    }
    json_end(j);
    json_text(j, "action", d->action);
    json_text(j, "version", d->table_version);
    json_text(j, "date", d->table_date);
    json_end(j);
}

static void sentences_json(struct json *j, const char *key, const char *const *text, size_t n)
{
    json_begin_array(j, key);
    for (size_t i = 0; i < n; i++) json_text(j, NULL, text[i]);
    json_end(j);
}

void clinic_json(struct buffer *out, const struct tingle_clinic_report *r)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "made_on", r->made_on);
    json_bool(&j, "simulated", r->simulated);
    clinic_json_about(&j, "about", r->records);
    course_json(&j, r);
    weeks_json(&j, r);
    places_json(&j, r->where);
    clinic_json_tried(&j, r->records);
    clinic_json_checks(&j, r->records);
    shoes_json_of(&j, r);
    measured_json(&j, r->fitting);
    episodes_json(&j, r);
    signs_json(&j, r->doctor);
    sentences_json(&j, "consider", r->consider, r->considers);
    sentences_json(&j, "not_known", r->not_known, r->not_knowns);
    json_text(&j, "reviewed", r->reviewed);
    json_end(&j);
}
