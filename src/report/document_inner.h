/* The blocks of a document, for those that show it. */
#ifndef REPORT_DOCUMENT_INNER_H
#define REPORT_DOCUMENT_INNER_H

#include "report/document.h"

enum document_kind {
    DOCUMENT_HEADING, DOCUMENT_WORDS, DOCUMENT_SMALL, DOCUMENT_BULLET, DOCUMENT_NOTICE, DOCUMENT_TABLE, DOCUMENT_DRAWING,
    DOCUMENT_COLUMNS_BEGIN, DOCUMENT_COLUMN_NEXT, DOCUMENT_COLUMNS_END, DOCUMENT_BREAK
};

struct document_block {
    enum document_kind kind;
    int level;                  /* of a heading */
    const char *label, *text;
    const struct drawing *drawing;
    double width_mm, share[2];
    /* of a table */
    size_t columns, cells, cell_room;
    const char *head[DOCUMENT_COLUMNS]; /* without the '>' */
    bool right[DOCUMENT_COLUMNS];
    double column_share[DOCUMENT_COLUMNS];
    const char **cell;
};

/* True for a table whose heads are all "": a list of pairs. */
bool document_has_head(const struct document_block *table);

#endif
