/* Finding pages and sources. */
#include "guide/guide_pages.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

const char guide_closing[] = "Not yet reviewed by a clinician. If you are worried, or it changes, see a doctor.";

static bool begins_with(const char *name, const char *word) { return strncasecmp(name, word, strlen(word)) == 0; }

const struct guide_page *guide_page_find(const char *word)
{
    const struct guide_page *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < guide_pages; i++) {
        if (text_same(guide_page[i].name, word)) return &guide_page[i];
        if (!*word || !begins_with(guide_page[i].name, word)) continue;
        found = &guide_page[i];
        n++;
    }
    return n == 1 ? found : NULL;
}

const char *guide_page_nearest(const char *word)
{
    const char *nearest = NULL;
    size_t least = 3;
    for (size_t i = 0; i < guide_pages; i++) {
        size_t distance = text_distance(guide_page[i].name, word);
        if (*word && begins_with(guide_page[i].name, word)) distance = 0;
        if (distance >= least || 2 * distance >= strlen(guide_page[i].name)) continue;
        least = distance;
        nearest = guide_page[i].name;
    }
    return nearest;
}

const struct guide_source *guide_source_find(const char *id, size_t n)
{
    for (size_t i = 0; i < guide_sources; i++)
        if (strlen(guide_source[i].id) == n && memcmp(guide_source[i].id, id, n) == 0) return &guide_source[i];
    return NULL;
}
