/* Shoes against feet, room where it goes numb, the next pair. */
#include "advice/fitting.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/feet.h"
#include "advice/numb_places.h"
#include "base/arena.h"
#include "base/text.h"
#include "foot/region_room.h"
#include "foot/regions.h"
#include "foot/shoe_size.h"
#include "journal/journal_gear.h"

enum { FIT_MAX_BYTES = 1 << 26 };

struct fit {
    struct tingle_fitting shown;
    struct arena arena;
    struct journal_shoe_list *shoes; /* own the texts */
    struct journal_foot_list *feet;
    struct tingle_fit_shoe *shoe;
    struct tingle_fit_room *room;
    struct worn_count *count;
    struct numb_places places;
    char regions[FOOT_REGIONS_TEXT_SIZE];
};

/* --- sizes ------------------------------------------------------------------------------------ */

struct tingle_size fitting_size(int system, double size)
{
    const struct shoe_size_system *s = &shoe_size_system[system];
    return (struct tingle_size){.system = s->code, .name = s->name, .size = size, .rounded = shoe_size_rounded(system, size),
                                .foot_mm = shoe_size_foot_mm(system, size), .spread_mm = s->spread_mm, .width_mm = (double)NAN, .assumed = ""};
}

enum tingle_status fitting_size_read(struct tingle_size *out, const char *text, struct tingle_error *err)
{
    struct shoe_size size;
    enum tingle_status st = shoe_size_parse(&size, text, err);
    *out = (struct tingle_size){.system = "", .name = "", .assumed = "", .foot_mm = (double)NAN};
    if (st) return st;
    *out = fitting_size(size.system, size.size);
    out->width_mm = size.width_mm;
    out->assumed = size.assumed;
    memcpy(out->width, size.width, sizeof size.width);
    return TINGLE_OK;
}

/* The label of a shoe: its system goes before the size where that does not say it. */
static struct tingle_size label_of(const struct journal_shoe *s)
{
    struct tingle_size label;
    char text[64];
    int system = shoe_size_system_find(s->size_system);
    snprintf(text, sizeof text, "%s %s", system >= 0 ? shoe_size_system[system].name : "", s->size);
    if (!*s->size || (fitting_size_read(&label, s->size, NULL) != TINGLE_OK && system < 0)) return (struct tingle_size){.system = "", .name = "", .assumed = ""};
    if (system >= 0 && fitting_size_read(&label, text, NULL) != TINGLE_OK) fitting_size_read(&label, s->size, NULL);
    return label;
}

/* --- one shoe and one foot --------------------------------------------------------------------- */

static struct tingle_verdict verdict_of(const char *measure, struct fit_value value)
{
    struct fit_verdict v = fit_judge(measure, value);
    struct tingle_verdict shown = {.value = mm_of(value), .band = v.band ? v.band->code : "", .low = v.low ? v.low->words : "",
                                   .high = v.high ? v.high->words : "", .likely = v.likely ? v.likely->code : "", .bands = v.bands};
    for (size_t i = 0; i < v.bands; i++) {
        shown.chance[i].code = v.first[i].code;
        shown.chance[i].words = v.first[i].words;
        shown.chance[i].chance = v.chance[i];
    }
    return shown;
}

static struct fit_value width_after(const struct tingle_foot_known *k, double minutes)
{
    struct fit_value after = value_of(foot_widened(k, TINGLE_FOOT_WIDTH));
    return fit_is_known(after) ? after : fit_sum(value_of(k->rested[TINGLE_FOOT_WIDTH]), fit_widening(minutes));
}

static const char *after_state(const struct tingle_foot_known *k)
{
    if (!isnan(k->after_run[TINGLE_FOOT_WIDTH].mm)) return "after-run";
    if (!isnan(k->late[TINGLE_FOOT_WIDTH].mm)) return "late";
    return isnan(k->rested[TINGLE_FOOT_WIDTH].mm) ? "" : "rested";
}

/* At rest; from a foot measured only late or after a run the usual widening of an hour is taken off. */
static struct fit_value width_rested(const struct tingle_foot_known *k)
{
    struct fit_value rested = value_of(k->rested[TINGLE_FOOT_WIDTH]);
    return fit_is_known(rested) ? rested : fit_difference(value_of(foot_widened(k, TINGLE_FOOT_WIDTH)), fit_widening(60));
}

static struct fit_value measured(enum fit_measure measure, double mm) { return fit_average(measure, &mm, 1); }

static struct tingle_fit_foot fit_of(const struct journal_shoe *s, const struct tingle_foot_known *k, double minutes)
{
    struct fit_value insole = measured(FIT_INSOLE_LENGTH, s->insole_length_mm), inside = measured(FIT_INSOLE_WIDTH, s->width_mm);
    struct fit_value length = value_of(foot_at_rest(k, TINGLE_FOOT_LENGTH));
    struct fit_value ball = value_of(foot_at_rest(k, TINGLE_FOOT_BALL));
    struct fit_value narrower = fit_difference(width_after(k, minutes), inside);
    return (struct tingle_fit_foot){
        .side = k->side,
        .toe = verdict_of("toe", fit_difference(insole, length)),
        .width = verdict_of("width", fit_half(fit_difference(width_rested(k), inside))),
        .width_after = verdict_of("width", fit_half(narrower)),
        .after_state = after_state(k),
        .ball = verdict_of("ball", fit_difference(measured(FIT_INSOLE_BALL, s->ball_mm), ball)),
        .narrower = mm_of(narrower)};
}

/* --- shoes ------------------------------------------------------------------------------------- */

static struct tingle_mm larger(struct tingle_mm a, struct tingle_mm b) { return isnan(a.mm) || b.mm > a.mm ? b : a; }

static bool has_word(const char *text, const char *word)
{
    for (; *text; text++) {
        size_t i = 0;
        while (word[i] && (text[i] | 0x20) == word[i]) i++;
        if (!word[i]) return true;
    }
    return false;
}

static struct tingle_fit_shoe shoe_of(const struct journal_shoe *s, const struct worn_count *count, const struct tingle_fitting *fit)
{
    struct tingle_fit_shoe out = {
        .name = s->name, .retired = *s->retired != '\0', .knit = has_word(s->upper, "knit"), .km = (isnan(s->start_km) ? 0 : s->start_km) + s->run_km,
        .runs = s->runs, .noted = count->noted, .numb = count->numb, .label = label_of(s), .toe_shape = s->toe_shape, .toe_depth = s->toe_depth,
        .lacing = s->lacing, .narrower = mm_of(fit_unknown()), .longer_foot = mm_of(fit_unknown())};
    for (int side = 0; side < 2; side++) {
        struct tingle_mm over;
        out.foot[side] = fit_of(s, &fit->known[side], fit->minutes);
        over = out.foot[side].toe.value;
        over.mm = -over.mm;
        out.narrower = larger(out.narrower, out.foot[side].narrower);
        if (over.mm > 0) out.longer_foot = larger(out.longer_foot, over);
    }
    return out;
}

static enum tingle_status judge_shoes(struct fit *f, struct journal *j, const char *name, struct tingle_error *err)
{
    size_t n = f->shoes ? f->shoes->shoes : 0, named = n;
    enum tingle_status st = name ? journal_shoe_find(&named, f->shoes, name, err) : TINGLE_OK;
    if (st) return st;
    f->shoe = arena_array(&f->arena, n, sizeof *f->shoe);
    f->count = arena_array(&f->arena, n, sizeof *f->count);
    if (!f->shoe || !f->count) return error_no_memory(err, "the fit");
    for (size_t i = 0; i < n; i++) f->count[i].shoe = f->shoes->shoe[i].id;
    st = numb_places_read(&f->places, f->count, n, j, err);
    for (size_t i = 0; !st && i < n; i++) {
        const struct journal_shoe *s = &f->shoes->shoe[i];
        if (!name && *s->retired) f->shown.retired++;
        if (name ? i == named : !*s->retired) f->shoe[f->shown.shoes++] = shoe_of(s, &f->count[i], &f->shown);
    }
    f->shown.shoe = f->shoe;
    return st;
}

/* --- room where it goes numb -------------------------------------------------------------------- */

/* The measure that most of the notes about these regions speak of. */
static const char *measure_of(const struct numb_places *places, uint64_t set)
{
    static const char *const measures[] = {"width", "depth", "laces", "none"};
    size_t most = 0, best = 3;
    for (size_t m = 0; m < 4; m++) {
        size_t notes = 0;
        for (size_t i = 0; i < foot_regions; i++)
            if ((set >> i & 1) && strcmp(region_room_of(foot_region[i].code), measures[m]) == 0) notes += places->region[i];
        if (notes > most) {
            most = notes;
            best = m;
        }
    }
    return measures[best];
}

static int depth_rank(const char *depth)
{
    return strcmp(depth, "high") == 0 ? 3 : strcmp(depth, "medium") == 0 ? 2 : strcmp(depth, "low") == 0 ? 1 : 0;
}

/* The feet that go numb: one of them when the notes name one three times as often. */
static struct tingle_mm room_of(const struct fit *f, const struct tingle_fit_shoe *s)
{
    bool left = 3 * f->places.left >= f->places.right, right = 3 * f->places.right >= f->places.left;
    struct tingle_mm narrower = left && right ? s->narrower : s->foot[right].narrower;
    narrower.mm = -narrower.mm;
    return narrower;
}

static bool has_more(const struct tingle_fit_room *a, const struct tingle_fit_room *b, bool by_depth)
{
    if (by_depth) return depth_rank(a->depth) > depth_rank(b->depth);
    if (isnan(b->room.mm)) return !isnan(a->room.mm);
    return a->room.mm > b->room.mm;
}

static void sort_rooms(struct tingle_fit_room *room, size_t n, bool by_depth)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && has_more(&room[k], &room[k - 1], by_depth); k--) {
            struct tingle_fit_room kept = room[k];
            room[k] = room[k - 1];
            room[k - 1] = kept;
        }
}

/* The foot is the same for both shoes: only the errors of the two insoles count. */
static bool is_like(const struct tingle_fit_room *a, const struct tingle_fit_room *b, bool by_depth)
{
    double error = fit_error[FIT_INSOLE_WIDTH].error_mm * sqrt(2);
    if (by_depth) return depth_rank(a->depth) == depth_rank(b->depth);
    return a->room.mm - b->room.mm <= error; /* false where one is not measured */
}

static enum tingle_status rank_rooms(struct fit *f, struct tingle_error *err)
{
    struct tingle_fitting *fit = &f->shown;
    bool by_depth = strcmp(fit->measure, "depth") == 0;
    if (strcmp(fit->measure, "width") != 0 && !by_depth) return TINGLE_OK;
    f->room = arena_array(&f->arena, fit->shoes, sizeof *f->room);
    if (!f->room) return error_no_memory(err, "the fit");
    for (size_t i = 0; i < fit->shoes; i++)
        f->room[i] = (struct tingle_fit_room){.shoe = fit->shoe[i].name, .room = room_of(f, &fit->shoe[i]), .depth = fit->shoe[i].toe_depth};
    sort_rooms(f->room, fit->shoes, by_depth);
    for (size_t i = 0; i + 1 < fit->shoes; i++) f->room[i].like_next = is_like(&f->room[i], &f->room[i + 1], by_depth);
    fit->room = f->room;
    fit->rooms = fit->shoes;
    return TINGLE_OK;
}

/* --- the next pair ------------------------------------------------------------------------------ */

static bool any_of(const struct numb_places *places, uint64_t set, const char *measure)
{
    for (size_t i = 0; i < foot_regions; i++)
        if ((set >> i & 1) && places->region[i] && strcmp(region_room_of(foot_region[i].code), measure) == 0) return true;
    return false;
}

/* From the bands: as long as "enough" goes in whole mm, as wide as "wide enough" goes. */
static void look_for(struct fit *f, uint64_t regions)
{
    struct tingle_fit_next *next = &f->shown.next;
    for (int side = 0; side < 2; side++) {
        const struct tingle_foot_known *k = &f->shown.known[side];
        next->foot_length = larger(next->foot_length, foot_at_rest(k, TINGLE_FOOT_LENGTH));
        next->foot_width = larger(next->foot_width, mm_of(width_after(k, f->shown.minutes)));
        next->ball = larger(next->ball, foot_at_rest(k, TINGLE_FOOT_BALL));
    }
    next->insole_from_mm = ceil(next->foot_length.mm + 10);
    next->insole_to_mm = floor(next->foot_length.mm + 17);
    next->width_from_mm = ceil(next->foot_width.mm - 4);
    next->width_full_mm = ceil(next->foot_width.mm);
    next->toes = any_of(&f->places, regions, "width");
    next->depth = any_of(&f->places, regions, "depth");
    next->laces = any_of(&f->places, regions, "laces");
}

static void nothing_to_look_for(struct tingle_fit_next *next)
{
    *next = (struct tingle_fit_next){.foot_length = mm_of(fit_unknown()), .foot_width = mm_of(fit_unknown()), .ball = mm_of(fit_unknown()),
                                     .insole_from_mm = (double)NAN, .insole_to_mm = (double)NAN, .width_from_mm = (double)NAN,
                                     .width_full_mm = (double)NAN};
}

static enum tingle_status advise(struct fit *f, struct tingle_error *err)
{
    uint64_t regions = numb_places_most(&f->places);
    foot_regions_text(f->regions, sizeof f->regions, regions);
    f->shown.regions = f->regions;
    f->shown.region_notes = f->places.placed;
    f->shown.measure = regions ? measure_of(&f->places, regions) : "";
    look_for(f, regions);
    return rank_rooms(f, err);
}

/* --- the gate ---------------------------------------------------------------------------------- */

enum tingle_status fitting_gate_read(struct fitting_gate *out, struct journal *j, struct tingle_error *err)
{
    struct screening *s = alloc_array(1, sizeof *s);
    enum tingle_status st = s ? screening_load(s, j, err) : error_no_memory(err, "the warning signs");
    *out = (struct fitting_gate){.gate = TINGLE_GATE_UNSCREENED};
    if (!st) {
        out->gate = gate_of(s);
        gate_text(out->text, s);
    }
    free(s);
    return st;
}

/* --- all of it ---------------------------------------------------------------------------------- */

static enum tingle_status take_gate(struct fit *f, const struct fitting_gate *gate, struct tingle_error *err)
{
    f->shown.gate = gate->gate;
    f->shown.gate_text = arena_text(&f->arena, gate->text, strlen(gate->text));
    return f->shown.gate_text ? TINGLE_OK : error_no_memory(err, "the fit");
}

enum tingle_status fitting_read(struct tingle_fitting **out, struct journal *j, const char *shoe, double minutes, const struct fitting_gate *gate,
                            struct tingle_error *err)
{
    struct fit *f = alloc_array(1, sizeof *f);
    enum tingle_status st = f ? TINGLE_OK : error_no_memory(err, "the fit");
    *out = NULL;
    if (st) return st;
    arena_init(&f->arena, FIT_MAX_BYTES);
    f->shown.minutes = minutes;
    f->shown.regions = f->shown.measure = "";
    nothing_to_look_for(&f->shown.next);
    st = take_gate(f, gate, err);
    if (!st && j) st = journal_feet(&f->feet, j, err);
    if (!st && j) st = journal_shoes(&f->shoes, j, err);
    feet_known(f->shown.known, f->feet);
    if (!st) st = judge_shoes(f, j, shoe, err);
    if (!st && gate->gate == TINGLE_GATE_OPEN) st = advise(f, err);
    if (st) fitting_free(&f->shown);
    else *out = &f->shown;
    return st;
}

void fitting_free(struct tingle_fitting *shown)
{
    struct fit *f = (struct fit *)shown;
    if (!f) return;
    journal_foot_list_free(f->feet);
    journal_shoe_list_free(f->shoes);
    arena_release(&f->arena);
    free(f);
}
