/* Warning signs in the log: the computed rules and the patterns. */
#include "advice/sign_log.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utc.h"
#include "base/values.h"
#include "foot/regions.h"
#include "journal/journal_note.h"

enum { DAY_S = 86400, COMPARED_MAX = 256, SPREAD_PART_MAX = COMPARED_MAX / 2 };

/* The log up to and with its run n - 1, which stands for today. */
struct log_view {
    const struct sign_run *run;
    size_t n;
    char *because;                 /* SIGN_BECAUSE bytes */
    const struct sign_run *newest; /* of an event, such as weakness, the newest run that counts; NULL: the rule weighs many runs */
    int64_t since;                 /* of what lasted: when `newest` was not over yet; 0: its start */
};

/* Index of the first run at most `days` before the last. */
static size_t window_start(const struct log_view *v, double days)
{
    size_t i = v->n - 1;
    while (i > 0 && (double)(v->run[v->n - 1].at - v->run[i - 1].at) <= days * DAY_S) i--;
    return i;
}

/* ------------------------------------------------------------- often and strong */

static bool often_and_strong(const struct log_view *v)
{
    double severity[COMPARED_MAX], middle;
    size_t runs = (size_t)sign_limits.freq_sev_window_runs, numb = 0, said = 0, first = v->n > runs ? v->n - runs : 0;
    for (size_t i = first; i < v->n; i++) {
        if (!v->run[i].numb) continue;
        numb++;
        if (!isnan(v->run[i].severity)) severity[said++] = v->run[i].severity;
    }
    middle = values_median(severity, said);
    snprintf(v->because, SIGN_BECAUSE, "numb on %zu of the last %zu noted runs, severity %g in the middle", numb, v->n - first, middle);
    return (double)(v->n - first) >= sign_limits.freq_sev_min_runs &&
           (double)numb >= sign_limits.freq_sev_numb_share * (double)(v->n - first) && middle >= sign_limits.freq_sev_median_severity;
}

static bool very_strong(struct log_view *v)
{
    const struct sign_run *stop = NULL;
    size_t stopped = 0;
    double worst = 0;
    for (size_t i = window_start(v, sign_limits.severe_window_days); i < v->n; i++) {
        if (v->run[i].severity > worst) worst = v->run[i].severity;
        if (v->run[i].severity >= sign_limits.severe_severity) v->newest = &v->run[i];
        if (v->run[i].stopped) stop = &v->run[i];
        stopped += v->run[i].stopped;
    }
    if ((double)stopped >= sign_limits.severe_stopped_runs && (!v->newest || stop->at > v->newest->at)) v->newest = stop;
    if (worst >= sign_limits.severe_severity) snprintf(v->because, SIGN_BECAUSE, "severity %g noted", worst);
    else snprintf(v->because, SIGN_BECAUSE, "%zu runs stopped because of it", stopped);
    return worst >= sign_limits.severe_severity || (double)stopped >= sign_limits.severe_stopped_runs;
}

static bool recurs(const struct log_view *v)
{
    size_t first = window_start(v, sign_limits.recur_window_days), numb = 0, earliest = 0;
    char day[UTC_TEXT_SIZE];
    while (earliest < v->n && !v->run[earliest].numb) earliest++;
    for (size_t i = first; i < v->n; i++) numb += v->run[i].numb;
    utc_day_text(day, v->n ? v->run[v->n - 1].at + v->run[v->n - 1].utc_offset_s : 0);
    snprintf(v->because, SIGN_BECAUSE, "numb on %zu of %zu noted runs in the %g days up to %s", numb, v->n - first,
             sign_limits.recur_window_days, day);
    return earliest < v->n && (double)(v->run[v->n - 1].at - v->run[earliest].at) >= sign_limits.recur_weeks * 7 * DAY_S &&
           (double)(v->n - first) >= sign_limits.recur_min_runs && (double)numb >= sign_limits.recur_numb_share * (double)(v->n - first);
}

/* --------------------------------------------------------------------- lasting */

static void time_text(char out[32], double minutes)
{
    double hours = minutes / 60;
    if (minutes < 120) snprintf(out, 32, "%.0f minutes", minutes);
    else if (hours <= 48) snprintf(out, 32, "%.*f hours", fabs(hours - round(hours)) < 0.05 ? 0 : 1, hours);
    else snprintf(out, 32, "%.0f days", hours / 24);
}

static bool lasted_within(const struct log_view *v, const struct sign_run *run, double days)
{
    return (double)(v->run[v->n - 1].at - run->lasted_at) <= days * DAY_S;
}

static void count_lasting(struct log_view *v, const struct sign_run *run)
{
    if (v->newest && run->lasted_at < v->since) return;
    v->newest = run;
    v->since = run->lasted_at;
}

static bool lasted(struct log_view *v, double over_min, double times, double days)
{
    size_t count = 0;
    double longest = 0;
    bool not_over = false;
    char text[32];
    for (size_t i = 0; i < v->n; i++) {
        if (!(v->run[i].lasted_min > over_min) || !lasted_within(v, &v->run[i], days)) continue;
        count++;
        count_lasting(v, &v->run[i]);
        if (!(v->run[i].lasted_min > longest)) continue;
        longest = v->run[i].lasted_min;
        not_over = v->run[i].not_over;
    }
    time_text(text, longest);
    if (not_over) snprintf(v->because, SIGN_BECAUSE, "not over yet when it was noted, %s after %s", text, count == 1 ? "the run" : "one of the runs");
    else snprintf(v->because, SIGN_BECAUSE, "lasted up to %s after %zu run%s", text, count, count == 1 ? "" : "s");
    return (double)count >= times;
}

/* The sock pattern, and not gone soon after the run. */
static bool like_socks(struct log_view *v, uint64_t socks)
{
    size_t count = 0;
    for (size_t i = 0; i < v->n; i++) {
        const struct sign_run *run = &v->run[i];
        if (!((run->left | run->right) & socks) || !(run->lasted_min > sign_limits.stocking_relief_min)) continue;
        if (!lasted_within(v, run, sign_limits.stocking_window_days)) continue;
        count++;
        count_lasting(v, run);
    }
    snprintf(v->because, SIGN_BECAUSE, "both feet like socks, for over %g minutes, after %zu run%s", sign_limits.stocking_relief_min, count, count == 1 ? "" : "s");
    return (double)count >= sign_limits.stocking_times;
}

/* ----------------------------------------------------------------- what comes with it */

static bool weak(struct log_view *v)
{
    size_t count = 0;
    for (size_t i = window_start(v, sign_limits.weak_run_window_days); i < v->n; i++) {
        if (!v->run[i].weakness) continue;
        count++;
        v->newest = &v->run[i];
    }
    snprintf(v->because, SIGN_BECAUSE, "weakness or tripping noted on %zu run%s", count, count == 1 ? "" : "s");
    return (double)count >= sign_limits.weak_run_times;
}

static bool is_tight(const struct sign_run *r) { return r->numb && r->tight && !isnan(r->onset_min); }

/* The newest tight run that began within these minutes. */
static const struct sign_run *newest_tight(const struct log_view *v, size_t first, double from_min, double to_min)
{
    for (size_t i = v->n; i-- > first;)
        if (is_tight(&v->run[i]) && v->run[i].onset_min >= from_min && v->run[i].onset_min <= to_min) return &v->run[i];
    return NULL;
}

static bool tight_at_the_same_minute(struct log_view *v)
{
    double onset[COMPARED_MAX];
    size_t count = 0, needed = (size_t)sign_limits.legtight_times, first = window_start(v, sign_limits.legtight_window_days);
    for (size_t i = v->n; i-- > first && count < COMPARED_MAX;)
        if (is_tight(&v->run[i])) onset[count++] = v->run[i].onset_min;
    values_sort(onset, count);
    for (size_t i = 0; i + needed <= count; i++) {
        const struct sign_run *newest;
        if (onset[i + needed - 1] - onset[i] > sign_limits.legtight_spread_min) continue;
        newest = newest_tight(v, first, onset[i], onset[i + needed - 1]);
        if (v->newest && newest->at <= v->newest->at) continue;
        snprintf(v->because, SIGN_BECAUSE, "a tight leg on %zu numb runs, from minute %.0f to %.0f", needed, onset[i], onset[i + needed - 1]);
        v->newest = newest;
    }
    return v->newest;
}

/* --------------------------------------------------------------- spreading over weeks */

struct half {
    const struct sign_run *run[SPREAD_PART_MAX];
    size_t runs, with_regions;
};

static double middle_of(const struct half *h, double (*of)(const struct sign_run *), double needed)
{
    double value[SPREAD_PART_MAX];
    size_t n = 0;
    for (size_t i = 0; i < h->runs; i++)
        if (!isnan(of(h->run[i]))) value[n++] = of(h->run[i]);
    return (double)n >= needed ? values_median(value, n) : NAN;
}

/* Whether it is more than chance: of all pairs of a run of each half, the share in which the later one lies lower (ties count
 * half) reaches the limit. Medians alone would accuse half of all runners within a year. */
static bool is_clearly_lower(const struct half *earlier, const struct half *later, double (*of)(const struct sign_run *))
{
    double pairs = 0, lower = 0;
    for (size_t i = 0; i < earlier->runs; i++)
        for (size_t k = 0; k < later->runs; k++) {
            double before = of(earlier->run[i]), after = of(later->run[k]);
            if (isnan(before) || isnan(after)) continue;
            pairs++;
            lower += after < before ? 1 : after == before ? 0.5 : 0;
        }
    return lower >= sign_limits.spread_clear_share * pairs;
}

static double onset_of(const struct sign_run *r) { return r->onset_min; }
static double severity_of(const struct sign_run *r) { return r->severity; }

/* How many runs of a half had a region on a side. */
static size_t times_numb(const struct half *h, bool left, int region)
{
    size_t n = 0;
    for (size_t i = 0; i < h->runs; i++) n += ((left ? h->run[i]->left : h->run[i]->right) >> region) & 1;
    return n;
}

static bool is_new_region(const struct half *earlier, const struct half *later, bool left, int region)
{
    return times_numb(later, left, region) >= 2 && times_numb(earlier, left, region) == 0;
}

/* A region that is new on both feet, or where no side was said, is one. */
static size_t new_regions(const struct half *earlier, const struct half *later)
{
    size_t n = 0;
    if ((double)earlier->with_regions < sign_limits.spread_runs) return 0;
    for (int r = 0; r < 64; r++) n += is_new_region(earlier, later, true, r) || is_new_region(earlier, later, false, r);
    return n;
}

static void half_add(struct half *h, const struct sign_run *run)
{
    h->run[h->runs++] = run;
    h->with_regions += (run->left | run->right) != 0;
}

/* Splits the numb runs of the window into an earlier and a later half; false when they are too few or too close. */
static bool halves_of(const struct log_view *v, struct half *earlier, struct half *later)
{
    const struct sign_run *numb[COMPARED_MAX];
    size_t n = 0, i = window_start(v, sign_limits.spread_window_days);
    for (; i < v->n && n < COMPARED_MAX; i++)
        if (v->run[i].numb) numb[n++] = &v->run[i];
    if ((double)n < 2 * sign_limits.spread_runs || (double)(numb[n - 1]->at - numb[0]->at) < sign_limits.spread_min_days * DAY_S)
        return false;
    for (i = 0; i < n / 2; i++) half_add(earlier, numb[i]);
    for (i = n - n / 2; i < n; i++) half_add(later, numb[i]);
    return true;
}

static bool spreads(const struct log_view *v)
{
    struct half earlier = {0}, later = {0};
    double onset[2], severity[2], needed = sign_limits.spread_runs;
    size_t regions;
    if (!halves_of(v, &earlier, &later)) return false;
    regions = new_regions(&earlier, &later);
    onset[0] = middle_of(&earlier, onset_of, needed);
    onset[1] = middle_of(&later, onset_of, needed);
    severity[0] = middle_of(&earlier, severity_of, needed);
    severity[1] = middle_of(&later, severity_of, needed);
    if ((double)regions >= sign_limits.spread_more_regions)
        snprintf(v->because, SIGN_BECAUSE, "%zu places that were not numb before, each on two runs or more", regions);
    else if (onset[1] <= sign_limits.spread_earlier_share * onset[0] && is_clearly_lower(&earlier, &later, onset_of))
        snprintf(v->because, SIGN_BECAUSE, "from minute %.0f instead of %.0f, in the middle", onset[1], onset[0]);
    else if (severity[1] - severity[0] >= sign_limits.spread_stronger && is_clearly_lower(&later, &earlier, severity_of))
        snprintf(v->because, SIGN_BECAUSE, "severity %g instead of %g, in the middle", severity[1], severity[0]);
    else return false;
    return true;
}

/* ------------------------------------------------------------------------ all rules */

static bool fires(struct log_view *v, enum sign_id rule, uint64_t socks)
{
    const struct sign_limits *l = &sign_limits;
    switch (rule) {
    case SIGN_FREQ_SEV: return often_and_strong(v);
    case SIGN_SEVERE: return very_strong(v);
    case SIGN_RECUR: return recurs(v);
    case SIGN_LINGER: return lasted(v, l->linger_relief_min, 1, l->linger_window_days);
    case SIGN_PERSIST6: return lasted(v, l->persist6_relief_min, 1, l->persist6_window_days);
    case SIGN_PERSIST24: return lasted(v, l->persist24_relief_min, 1, l->persist24_window_days);
    case SIGN_REST_NIGHT: return lasted(v, l->rest_night_relief_min, l->rest_night_times, l->rest_night_window_days);
    case SIGN_STOCKING: return like_socks(v, socks);
    case SIGN_WEAK_RUN: return weak(v);
    case SIGN_LEGTIGHT: return tight_at_the_same_minute(v);
    case SIGN_SPREAD: return spreads(v);
    default: return false;
    }
}

/* The run from which on a rule that weighs many runs has fired without a break. */
static const struct sign_run *unbroken_since(const struct sign_run *run, size_t runs, enum sign_id rule, uint64_t socks)
{
    char unused[SIGN_BECAUSE];
    struct log_view v = {.run = run, .n = runs, .because = unused};
    while (v.n > 1) {
        v.n--;
        if (!fires(&v, rule, socks)) return &run[v.n];
    }
    return &run[0];
}

/* Fires now; and since when. An event that comes again is a new one, however many came before it. */
static void find(struct sign_found *out, const struct sign_run *run, size_t runs, enum sign_id rule, uint64_t socks)
{
    struct log_view v = {.run = run, .n = runs, .because = out->because};
    const struct sign_run *since;
    out->fires = fires(&v, rule, socks);
    if (!out->fires) {
        out->because[0] = '\0';
        return;
    }
    since = v.newest ? v.newest : unbroken_since(run, runs, rule, socks);
    out->since = v.since ? v.since : since->at;
    out->utc_offset_s = since->utc_offset_s;
}

/* ------------------------------------------------------------------------- patterns */

/* What was noted so far. Times: start of the last run with it, NEVER. */
static const int64_t NEVER = INT64_MIN / 2;

struct known {
    bool any;
    double severity;
    int64_t last[PATTERN_COUNT];    /* of what a pattern is about, where it is about something on the run */
    int64_t side[2], region[2][64]; /* left, right */
};

static void known_nothing(struct known *k)
{
    *k = (struct known){.severity = NAN};
    for (int p = 0; p < PATTERN_COUNT; p++) k->last[p] = NEVER;
    for (int side = 0; side < 2; side++) {
        k->side[side] = NEVER;
        for (int r = 0; r < 64; r++) k->region[side][r] = NEVER;
    }
}

/* Whether the run has what the pattern is about; false for those that compare it with others. */
static bool has(const struct sign_run *r, int pattern)
{
    switch (pattern) {
    case PATTERN_BOTH: return r->is_left && r->is_right;
    case PATTERN_WEAKNESS: return r->weakness;
    case PATTERN_COLOUR: return r->colour;
    case PATTERN_TIGHT: return r->tight;
    case PATTERN_PAIN: return r->pain >= sign_limits.ask_pain;
    case PATTERN_LONGER: return r->lasted_min > sign_limits.ask_long_min;
    default: return false;
    }
}

static void known_add(struct known *k, const struct sign_run *r)
{
    const uint64_t regions[2] = {r->left, r->right};
    const bool sides[2] = {r->is_left, r->is_right};
    k->any = true;
    for (int p = 0; p < PATTERN_COUNT; p++)
        if (has(r, p)) k->last[p] = r->at;
    k->severity = fmax(k->severity, r->severity); /* of a number and NaN: the number */
    for (int side = 0; side < 2; side++) {
        if (sides[side]) k->side[side] = r->at;
        for (int i = 0; i < 64; i++)
            if ((regions[side] >> i) & 1) k->region[side][i] = r->at;
    }
}

static bool is_recent(int64_t last, int64_t now) { return (double)(now - last) <= sign_limits.ask_compare_days * DAY_S; }

static uint64_t recent_regions(const struct known *k, int side, int64_t now)
{
    uint64_t set = 0;
    for (int i = 0; i < 64; i++) set |= (uint64_t)is_recent(k->region[side][i], now) << i;
    return set;
}

/* A foot that was not numb before; or regions none of which was, where regions were noted before. */
static bool is_new_place(const struct known *k, const struct sign_run *r)
{
    const uint64_t regions[2] = {r->left, r->right};
    const bool sides[2] = {r->is_left, r->is_right};
    bool side_known = is_recent(k->side[0], r->at) || is_recent(k->side[1], r->at);
    for (int side = 0; side < 2; side++) {
        uint64_t before = recent_regions(k, side, r->at);
        if (side_known && sides[side] && !is_recent(k->side[side], r->at)) return true;
        if (regions[side] && before && !(regions[side] & before)) return true;
    }
    return false;
}

static unsigned patterns_of(const struct known *k, const struct sign_run *r)
{
    unsigned set = 0;
    for (int p = 0; p < PATTERN_COUNT; p++) set |= (unsigned)(has(r, p) && !is_recent(k->last[p], r->at)) << p;
    if (!k->any) return (set & ~(1u << PATTERN_BOTH)) | 1u << PATTERN_FIRST;
    set |= (unsigned)is_new_place(k, r) << PATTERN_PLACE;
    return set | (unsigned)(r->severity - k->severity >= sign_limits.ask_stronger) << PATTERN_STRONGER;
}

static void note_patterns(struct sign_log *out, const struct sign_run *run, size_t runs, unsigned *patterns)
{
    struct known k;
    known_nothing(&k);
    for (size_t i = 0; i < runs; i++) {
        unsigned set = run[i].numb ? patterns_of(&k, &run[i]) : 0;
        for (int p = 0; p < PATTERN_COUNT; p++)
            if ((set >> p) & 1) out->pattern[p] = run[i].at;
        if (run[i].numb) known_add(&k, &run[i]);
        if (patterns) patterns[i] = set;
    }
}

void sign_log_compute(struct sign_log *out, const struct sign_run *run, size_t runs, unsigned *patterns)
{
    int socks = foot_region_find("STOCKING");
    assert(socks >= 0);
    *out = (struct sign_log){.noted = runs, .utc_offset_s = runs ? run[runs - 1].utc_offset_s : 0};
    for (size_t i = 0; i < runs; i++) {
        if (!run[i].numb) continue;
        out->numb++;
        out->last_numb = run[i].at;
        if (!out->first_numb) out->first_numb = run[i].at;
    }
    note_patterns(out, run, runs, patterns);
    for (int rule = 0; runs && rule < SIGN_COUNT; rule++)
        if (sign_rule[rule].computed) find(&out->found[rule], run, runs, (enum sign_id)rule, (uint64_t)1 << socks);
}

/* ---------------------------------------------------------------- from the journal */

/* The beginning was told by the stop that it forced. */
static bool is_told_by_stop(const struct journal_episode *e)
{
    enum note_onset kind;
    double from, to;
    return journal_onset_parse(e->onset, &kind, &from, &to) && kind == NOTE_ONSET_STOPPED;
}

/* How long it lasted. What had not gone is an event of the time at which that was last said, however long ago the run was. */
static void add_lasting(struct sign_run *out, const struct journal_episode *e, const struct journal_note *n, const struct journal_run *run)
{
    double lasted = journal_episode_lasted(e, n, run);
    bool not_over = strcmp(e->ended_by, "not-yet") == 0;
    if (!(lasted <= out->lasted_min)) out->not_over = not_over;
    out->lasted_min = fmax(out->lasted_min, lasted);
    if (not_over && !isnan(lasted)) out->lasted_at = (int64_t)fmax((double)out->lasted_at, run->start_unix_s + run->elapsed_s + lasted * 60);
}

static void add_episode(struct sign_run *out, const struct journal_episode *e, const struct journal_note *n, const struct journal_run *run)
{
    uint64_t regions = 0;
    double from, to;
    bool left = strcmp(e->side, "left") == 0, right = strcmp(e->side, "right") == 0, both = strcmp(e->side, "both") == 0;
    foot_regions_parse(e->regions, &regions, NULL, 0);
    regions = foot_regions_spread(regions);
    out->left |= right ? 0 : regions; /* of both, where no side was said */
    out->right |= left ? 0 : regions;
    out->is_left |= left || both;
    out->is_right |= right || both;
    out->severity = fmax(out->severity, e->severity);
    out->pain = fmax(out->pain, e->pain);
    if (journal_episode_began(e, run->moving_s / 60, &from, &to)) out->onset_min = fmin(out->onset_min, (from + to) / 2);
    add_lasting(out, e, n, run);
    out->weakness |= e->weakness == 1;
    out->colour |= e->colour_change == 1;
    out->tight |= e->tight_leg == 1;
    out->stopped |= is_told_by_stop(e) || e->stopped_because == 1;
}

static struct sign_run sign_run_of(const struct journal_run *run, const struct journal_note *n)
{
    struct sign_run out = {.id = run->id, .at = (int64_t)run->start_unix_s, .lasted_at = (int64_t)run->start_unix_s,
                           .utc_offset_s = run->has_utc_offset ? run->utc_offset_s : 0, .numb = strcmp(n->felt, "numb") == 0,
                           .severity = NAN, .pain = NAN, .onset_min = NAN, .lasted_min = NAN};
    for (size_t i = 0; out.numb && i < n->episodes; i++) add_episode(&out, &n->episode[i], n, run);
    if (out.numb && strcmp(n->why_ended, "numb") == 0) out.stopped = true;
    return out;
}

static enum tingle_status load_noted(struct sign_run *out, size_t *count, const struct journal_run_list *list, struct journal *j,
                                     struct tingle_error *err)
{
    struct journal_note note;
    bool found;
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < list->runs; i++) {
        if (!*list->run[i].felt) continue;
        st = journal_note_read(j, list->run[i].id, &note, &found, err);
        if (!st && found && *note.felt) out[(*count)++] = sign_run_of(&list->run[i], &note);
    }
    return st;
}

enum tingle_status sign_log_load(struct sign_log *out, struct journal *j, int64_t run, unsigned *patterns,
                                 struct tingle_error *err)
{
    struct journal_run_list *list = NULL;
    struct sign_run *noted = NULL;
    unsigned *each = NULL;
    size_t count = 0;
    enum tingle_status st;
    *out = (struct sign_log){0};
    if (patterns) *patterns = 0;
    if (!j) return TINGLE_OK;
    if ((st = journal_runs(&list, j, false, err))) return st;
    noted = alloc_array(list->runs + 1, sizeof *noted);
    each = alloc_array(list->runs + 1, sizeof *each);
    st = noted && each ? load_noted(noted, &count, list, j, err) : error_no_memory(err, "the log");
    if (!st) sign_log_compute(out, noted, count, each);
    for (size_t i = 0; !st && patterns && i < count; i++)
        if (noted[i].id == run) *patterns = each[i];
    free(noted);
    free(each);
    journal_run_list_free(list);
    return st;
}
