/* The journal's tables: see journal_schema.c. */
#ifndef JOURNAL_JOURNAL_SCHEMA_H
#define JOURNAL_JOURNAL_SCHEMA_H

#include "store/store.h"

extern const struct store_schema journal_schema;

#endif
