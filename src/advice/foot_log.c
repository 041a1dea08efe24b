/* Notes -> episodes, facts, and the place in words. */
#include "advice/foot_log.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double pain_from = 4, tight_from = 4, cold_air_c = 5; /* data/foot_facts.csv */
enum { PAIR_RUNS = 3 /* numb in one pair, quiet in others */ };

void foot_log_init(struct foot_log *log, struct arena *arena)
{
    memset(log, 0, sizeof *log);
    log->arena = arena;
}

/* -------------------------------------------------------------------- episodes */

static enum foot_answer flag(double value) { return isnan(value) ? FOOT_UNSAID : value == 1 ? FOOT_YES : FOOT_NO; }

static enum foot_answer from(double value, double least)
{
    return isnan(value) ? FOOT_UNSAID : value >= least ? FOOT_YES : FOOT_NO;
}

static enum foot_answer quality(const struct journal_episode *e, const char *word)
{
    return !*e->quality ? FOOT_UNSAID : strstr(e->quality, word) ? FOOT_YES : FOOT_NO;
}

/* Laces of the foot that was numb; of both the tighter. */
static double laces_of(const struct journal_note *n, bool left, bool right)
{
    if (left != right) return left ? n->lacing_left : n->lacing_right;
    return fmax(n->lacing_left, n->lacing_right);
}

static double air_of(const struct journal_run *run, const struct journal_note *n)
{
    return !isnan(n->temperature_c) ? n->temperature_c : !isnan(run->weather_c) ? run->weather_c : run->temperature_c;
}

static void set_facts(struct foot_episode *to, const struct journal_run *run, const struct journal_note *n, const struct journal_episode *e)
{
    bool loosened = strcmp(e->ended_by, "loosening") == 0 || strcmp(e->ended_by, "shoe-off") == 0;
    to->fact[FOOT_BURNING] = quality(e, "burning");
    to->fact[FOOT_COLD_FOOT] = quality(e, "cold");
    to->fact[FOOT_PAIN] = from(e->pain, pain_from);
    to->fact[FOOT_LOOSENING] = !*e->ended_by ? FOOT_UNSAID : loosened ? FOOT_YES : FOOT_NO;
    to->fact[FOOT_TIGHT_LACES] = from(laces_of(n, to->left, to->right), tight_from);
    to->fact[FOOT_THICK_SOCK] = !*n->sock ? FOOT_UNSAID : strcmp(n->sock, "thick") == 0 ? FOOT_YES : FOOT_NO;
    to->fact[FOOT_COLD_AIR] = isnan(air_of(run, n)) ? FOOT_UNSAID : air_of(run, n) <= cold_air_c ? FOOT_YES : FOOT_NO;
    to->fact[FOOT_TIGHT_LEG] = flag(e->tight_leg);
    to->fact[FOOT_WEAK] = flag(e->weakness);
    to->fact[FOOT_COLOUR] = flag(e->colour_change);
}

static struct foot_episode episode_of(const struct journal_run *run, const struct journal_note *n, const struct journal_episode *e)
{
    struct foot_episode to = {.left = *e->side && strcmp(e->side, "right") != 0, .right = *e->side && strcmp(e->side, "left") != 0,
                              .relief_min = journal_episode_relief(e)};
    if (!foot_regions_parse(e->regions, &to.regions, NULL, 0)) to.regions = 0;
    journal_episode_began(e, run->moving_s / 60, &to.onset_lo_min, &to.onset_hi_min);
    set_facts(&to, run, n, e);
    return to;
}

/* ------------------------------------------------------------------------ runs */

static void count_shoe(struct foot_log *log, const char *name, bool numb)
{
    size_t i = 0;
    if (!*name) return;
    while (i < log->shoes && strcmp(log->shoe[i].name, name) != 0) i++;
    if (i == FOOT_LOG_SHOES) return;
    if (i == log->shoes) snprintf(log->shoe[log->shoes++].name, sizeof log->shoe[i].name, "%s", name);
    if (numb) log->shoe[i].numb++;
    else log->shoe[i].fine++;
}

bool foot_log_add(struct foot_log *log, const struct journal_run *run, const struct journal_note *n)
{
    bool numb = strcmp(n->felt, "numb") == 0;
    struct foot_log_run *r;
    if (!*n->felt) return true;
    if (!arena_room(log->arena, &log->run, log->runs, &log->run_room, sizeof *log->run)) return false;
    r = &log->run[log->runs++];
    *r = (struct foot_log_run){run->id, log->episodes, 0};
    count_shoe(log, n->shoe, numb);
    if (!numb) return true;
    log->numb++;
    for (size_t i = 0; i < n->episodes; i++) {
        if (!arena_room(log->arena, &log->episode, log->episodes, &log->episode_room, sizeof *log->episode)) return false;
        log->episode[log->episodes++] = episode_of(run, n, &n->episode[i]);
        r->episodes++;
    }
    return true;
}

/* Numb three times in one pair, never in another, and three quiet runs in others: one pair. Numb in two: several. */
static enum foot_answer one_pair(const struct foot_log *log)
{
    size_t pairs = 0, numb = 0, quiet_elsewhere = 0;
    for (size_t i = 0; i < log->shoes; i++) {
        pairs += log->shoe[i].numb > 0;
        numb += log->shoe[i].numb;
        if (!log->shoe[i].numb) quiet_elsewhere += log->shoe[i].fine;
    }
    if (numb < PAIR_RUNS) return FOOT_UNSAID;
    if (pairs > 1) return FOOT_NO;
    return quiet_elsewhere >= PAIR_RUNS ? FOOT_YES : FOOT_UNSAID;
}

struct foot_history foot_log_history(const struct foot_log *log)
{
    struct foot_history h = {.episode = log->episode, .episodes = log->episodes};
    h.known[FOOT_ONE_PAIR] = one_pair(log);
    return h;
}

/* ----------------------------------------------------------------------- place */

/* The foot with more of it; both where the other has half as many or more. */
static enum foot_side main_side(const struct foot_findings *f)
{
    size_t left = f->located[FOOT_LEFT], right = f->located[FOOT_RIGHT];
    if (!left && !right) return FOOT_NO_SIDE;
    if (2 * (left < right ? left : right) >= (left < right ? right : left)) return FOOT_BOTH;
    return left > right ? FOOT_LEFT : FOOT_RIGHT;
}

/* Regions named at least half as often as the one named most. */
static uint64_t main_regions(const struct foot_log *log, enum foot_side side)
{
    size_t count[64] = {0}, most = 0;
    uint64_t set = 0;
    for (size_t i = 0; i < log->episodes; i++)
        for (size_t row = 0; row < foot_regions; row++)
            if (foot_episode_names(&log->episode[i], side) && log->episode[i].regions >> row & 1 && ++count[row] > most) most = count[row];
    for (size_t row = 0; row < foot_regions; row++)
        if (most && 2 * count[row] >= most) set |= UINT64_C(1) << row;
    return set;
}

/* The nerve that fits those regions well. */
static void add_nerve(char *out, size_t size, uint64_t set)
{
    struct foot_fit fit;
    if (!foot_best_nerve(&fit, set)) return;
    if (strncmp(fit.pattern->id, "WEB", 3) == 0) snprintf(out, size, ", where the nerve between them runs");
    else if (strcmp(fit.pattern->id, "SEVERAL") == 0) snprintf(out, size, ", where several nerves reach");
    else snprintf(out, size, ", in the reach of %s", fit.words);
}

void foot_log_place(char *out, size_t size, const struct foot_log *log, const struct foot_findings *found)
{
    enum foot_side side = main_side(found);
    uint64_t set = main_regions(log, side);
    size_t n;
    foot_region_words(out, size, set, side);
    n = strlen(out);
    if (n) add_nerve(out + n, size - n, set);
}
