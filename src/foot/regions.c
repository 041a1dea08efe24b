/* Sets of regions as text and back. */
#include "foot/regions.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

static const char separators[] = " \t,;+";

static int region_find(const char *code, size_t n)
{
    for (size_t i = 0; i < foot_regions; i++)
        if (strlen(foot_region[i].code) == n && strncasecmp(foot_region[i].code, code, n) == 0) return (int)i;
    return -1;
}

int foot_region_find(const char *code) { return region_find(code, strlen(code)); }

bool foot_regions_parse(const char *text, uint64_t *set, char *unknown, size_t size)
{
    uint64_t found = 0;
    for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
        size_t n = strcspn(text, separators);
        int row = region_find(text, n);
        if (row < 0) {
            size_t kept = n < size ? n : size - 1;
            if (unknown && size) {
                memcpy(unknown, text, kept);
                unknown[kept] = '\0';
            }
            return false;
        }
        found |= UINT64_C(1) << row;
        text += n;
    }
    *set = found;
    return true;
}

void foot_regions_text(char *out, size_t size, uint64_t set)
{
    size_t at = 0;
    assert(size > 0 && foot_regions <= 64);
    for (size_t i = 0; i < foot_regions; i++) {
        size_t n = strlen(foot_region[i].code), blank = at > 0;
        if (!(set >> i & 1)) continue;
        if (at + blank + n >= size) break;
        if (blank) out[at++] = ' ';
        memcpy(out + at, foot_region[i].code, n);
        at += n;
    }
    out[at] = '\0';
}

uint64_t foot_regions_all(void)
{
    return foot_regions >= 64 ? UINT64_MAX : (UINT64_C(1) << foot_regions) - 1;
}

uint64_t foot_regions_spread(uint64_t set)
{
    uint64_t all = set;
    for (size_t i = 0; i < foot_regions; i++)
        if (set >> i & 1) all |= foot_region[i].covers;
    return all;
}
