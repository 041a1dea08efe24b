/* Warning signs: the judgement over a set of answers. */
#include "foot/signs.h"

#include <string.h>

#include "base/text.h"

static const char number_mark[] = "{number}", number_unknown[] = "112 (in much of the world)";

static bool has(uint64_t set, int rule) { return (set >> rule) & 1; }

bool sign_applies(const struct sign_answers *answers, enum sign_id rule)
{
    return sign_rule[rule].when != SIGN_IF_PREGNANT || answers->fact[SIGN_FACT_PREGNANT] == SIGN_YES;
}

/* A yes counts even where the question would not have been put. */
static void collect(struct sign_result *out, const struct sign_answers *answers)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        if (answers->answer[i] == SIGN_YES && i != SIGN_SELF) out->hits |= (uint64_t)1 << i;
        if (answers->answer[i] == SIGN_UNASKED && sign_applies(answers, (enum sign_id)i)) out->unasked |= (uint64_t)1 << i;
    }
}

static bool grave_is_unasked(uint64_t unasked)
{
    for (int i = 0; i < SIGN_COUNT; i++)
        if (has(unasked, i) && sign_rule[i].tier <= TIER_U) return true;
    return false;
}

static enum sign_tier tier_of_none(const struct sign_result *r, const struct sign_answers *answers)
{
    if (grave_is_unasked(r->unasked)) return TIER_INCOMPLETE;
    if (answers->answer[SIGN_SELF] != SIGN_YES) return TIER_R;
    return r->unasked ? TIER_INCOMPLETE : TIER_C;
}

void sign_judge(struct sign_result *out, const struct sign_answers *answers)
{
    int first = 0;
    *out = (struct sign_result){0};
    collect(out, answers);
    out->complete = out->unasked == 0;
    out->contradicted = out->hits && answers->answer[SIGN_SELF] == SIGN_YES;
    if (!out->hits) {
        out->tier = tier_of_none(out, answers);
        if (out->tier == TIER_C) out->hits = (uint64_t)1 << SIGN_SELF;
        out->action = sign_tier_row[out->tier].none;
    }
    if (!out->hits) return;
    while (!has(out->hits, first)) first++;
    out->tier = sign_rule[first].tier;
    out->action = sign_rule[first].action;
}

int sign_find(const char *id, int *nearest)
{
    size_t best = TEXT_FAR + 1;
    for (int i = 0; i < SIGN_COUNT; i++) {
        size_t d = text_distance(id, sign_rule[i].id);
        if (strcmp(id, sign_rule[i].id) == 0) return i;
        if (d < best && nearest) *nearest = i;
        if (d < best) best = d;
    }
    return -1;
}

int sign_fact_find(const char *key)
{
    for (int i = 0; i < SIGN_FACT_COUNT; i++)
        if (strcmp(sign_fact_row[i].key, key) == 0) return i;
    return -1;
}

void sign_action(char *out, size_t size, const char *action, const char *number)
{
    const char *mark = strstr(action, number_mark), *tail = mark ? mark + strlen(number_mark) : "";
    size_t head = mark ? (size_t)(mark - action) : strlen(action), used;
    if (!*number) number = number_unknown;
    if (head >= size) head = size - 1;
    memcpy(out, action, head);
    out[head] = '\0';
    if (!mark) return;
    text_copy(out + head, size - head, number);
    used = strlen(out);
    text_copy(out + used, size - used, tail);
}
