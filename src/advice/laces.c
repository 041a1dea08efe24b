/* Which pattern of lacing for which place. */
#include "advice/fitting.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "advice/numb_places.h"
#include "advice/region_text.h"
#include "base/arena.h"
#include "base/text.h"
#include "foot/lacing.h"
#include "foot/regions.h"

enum { LACES_MAX_BYTES = 1 << 20 };

struct laces {
    struct tingle_lacing shown;
    struct arena arena;
    struct tingle_lacing_pattern *pattern;
    char regions[FOOT_REGIONS_TEXT_SIZE];
};

static_assert((int)LACING_STOPS == (int)TINGLE_LACING_STOPS && (int)LACING_LACES == (int)TINGLE_LACING_LACES &&
              (int)LACING_ROWS == (int)TINGLE_LACING_ROWS, "the way of a lace as the public header has it");

static void take_path(struct tingle_lacing_pattern *out, const char *text)
{
    struct lacing_path path;
    bool is_path = lacing_path_read(&path, text);
    assert(is_path);
    if (!is_path) return;
    out->laces = path.laces;
    for (size_t lace = 0; lace < path.laces; lace++) {
        out->stops[lace] = path.stops[lace];
        for (size_t i = 0; i < path.stops[lace]; i++)
            out->stop[lace][i] = (struct tingle_lacing_stop){path.stop[lace][i].right, path.stop[lace][i].row};
    }
}

static struct tingle_lacing_pattern pattern_of(const struct lacing_pattern *p)
{
    struct tingle_lacing_pattern shown = {.code = p->code, .name = p->name, .helps = p->helps, .regions = p->regions, .path = p->path};
    for (int i = 0; i < TINGLE_LACING_STEPS; i++) shown.step[i] = p->step[i];
    take_path(&shown, p->path);
    return shown;
}

bool laces_at(struct tingle_lacing_pattern *out, size_t i)
{
    if (i >= lacing_patterns) return false;
    *out = pattern_of(&lacing_pattern[i]);
    return true;
}

static void add(struct laces *l, size_t row)
{
    for (size_t i = 0; i < l->shown.patterns; i++)
        if (strcmp(l->pattern[i].code, lacing_pattern[row].code) == 0) return;
    l->pattern[l->shown.patterns++] = pattern_of(&lacing_pattern[row]);
}

static size_t regions_in_common(const struct lacing_pattern *p, uint64_t set, const size_t *weight)
{
    uint64_t own = 0;
    size_t n = 0;
    foot_regions_parse(p->regions, &own, NULL, 0);
    for (size_t i = 0; i < foot_regions; i++)
        if (own & set & UINT64_C(1) << i) n += weight ? weight[i] : 1;
    return n;
}

/* Patterns for a place, that of the most notes first (by the table's order where alike); none: the criss-cross, from which all start. */
static void add_for(struct laces *l, uint64_t set, const size_t *weight)
{
    for (size_t limit = SIZE_MAX;;) {
        size_t best = 0;
        for (size_t i = 0; i < lacing_patterns; i++) {
            size_t n = regions_in_common(&lacing_pattern[i], set, weight);
            if (n < limit && n > best) best = n;
        }
        if (best == 0) break;
        for (size_t i = 0; i < lacing_patterns; i++)
            if (regions_in_common(&lacing_pattern[i], set, weight) == best) add(l, i);
        limit = best;
    }
    if (l->shown.patterns == 0) add(l, 0);
    foot_regions_text(l->regions, sizeof l->regions, set);
}

static enum tingle_status copy(struct laces *l, const char **to, const char *text, struct tingle_error *err)
{
    *to = arena_text(&l->arena, text, strlen(text));
    return *to ? TINGLE_OK : error_no_memory(err, "the laces");
}

/* Advice by the notes is the gate's. */
static enum tingle_status by_notes(struct laces *l, struct journal *j, const struct fitting_gate *gate, struct tingle_error *err)
{
    struct numb_places places;
    enum tingle_status st;
    l->shown.gate = gate->gate;
    if (gate->gate != TINGLE_GATE_OPEN) return TINGLE_OK;
    st = numb_places_read(&places, NULL, 0, j, err);
    if (!st && numb_places_most(&places)) add_for(l, numb_places_most(&places), places.region);
    return st;
}

static enum tingle_status by_shoe(struct laces *l, struct journal *j, const char *name, bool *found, struct tingle_error *err)
{
    struct journal_shoe_list *list = NULL;
    size_t i = 0;
    enum tingle_status st = j ? journal_shoes(&list, j, err) : TINGLE_OK;
    *found = !st && journal_shoe_find(&i, list, name, NULL) == TINGLE_OK;
    if (*found) st = copy(l, &l->shown.shoe, list->shoe[i].name, err);
    if (*found && !st) st = copy(l, &l->shown.now, list->shoe[i].lacing, err);
    journal_shoe_list_free(list);
    return st;
}

static enum tingle_status every(struct laces *l)
{
    l->shown.about = "all";
    for (size_t i = 0; i < lacing_patterns; i++) add(l, i);
    return TINGLE_OK;
}

static bool is_grave(enum tingle_gate gate) { return gate == TINGLE_GATE_EMERGENCY || gate == TINGLE_GATE_URGENT; }

static enum tingle_status no_such_thing(const char *what, const char *place, struct tingle_error *err)
{
    const char *near = lacing_nearest(what);
    bool is_near = text_distance(what, near) <= 2;
    return error_set(err, TINGLE_WRONG_USE, -1, "%s%s it is no shoe of yours and no pattern either (%s%s`tingle lacing --all`)", place,
                     text_ends_with(place, "?") ? " Else" : ";", is_near ? near : "", is_near ? "? " : "");
}

/* What a word is: a pattern, a shoe, a place. */
static enum tingle_status by_word(struct laces *l, struct journal *j, const char *what, const struct fitting_gate *gate, struct tingle_error *err)
{
    int row = lacing_find(what);
    uint64_t set = 0;
    bool is_shoe = false;
    struct tingle_error place = {0};
    enum tingle_status st;
    if (is_grave(gate->gate)) l->shown.gate = gate->gate;
    if (text_same(what, "all")) return every(l);
    l->shown.about = "pattern";
    if (row >= 0) {
        add(l, (size_t)row);
        return copy(l, &l->shown.regions, lacing_pattern[row].regions, err);
    }
    st = by_shoe(l, j, what, &is_shoe, err);
    if (st) return st;
    l->shown.about = is_shoe ? "shoe" : "region";
    if (is_shoe) return by_notes(l, j, gate, err);
    if (region_text_read(&set, what, &place)) return no_such_thing(what, place.message, err);
    if (!set) return no_such_thing(what, "no place is named", err);
    l->shown.gate = gate->gate;
    if (gate->gate == TINGLE_GATE_OPEN) add_for(l, set, NULL);
    return TINGLE_OK;
}

enum tingle_status laces_read(struct tingle_lacing **out, struct journal *j, const char *what, const struct fitting_gate *gate, struct tingle_error *err)
{
    struct laces *l = alloc_array(1, sizeof *l);
    enum tingle_status st = l ? TINGLE_OK : error_no_memory(err, "the laces");
    *out = NULL;
    if (st) return st;
    arena_init(&l->arena, LACES_MAX_BYTES);
    l->shown = (struct tingle_lacing){.about = "notes", .regions = l->regions, .shoe = "", .now = "", .heel = lacing_heel, .tension = lacing_tension,
                                      .gate = TINGLE_GATE_OPEN};
    l->pattern = arena_array(&l->arena, lacing_patterns, sizeof *l->pattern);
    st = l->pattern ? copy(l, &l->shown.gate_text, gate->text, err) : error_no_memory(err, "the laces");
    l->shown.pattern = l->pattern;
    if (!st) st = what ? by_word(l, j, what, gate, err) : by_notes(l, j, gate, err);
    if (l->shown.gate == TINGLE_GATE_OPEN) l->shown.gate_text = "";
    if (l->shown.patterns && strcmp(l->shown.about, "all") != 0) l->shown.heel = lacing_heel_of(&lacing_pattern[lacing_find(l->pattern[0].code)]);
    if (st) laces_free(&l->shown);
    else *out = &l->shown;
    return st;
}

void laces_free(struct tingle_lacing *shown)
{
    struct laces *l = (struct laces *)shown;
    if (!l) return;
    arena_release(&l->arena);
    free(l);
}
