/* <tingle/where.h> over the rooms. */
#include <tingle/where.h>

#include <stdio.h>
#include <string.h>

#include "advice/region_text.h"
#include "advice/where.h"
#include "api/journal_handle.h"
#include "foot/region_words.h"
#include "foot/regions.h"

_Static_assert((int)TINGLE_VIEW_OUTER == (int)FOOT_OUTER && (int)TINGLE_VIEWS == (int)FOOT_VIEWS, "the views are those of the table");
_Static_assert((int)TINGLE_REGIONS_SIZE == (int)FOOT_REGIONS_TEXT_SIZE && (int)TINGLE_PLACE_SIZE == (int)FOOT_WORDS_SIZE, "all codes fit");

bool tingle_region_at(struct tingle_region *out, size_t i)
{
    if (i >= foot_regions) return false;
    *out = where_region(i);
    return true;
}

enum tingle_status tingle_regions_read(char codes[TINGLE_REGIONS_SIZE], const char *text, struct tingle_error *err)
{
    uint64_t set = 0;
    enum tingle_status st = region_text_read(&set, text, err);
    if (!st) foot_regions_text(codes, TINGLE_REGIONS_SIZE, set);
    return st;
}

void tingle_regions_words(char words[TINGLE_PLACE_SIZE], const char *codes, const char *side)
{
    enum foot_side foot = FOOT_NO_SIDE;
    uint64_t set = 0;
    for (enum foot_side s = FOOT_LEFT; s <= FOOT_BOTH; s++)
        if (strcmp(foot_side_text(s), side) == 0) foot = s;
    while (*codes) {
        size_t n = strcspn(codes, " ");
        int row = n ? foot_region_named(codes, n) : -1;
        if (row >= 0) set |= UINT64_C(1) << row;
        codes += n + (codes[n] == ' ');
    }
    foot_region_words(words, TINGLE_PLACE_SIZE, set, foot);
}

enum tingle_status tingle_where_answer(struct tingle_where **out, struct tingle_journal *journal, int64_t run, struct tingle_error *err)
{
    *out = NULL;
    if (run && !journal->journal) return journal_need(journal, err);
    return where_answer(out, journal->journal, run, err);
}

void tingle_where_free(struct tingle_where *where) { where_free(where); }
