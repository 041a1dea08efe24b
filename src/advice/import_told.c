/* Entries to runs. */
#include "advice/import_told.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/onset_said.h"
#include "advice/run_derive.h"
#include "base/text.h"
#include "foot/regions.h"
#include "journal/journal_gear.h"
#include "journal/journal_told.h"
#include "words/symptom_words.h"

enum { LEGS_MAX = ACTIVITY_PARTS_MAX };
static const double join_start_s = 5;

struct joining {
    struct journal *journal;
    const struct export_catalogue *catalogue;
    bool *joined;                        /* per entry */
    struct journal_shoe_list *shoes;     /* known before */
    struct import_told_result *result;
};

/* -------------------------------------------------------------------- shoes */

static const struct journal_shoe *find_shoe(const struct journal_shoe_list *list, const char *name)
{
    for (size_t i = 0; i < list->shoes; i++)
        if (text_same(list->shoe[i].name, name)) return &list->shoe[i];
    return NULL;
}

static enum tingle_status store_shoe(struct joining *x, const struct journal_shoe *shoe, struct tingle_error *err)
{
    bool added = false;
    enum tingle_status st = journal_shoe_store(x->journal, shoe, &added, err);
    x->result->shoes += !st && added;
    return st == TINGLE_BAD_DATA ? TINGLE_OK : st; /* a name that is none: the service's, not the runner's fault */
}

/* What is known of a shoe's make stays: the runner may have said it, and services differ in what they call the same. */
static enum tingle_status know_shoe(struct joining *x, const char *name, const char *brand, const char *model, struct tingle_error *err)
{
    const struct journal_shoe *known;
    struct journal_shoe shoe;
    enum tingle_status st;
    journal_shoe_init(&shoe);
    text_copy(shoe.name, sizeof shoe.name, name);
    text_copy(shoe.brand, sizeof shoe.brand, brand);
    text_copy(shoe.model, sizeof shoe.model, model);
    known = find_shoe(x->shoes, shoe.name);
    if (known && (*known->brand || *known->model || (!*brand && !*model))) return TINGLE_OK;
    st = store_shoe(x, &shoe, err);
    if (st) return st;
    journal_shoe_list_free(x->shoes);
    x->shoes = NULL;
    return journal_shoes(&x->shoes, x->journal, err);
}

static enum tingle_status add_shoes(struct joining *x, struct tingle_error *err)
{
    enum tingle_status st = journal_shoes(&x->shoes, x->journal, err);
    for (size_t i = 0; !st && i < x->catalogue->shoes; i++) {
        const struct export_shoe *s = &x->catalogue->shoe[i];
        st = know_shoe(x, s->name, s->brand, s->model, err);
    }
    return st;
}

/* Is what was used a pair of shoes? Strava names bicycles in the same column, and a run may be called a ride there. */
static bool is_shoe(const struct export_catalogue *c, const struct export_entry *e)
{
    if (!*e->gear || e->is_run || e->service != EXPORT_STRAVA) return *e->gear;
    for (size_t i = 0; i < c->shoes; i++)
        if (text_same(c->shoe[i].name, e->gear)) return true;
    return false;
}

/* The shoes of a run, unless its note names some. */
static enum tingle_status wear(struct joining *x, int64_t run, const char *gear, struct tingle_error *err)
{
    struct journal_note note;
    char name[sizeof note.shoe];
    bool found;
    enum tingle_status st;
    text_copy(name, sizeof name, gear);
    if (!text_is_line(name, strlen(name))) return TINGLE_OK;
    st = journal_note_read(x->journal, run, &note, &found, err);
    if (st || *note.shoe) return st;
    st = know_shoe(x, name, "", "", err);
    if (st) return st;
    memcpy(note.shoe, name, sizeof name);
    return journal_note_store(x->journal, run, &note, err);
}

/* ---------------------------------------------------------------- proposals */

static enum tingle_status propose(struct joining *x, const struct journal_run *run, const struct journal_told *told,
                                  const struct symptom_reading *r, struct tingle_error *err)
{
    struct journal_proposal p = {.run = run->id, .severity = r->severity, .state = PROPOSAL_OPEN};
    bool added = false;
    enum tingle_status st;
    snprintf(p.service, sizeof p.service, "%s", told->service);
    snprintf(p.quote, sizeof p.quote, "%s", r->quote);
    snprintf(p.felt, sizeof p.felt, "%s", r->felt == SYMPTOM_NUMB ? "numb" : "fine");
    if (r->felt == SYMPTOM_NUMB) {
        snprintf(p.side, sizeof p.side, "%s", r->side);
        snprintf(p.quality, sizeof p.quality, "%s", r->quality);
        foot_regions_text(p.regions, sizeof p.regions, r->regions);
        onset_said_text(p.onset, &(struct onset_said){r->onset_min, r->onset_min, r->onset_km, r->onset_km}, run);
    } else {
        p.severity = NAN;
    }
    st = journal_proposal_add(x->journal, &p, &added, err);
    x->result->proposals += !st && added;
    return st;
}

/* Numbness said anywhere goes before its absence said elsewhere. */
static struct symptom_reading read_words(const struct journal_told *told)
{
    const char *const texts[] = {told->description, told->private_note, told->title};
    struct symptom_reading best = {.felt = SYMPTOM_NOT_SAID};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct symptom_reading r = symptom_read(texts[i], strlen(texts[i]));
        if (r.felt == SYMPTOM_NUMB) return r;
        if (r.felt == SYMPTOM_NONE && best.felt == SYMPTOM_NOT_SAID) best = r;
    }
    return best;
}

/* ------------------------------------------------------------------ joining */

/* Strava's title goes first, whichever came last: others make up names from the place. */
static enum tingle_status set_title(struct joining *x, int64_t run, struct tingle_error *err)
{
    struct journal_told_list *list = NULL;
    const char *title = "";
    enum tingle_status st = journal_told_of_run(&list, x->journal, run, err);
    for (size_t i = 0; !st && i < list->count; i++) {
        const struct journal_told *t = &list->told[i];
        if (*t->title && (!*title || text_same(t->service, export_service_name(EXPORT_STRAVA)))) title = t->title;
    }
    if (!st && *title) st = journal_run_set_title(x->journal, run, title, err);
    journal_told_list_free(list);
    return st;
}

static enum tingle_status tell(struct joining *x, const struct export_entry *e, int64_t id, struct tingle_error *err)
{
    const struct journal_told told = {export_service_name(e->service), e->id, e->title, e->description, e->private_note, e->gear, e->weather_c};
    struct journal_run run;
    struct symptom_reading words;
    bool changed = false;
    enum tingle_status st = journal_told_store(x->journal, id, &told, &changed, err);
    if (st || !changed) return st;
    x->result->told++;
    st = journal_run_read(x->journal, id, &run, err);
    if (!st && *e->title) st = set_title(x, id, err);
    if (!st && is_shoe(x->catalogue, e)) st = wear(x, id, e->gear, err);
    words = read_words(&told);
    if (st) return st;
    return words.felt == SYMPTOM_NOT_SAID ? journal_proposal_withdraw(x->journal, id, told.service, err)
                                          : propose(x, &run, &told, &words, err);
}

/* A recording without a word for its sport is taken for a run when it was as fast as one. Its service may know better. */
static enum tingle_status drop_other(struct joining *x, struct import_kept *kept, int64_t id, struct tingle_error *err)
{
    struct journal_run run;
    struct journal_note note;
    bool noted = false;
    enum tingle_status st = journal_run_read(x->journal, id, &run, err);
    if (!st) st = journal_note_read(x->journal, id, &note, &noted, err);
    if (st || *run.sport || run.sources != 1 || noted) return st;
    kept->is_dropped = true;
    return journal_run_delete(x->journal, id, err);
}

static enum tingle_status join_file(struct joining *x, struct import_kept *kept, struct tingle_error *err)
{
    const struct export_entry *e = export_entry_of_file(x->catalogue, kept->path);
    int64_t run[LEGS_MAX];
    size_t count = 0;
    enum tingle_status st;
    if (!e) return TINGLE_OK;
    st = journal_runs_of_original(x->journal, kept->original, run, LEGS_MAX, &count, err);
    if (!st && count == 1 && e->is_other && kept->is_new) st = drop_other(x, kept, run[0], err);
    if (kept->is_dropped) count = 0;
    for (size_t i = 0; !st && i < count; i++) st = tell(x, e, run[i], err);
    if (!st && count) x->joined[e - x->catalogue->entry] = true;
    return st;
}

/* Does the run belong to another activity of the same service? */
static enum tingle_status is_taken(struct joining *x, const struct export_entry *e, int64_t run, bool *taken, struct tingle_error *err)
{
    struct journal_told_list *list = NULL;
    enum tingle_status st = journal_told_of_run(&list, x->journal, run, err);
    *taken = false;
    for (size_t i = 0; !st && i < list->count; i++)
        *taken |= strcmp(list->told[i].service, export_service_name(e->service)) == 0 && strcmp(list->told[i].service_id, e->id) != 0;
    journal_told_list_free(list);
    return st;
}

/* A run without a file lasts as long as it moved; a recording of the same may have stood still in between. */
static enum tingle_status find_same(struct joining *x, const struct export_entry *e, const struct journal_run *run,
                                    enum journal_start start, int64_t *id, struct tingle_error *err)
{
    struct journal_run whole = *run;
    enum tingle_status st = journal_run_same(x->journal, run, start, id, err);
    if (st || *id || isnan(e->elapsed_s)) return st;
    whole.elapsed_s = e->elapsed_s;
    return journal_run_same(x->journal, &whole, start, id, err);
}

/* The run that an entry without one of its own is about, 0: none yet. A file, even one that could not be read, and a watch's
 * service know the start to the second; what was typed in by hand may be a run that another program recorded. */
static enum tingle_status find_told(struct joining *x, const struct export_entry *e, const struct journal_run *run,
                                    enum journal_start *start, int64_t *id, struct tingle_error *err)
{
    bool taken = false;
    enum tingle_status st;
    *start = *e->file || e->service != EXPORT_STRAVA ? JOURNAL_START_EXACT : JOURNAL_START_TOLD;
    st = find_same(x, e, run, *start, id, err);
    if (st || !*id || *start == JOURNAL_START_EXACT) return st;
    st = is_taken(x, e, *id, &taken, err);
    if (st || !taken) return st;
    *start = JOURNAL_START_EXACT;
    return find_same(x, e, run, *start, id, err);
}

/* A run of which the service has no file, or none that could be read. */
static enum tingle_status add_run(struct joining *x, const struct export_entry *e, int64_t *id, struct tingle_error *err)
{
    struct derived_run derived = {0};
    double seconds = isnan(e->moving_s) ? e->elapsed_s : e->moving_s;
    enum journal_start start;
    enum tingle_status st;
    *id = 0;
    if (!e->is_run || isnan(e->start_unix_s) || !(seconds > 0)) return TINGLE_OK;
    st = derived_run_constant(&derived, e->start_unix_s, seconds / 60, e->distance_m > 0 ? e->distance_m / 1000 : NAN, err);
    if (!st) st = journal_expect_kind(x->journal, JOURNAL_REAL, err);
    if (!st) st = find_told(x, e, &derived.run, &start, id, err);
    if (!st && !*id) {
        st = journal_run_add_without_file(x->journal, &derived.run, start, id, err);
        x->result->runs += !st;
    }
    derived_run_release(&derived);
    if (st != TINGLE_BAD_DATA && st != TINGLE_NOT_A_RUN && st != TINGLE_MIXED) return st;
    *id = 0; /* of 0 s, or in the future: the service keeps such rows */
    return TINGLE_OK;
}

static enum tingle_status join_start(struct joining *x, const struct export_entry *e, int64_t *id, struct tingle_error *err)
{
    *id = 0;
    return isnan(e->start_unix_s) ? TINGLE_OK : journal_run_near(x->journal, e->start_unix_s, join_start_s, id, err);
}

/* Goes through the entries that have found no run yet; `find` finds or makes one. */
static enum tingle_status join_rest(struct joining *x, enum tingle_status (*find)(struct joining *, const struct export_entry *, int64_t *,
                                                                                  struct tingle_error *), struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < x->catalogue->entries; i++) {
        const struct export_entry *e = &x->catalogue->entry[i];
        int64_t id;
        if (x->joined[i] || e->is_parent) continue;
        st = find(x, e, &id, err);
        x->joined[i] = !st && id;
        if (x->joined[i]) st = tell(x, e, id, err);
    }
    return st;
}

/* The surest ways first, each for all entries: where a run is told roughly, it matters which runs have their entry already. */
static enum tingle_status join_all(struct joining *x, struct import_kept *kept, size_t count, struct tingle_error *err)
{
    enum tingle_status st = add_shoes(x, err);
    for (size_t i = 0; !st && i < count; i++) st = join_file(x, &kept[i], err);
    if (!st) st = join_rest(x, join_start, err);
    return st ? st : join_rest(x, add_run, err);
}

enum tingle_status import_told_join(struct journal *j, const struct export_catalogue *c, struct import_kept *kept,
                                    size_t count, struct import_told_result *result, struct tingle_error *err)
{
    struct import_told_result sum = *result;
    struct joining x = {.journal = j, .catalogue = c, .joined = alloc_array(c->entries, sizeof *x.joined), .result = &sum};
    enum tingle_status st = x.joined ? journal_begin(j, err) : error_no_memory(err, "the import");
    if (!st) st = journal_end(j, join_all(&x, kept, count, err), err);
    if (!st) *result = sum;
    journal_shoe_list_free(x.shoes);
    free(x.joined);
    return st;
}
