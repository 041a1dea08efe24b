/* Finding the next start tag of a known name, and what goes before it. */
#include "activity/xml_ladder.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MAX_NAME = 64, MAX_PREFIX = 24 };

static bool is_letter(uint8_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static bool is_name_byte(uint8_t c) { return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.'; }

struct bytes xml_tag_name(struct bytes file, size_t at)
{
    struct bytes name = bytes_slice(file, at + 1, MAX_NAME);
    size_t n = 0;
    if (at >= file.size || file.at[at] != '<' || !name.size || !is_letter(name.at[0])) return bytes_of(name.at, 0);
    while (n < name.size && is_name_byte(name.at[n])) n++;
    return bytes_slice(name, 0, n < MAX_NAME ? n : 0);
}

struct bytes xml_local_part(struct bytes name)
{
    for (size_t n = name.size; n-- > 0;)
        if (name.at[n] == ':') return bytes_slice(name, n + 1, SIZE_MAX);
    return name;
}

static bool is_same(struct bytes name, const char *text)
{
    return name.size == strlen(text) && memcmp(name.at, text, name.size) == 0;
}

bool xml_ladder_find(const struct xml_ladder *ladder, struct bytes file, size_t at, struct xml_place *place)
{
    for (; at < file.size; at++) {
        const uint8_t *mark = memchr(file.at + at, '<', file.size - at);
        struct bytes name, local;
        if (!mark) return false;
        at = (size_t)(mark - file.at);
        name = xml_tag_name(file, at);
        local = xml_local_part(name);
        if (name.size - local.size > MAX_PREFIX) continue;
        for (size_t i = 0; i < ladder->rungs; i++) {
            if (!is_same(local, ladder->rung[i].name)) continue;
            *place = (struct xml_place){at, ladder->rung[i].depth, bytes_slice(name, 0, name.size - local.size)};
            return true;
        }
    }
    return false;
}

size_t xml_ladder_prolog(const struct xml_ladder *ladder, const struct xml_place *place, char out[XML_PROLOG_SIZE])
{
    size_t n = 0;
    for (int i = 0; i < place->depth; i++)
        n += (size_t)snprintf(out + n, XML_PROLOG_SIZE - n, "<%.*s%s>", (int)place->prefix.size,
                              (const char *)place->prefix.at, ladder->outer[i]);
    assert(n < XML_PROLOG_SIZE);
    return n;
}
