/* The questions as screens. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/doctor.h"
#include "base/arena.h"

enum { SCREENS_MAX_BYTES = 1 << 20, TICKS_MAX = 40, SENTENCE = 600 };

struct screens {
    struct tingle_sign_screens shown;
    struct arena arena;
    struct tingle_sign_screen screen[SCREEN_COUNT];
    struct tingle_sign_tick tick[SCREEN_COUNT][TICKS_MAX];
    bool no_memory;
};

static const char *keep_text(struct screens *s, const char *text)
{
    const char *kept = arena_text(&s->arena, text, strlen(text));
    s->no_memory |= !kept;
    return kept ? kept : "";
}

static const char *condition_of(const struct sign_rule *rule)
{
    switch (rule->when) {
    case SIGN_IF_PREGNANT: return sign_fact_row[SIGN_FACT_PREGNANT].key;
    case SIGN_IF_DIABETES: return sign_fact_row[SIGN_FACT_DIABETES].key;
    case SIGN_ALWAYS: break;
    }
    return "";
}

static void add_facts(struct tingle_sign_screen *to, struct tingle_sign_tick *tick)
{
    for (int i = 0; i < SIGN_FACT_COUNT; i++)
        tick[to->ticks++] = (struct tingle_sign_tick){.key = sign_fact_row[i].key, .is_fact = true, .tier = TINGLE_TIER_INCOMPLETE,
                                                      .text = sign_fact_row[i].text, .then = "", .only_with = "", .action = ""};
}

static void add_rule(struct screens *s, struct tingle_sign_screen *to, struct tingle_sign_tick *tick, const struct sign_rule *rule,
                     const char *number)
{
    char action[SENTENCE];
    const char *kept;
    sign_action(action, sizeof action, rule->action, number);
    kept = keep_text(s, action);
    for (size_t i = 0; i < rule->items && to->ticks < TICKS_MAX; i++)
        tick[to->ticks++] = (struct tingle_sign_tick){
            .key = rule->id, .tier = (enum tingle_tier)rule->tier, .text = rule->item[i], .then = rule->then,
            .only_with = condition_of(rule), .closing = rule == &sign_rule[SIGN_SELF], .action = kept};
}

static void fill_screen(struct screens *s, int which, const char *number)
{
    struct tingle_sign_screen *to = &s->screen[s->shown.screens];
    struct tingle_sign_tick *tick = s->tick[s->shown.screens++];
    *to = (struct tingle_sign_screen){.key = sign_screen[which].key, .title = sign_screen[which].title,
                                      .stem = sign_screen[which].stem, .tick = tick};
    if (which == SCREEN_PROFILE) add_facts(to, tick);
    for (int i = 0; i < SIGN_COUNT; i++)
        if ((int)sign_rule[i].screen == which) add_rule(s, to, tick, &sign_rule[i], number);
}

static void say_what_is_new(struct screens *s, unsigned patterns)
{
    char text[SENTENCE] = "";
    for (int p = 0; p < PATTERN_COUNT; p++) {
        size_t used = strlen(text);
        if ((patterns >> p) & 1) snprintf(text + used, sizeof text - used, "%s%s", used ? "; " : "", sign_pattern[p].words);
    }
    s->shown.because = keep_text(s, text);
}

unsigned doctor_screens_of(unsigned patterns)
{
    unsigned set = 0;
    for (int p = 0; p < PATTERN_COUNT; p++)
        if ((patterns >> p) & 1) set |= sign_pattern[p].screens;
    return set;
}

enum tingle_status doctor_screens(struct tingle_sign_screens **out, unsigned screens, unsigned patterns, const char *number,
                                  struct tingle_error *err)
{
    struct screens *s = alloc_array(1, sizeof *s);
    *out = NULL;
    if (!s) return error_no_memory(err, "the questions");
    arena_init(&s->arena, SCREENS_MAX_BYTES);
    s->shown.screen = s->screen;
    s->shown.table_version = sign_table.version;
    s->shown.table_date = sign_table.date;
    for (int i = 0; i < SCREEN_COUNT; i++)
        if ((screens >> i) & 1) fill_screen(s, i, number);
    say_what_is_new(s, patterns);
    if (s->no_memory) {
        doctor_screens_free(&s->shown);
        return error_no_memory(err, "the questions");
    }
    *out = &s->shown;
    return TINGLE_OK;
}

void doctor_screens_free(struct tingle_sign_screens *screens)
{
    struct screens *s = (struct screens *)screens;
    if (!s) return;
    arena_release(&s->arena);
    free(s);
}
