/* Finding patterns, and the way of a lace. */
#include "foot/lacing.h"

#include <string.h>

#include "base/text.h"

const char lacing_heel[] = "Relax the forefoot, keep the heel firm: snug the upper eyelets, and add the loop at the top (LOOP) where the heel slips.";
static const char heel_with_loop[] = "Relax the forefoot, keep the heel firm: the loop at the top holds it.";
static const char heel_top_empty[] = "Relax the forefoot, keep the heel firm: snug the eyelets that are laced; the top ones stay empty.";
const char lacing_tension[] = "One finger should slide under the lace over the instep.";

int lacing_find(const char *word)
{
    for (size_t i = 0; i < lacing_patterns; i++)
        if (text_same(lacing_pattern[i].code, word) || text_same(lacing_pattern[i].name, word)) return (int)i;
    return -1;
}

const char *lacing_nearest(const char *word)
{
    const char *nearest = lacing_pattern[0].code;
    for (size_t i = 1; i < lacing_patterns; i++)
        if (text_distance(word, lacing_pattern[i].code) < text_distance(word, nearest)) nearest = lacing_pattern[i].code;
    return nearest;
}

const char *lacing_heel_of(const struct lacing_pattern *pattern)
{
    if (strstr(pattern->path, "loop")) return heel_with_loop;
    return strchr(pattern->path, '0' + LACING_ROWS) ? lacing_heel : heel_top_empty;
}

/* "L7", "R1", "loopL" */
static bool read_stop(struct lacing_stop *out, const char *word, size_t n)
{
    if (n == 5 && strncmp(word, "loop", 4) == 0) {
        *out = (struct lacing_stop){word[4] == 'R', 0};
        return word[4] == 'L' || word[4] == 'R';
    }
    if (n != 2 || (word[0] != 'L' && word[0] != 'R')) return false;
    *out = (struct lacing_stop){word[0] == 'R', word[1] - '0'};
    return out->row >= 1 && out->row <= LACING_ROWS;
}

bool lacing_path_read(struct lacing_path *out, const char *text)
{
    *out = (struct lacing_path){.laces = 1};
    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        size_t *stops = &out->stops[out->laces - 1], n = strcspn(text, " ;");
        if (n && (*stops == LACING_STOPS || !read_stop(&out->stop[out->laces - 1][*stops], text, n))) return false;
        *stops += n > 0;
        text += n;
        if (*text != ';') continue;
        if (out->laces++ == LACING_LACES) return false;
        text++;
    }
    return out->stops[out->laces - 1] > 1;
}
