/* Regions -> a phrase. */
#include "foot/region_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "foot/regions.h"

enum { TOES = 5, PLACE_SIZE = 120, SIDED_SIZE = PLACE_SIZE + 32 };

const char *foot_side_text(enum foot_side side)
{
    static const char *const text[] = {"", "left", "right", "both"};
    return text[side];
}

/* Where a side goes into a place: behind its last "of the ", else its first "the ", and behind "whole". NULL: nowhere. */
static const char *side_place(const char *words)
{
    const char *at = strstr(words, " of the "), *next;
    if (at) {
        while ((next = strstr(at + 1, " of the "))) at = next;
        return at + 8;
    }
    at = strstr(words, "the ");
    if (!at) return NULL;
    return strncmp(at + 4, "whole ", 6) == 0 ? at + 10 : at + 4;
}

static void with_side(char out[SIDED_SIZE], const char *words, enum foot_side side)
{
    const char *at = side_place(words), *of_the_foot = strstr(words, " of the foot");
    size_t whole = strlen(words);
    if (side == FOOT_NO_SIDE || strstr(words, "both feet"))
        snprintf(out, SIDED_SIZE, "%s", words);
    else if (side == FOOT_BOTH && of_the_foot)
        snprintf(out, SIDED_SIZE, "%.*s of both feet", (int)(of_the_foot - words), words);
    else if (side == FOOT_BOTH)
        snprintf(out, SIDED_SIZE, "%s of both feet", words);
    else if (!at)
        snprintf(out, SIDED_SIZE, "%s of the %s foot", words, foot_side_text(side));
    else
        snprintf(out, SIDED_SIZE, "%.*s%s %.*s", (int)(at - words), words, foot_side_text(side), (int)(whole - (size_t)(at - words)), at);
}

/* The toes of the sole (rows 0 to 4) as one place: "under the 3rd and 4th toes". */
static void toes_place(char out[PLACE_SIZE], uint64_t set)
{
    static const char *const name[TOES] = {"big", "2nd", "3rd", "4th", "little"};
    int left = 0, n = 0;
    size_t at = (size_t)snprintf(out, PLACE_SIZE, "under the ");
    for (int toe = 0; toe < TOES; toe++) left += (int)(set >> toe & 1);
    n = left;
    for (int toe = 0; toe < TOES; toe++) {
        if (!(set >> toe & 1)) continue;
        left--;
        at += (size_t)snprintf(out + at, PLACE_SIZE - at, "%s%s", name[toe], left > 1 ? ", " : left == 1 ? " and " : n > 1 ? " toes" : " toe");
    }
}

static const uint64_t toes = (1u << TOES) - 1;

/* The next place of a set, taken out of it. */
static void take_place(char out[SIDED_SIZE], uint64_t *set, enum foot_side side)
{
    char words[PLACE_SIZE];
    if (*set & toes) {
        toes_place(words, *set);
        *set &= ~toes;
    } else {
        size_t row = 0;
        while (!(*set >> row & 1)) row++;
        snprintf(words, sizeof words, "%s", foot_region[row].words);
        *set &= *set - 1;
    }
    with_side(out, words, side);
}

void foot_region_words(char *out, size_t size, uint64_t set, enum foot_side side)
{
    char place[SIDED_SIZE];
    size_t at = 0;
    out[0] = '\0';
    for (bool first = true; set; first = false) {
        const char *join;
        size_t n;
        take_place(place, &set, first ? side : side == FOOT_BOTH ? FOOT_NO_SIDE : side);
        join = first ? "" : set ? ", " : " and ";
        n = strlen(join) + strlen(place);
        if (at + n + (set ? 5 : 1) > size) {
            snprintf(out + at, size - at, " ...");
            return;
        }
        snprintf(out + at, size - at, "%s%s", join, place);
        at += n;
    }
}
