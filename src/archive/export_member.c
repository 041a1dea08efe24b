/* Paths and first bytes against the rows of data/export_members.csv. */
#include <string.h>
#include <strings.h>

#include "archive/export_members.h"
#include "base/text.h"

/* '*' stands for any characters; letters without case. Goes back to the last star only, which is enough. */
static bool name_fits(const char *name, const char *pattern)
{
    const char *star = NULL, *from = NULL;
    while (*name) {
        if (*pattern == '*') {
            star = pattern++;
            from = name;
        } else if (*pattern && strncasecmp(name, pattern, 1) == 0) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star + 1;
            name = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*') pattern++;
    return !*pattern;
}

static bool has_folder(const char *path, const char *folder)
{
    size_t n = strlen(folder), part;
    for (; path[part = strcspn(path, "/")]; path += part + 1)
        if (part == n && strncasecmp(path, folder, n) == 0) return true;
    return false;
}

static bool head_has(struct bytes head, const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i + n <= head.size; i++)
        if (memcmp(head.at + i, text, n) == 0) return true;
    return false;
}

static bool rule_fits(const struct member_rule *rule, const char *path, struct bytes head)
{
    bool must_not = rule->head[0] == '!';
    if (!name_fits(path_name(path), rule->name)) return false;
    if (*rule->folder && !has_folder(path, rule->folder)) return false;
    return !*rule->head || head_has(head, rule->head + must_not) != must_not;
}

/* Our own table of shoes has the same name as Strava's, and a column "name" (docs/shoes-csv.md). */
static bool has_column_name(struct bytes head)
{
    for (size_t i = 0, from = 0; i < head.size; i++) {
        if (!memchr(",;\t\r\n", head.at[i], 5)) continue;
        if (i - from == 4 && strncasecmp((const char *)head.at + from, "name", 4) == 0) return true;
        if (head.at[i] == '\n' || head.at[i] == '\r') return false;
        from = i + 1;
    }
    return false;
}

enum export_member export_member_kind(const char *path, struct bytes head)
{
    for (size_t i = 0; i < member_rule_count; i++) {
        if (!rule_fits(&member_rules[i], path, head)) continue;
        if (member_rules[i].kind == EXPORT_MEMBER_STRAVA_SHOES && has_column_name(head)) return EXPORT_MEMBER_OTHER;
        return member_rules[i].kind;
    }
    return EXPORT_MEMBER_OTHER;
}
