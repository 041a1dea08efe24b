/* The rows of data/export_members.csv: which member of an export is which. Only for src/archive. */
#ifndef ARCHIVE_EXPORT_MEMBERS_H
#define ARCHIVE_EXPORT_MEMBERS_H

#include "archive/export_catalogue.h"

struct member_rule {
    const char *folder; /* one of the folders on the path has this name; "" any path */
    const char *name;   /* of the last part; '*' stands for any characters */
    const char *head;   /* stands in the first bytes; with '!' in front it must not; "" any */
    enum export_member kind;
};
extern const struct member_rule member_rules[]; /* the first that fits counts */
extern const size_t member_rule_count;

#endif
