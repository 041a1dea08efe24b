/* The part of an import that needs no journal: a watch file decoded, its runs derived, its bytes hashed and packed.
 *
 * Pure but for the item: several threads may work at once, each with a packer of its own.
 */
#ifndef ADVICE_IMPORT_WORK_H
#define ADVICE_IMPORT_WORK_H

#include "advice/import_item.h"

/* Hashes of what the journal holds, sorted; read by all threads. */
struct import_known {
    uint8_t (*sha256)[SHA256_SIZE];
    size_t count;
};

enum tingle_status import_known_load(struct import_known *known, struct journal *j, struct tingle_error *err);
void import_known_release(struct import_known *known);

/* Works on an item of any type; what went wrong stands in it. */
void import_work(struct import_item *item, struct journal_packer *packer, const struct import_known *known);

#endif
