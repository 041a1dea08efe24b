/* Regions by what a runner calls them. */
#include "foot/regions.h"

#include <string.h>

#include "base/text.h"

enum { NAME_SIZE = 80, NEAR_CODE = 2, NEAR_PART = 3 /* one letter in three may be wrong */ };

/* --------------------------------------------------------------------- folding */

static bool is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_filler(const char *word, size_t n)
{
    static const char *const fillers[] = {"the", "of", "my", "a"};
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (strlen(fillers[i]) == n && strncmp(fillers[i], word, n) == 0) return true;
    return false;
}

/* The words of a text in small letters, one blank between, without those that do not count. Cut where it does not fit. */
static void fold(char out[NAME_SIZE], const char *text, size_t n)
{
    size_t size = 0;
    for (size_t i = 0; i < n;) {
        size_t from = size;
        while (i < n && !is_letter(text[i])) i++;
        if (i == n) break;
        if (size) out[size++] = ' ';
        for (size_t word = size;; i++) {
            if (i < n && is_letter(text[i]) && size < NAME_SIZE - 2) {
                out[size++] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 'a' - 'A') : text[i];
                continue;
            }
            if (is_filler(out + word, size - word)) size = from;
            break;
        }
        if (size >= NAME_SIZE - 2) break;
    }
    out[size] = '\0';
}

/* The k-th name of a region, folded: its words first, then the further ones. False behind the last. */
static bool name_at(char out[NAME_SIZE], const struct foot_region *r, size_t k)
{
    const char *name = r->names;
    if (k == 0) {
        fold(out, r->words, strlen(r->words));
        return true;
    }
    while (--k && name) {
        name = strchr(name, ';');
        if (name) name++;
    }
    if (!name || !*name) return false;
    fold(out, name, strcspn(name, ";"));
    return true;
}

/* ---------------------------------------------------------------------- finding */

int foot_region_named(const char *text, size_t n)
{
    char given[NAME_SIZE], name[NAME_SIZE];
    int64_t number = 0;
    bool is_number = text_to_int(text, n, 1, 99, &number);
    fold(given, text, n);
    if (!*given) return -1;
    for (size_t i = 0; i < foot_regions; i++) {
        if ((is_number && foot_region[i].number == number) || text_same(foot_region[i].code, given)) return (int)i;
        for (size_t k = 0; name_at(name, &foot_region[i], k); k++)
            if (strcmp(name, given) == 0) return (int)i;
    }
    return -1;
}

/* True when every word of `part` begins a word of `name`. */
static bool holds(const char *name, const char *part)
{
    while (*part) {
        size_t n = strcspn(part, " ");
        const char *at = name;
        while (*at && strncmp(at, part, n) != 0) {
            at += strcspn(at, " ");
            at += *at == ' ';
        }
        if (!*at) return false;
        part += n + (part[n] == ' ');
    }
    return true;
}

uint64_t foot_regions_partly_named(const char *text, size_t n)
{
    char given[NAME_SIZE], name[NAME_SIZE];
    uint64_t set = 0;
    fold(given, text, n);
    for (size_t i = 0; *given && i < foot_regions; i++)
        for (size_t k = 0; name_at(name, &foot_region[i], k); k++)
            if (holds(name, given)) set |= UINT64_C(1) << i;
    return set;
}

int foot_region_nearest(const char *text, size_t n)
{
    char given[NAME_SIZE], name[NAME_SIZE];
    size_t length, least = TEXT_FAR;
    int best = -1;
    fold(given, text, n);
    length = strlen(given);
    for (size_t i = 0; i < foot_regions; i++) {
        size_t apart = text_distance(given, foot_region[i].code);
        if (apart <= NEAR_CODE && 2 * apart < length && apart < least) best = (int)i, least = apart;
        for (size_t k = 0; name_at(name, &foot_region[i], k); k++) {
            apart = text_distance(given, name);
            if (NEAR_PART * apart <= length && apart < least) best = (int)i, least = apart;
        }
    }
    return best;
}
