/* Building a document. */
#include "report/document_inner.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { DOCUMENT_MAX_BYTES = 256 << 20, WORDS_BYTES = 4096 };

void document_init(struct document *d, const char *title)
{
    memset(d, 0, sizeof *d);
    arena_init(&d->arena, DOCUMENT_MAX_BYTES);
    d->title = title;
}

void document_release(struct document *d)
{
    arena_release(&d->arena);
    d->block = NULL;
    d->blocks = 0;
}

enum tingle_status document_status(const struct document *d, struct tingle_error *err)
{
    return d->no_memory ? error_no_memory(err, "the document") : TINGLE_OK;
}

static const char *keep(struct document *d, const char *text)
{
    const char *kept = arena_text(&d->arena, text, strlen(text));
    if (!kept) d->no_memory = true;
    return kept ? kept : "";
}

/* NULL: no memory, which is remembered. */
static struct document_block *add(struct document *d, enum document_kind kind)
{
    d->table = NULL;
    if (!arena_room(&d->arena, &d->block, d->blocks, &d->room, sizeof *d->block)) {
        d->no_memory = true;
        return NULL;
    }
    d->block[d->blocks] = (struct document_block){.kind = kind};
    return &d->block[d->blocks++];
}

static void add_words(struct document *d, enum document_kind kind, const char *label, const char *fmt, va_list args)
{
    char text[WORDS_BYTES];
    struct document_block *b = add(d, kind);
    vsnprintf(text, sizeof text, fmt, args);
    if (!b) return;
    b->label = label ? keep(d, label) : NULL;
    b->text = keep(d, text);
}

void document_heading(struct document *d, int level, const char *text)
{
    struct document_block *b = add(d, DOCUMENT_HEADING);
    if (!b) return;
    b->level = level;
    b->text = keep(d, text);
}

#define WORDS_OF(d, kind, label, fmt)          \
    do {                                       \
        va_list args;                          \
        va_start(args, fmt);                   \
        add_words(d, kind, label, fmt, args);  \
        va_end(args);                          \
    } while (0)

void document_words(struct document *d, const char *label, const char *fmt, ...) { WORDS_OF(d, DOCUMENT_WORDS, label, fmt); }
void document_small(struct document *d, const char *fmt, ...) { WORDS_OF(d, DOCUMENT_SMALL, NULL, fmt); }
void document_bullet(struct document *d, const char *fmt, ...) { WORDS_OF(d, DOCUMENT_BULLET, NULL, fmt); }
void document_notice(struct document *d, const char *fmt, ...) { WORDS_OF(d, DOCUMENT_NOTICE, NULL, fmt); }

void document_table(struct document *d, const struct document_column *column, size_t columns)
{
    struct document_block *b = add(d, DOCUMENT_TABLE);
    assert(columns <= DOCUMENT_COLUMNS);
    if (!b) return;
    b->columns = columns;
    for (size_t i = 0; i < columns; i++) {
        b->right[i] = *column[i].head == '>';
        b->head[i] = keep(d, column[i].head + b->right[i]);
        b->column_share[i] = column[i].share;
    }
    d->table = b;
}

void document_cell(struct document *d, const char *fmt, ...)
{
    char text[DOCUMENT_CELL];
    struct document_block *b = d->table;
    va_list args;
    assert(b || d->no_memory);
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (d->no_memory || !arena_room(&d->arena, &b->cell, b->cells, &b->cell_room, sizeof *b->cell)) {
        d->no_memory = true;
        return;
    }
    b->cell[b->cells++] = keep(d, text);
}

bool document_has_head(const struct document_block *table)
{
    for (size_t i = 0; i < table->columns; i++)
        if (*table->head[i]) return true;
    return false;
}

void document_drawing(struct document *d, const struct drawing *drawing, double width_mm)
{
    struct document_block *b = add(d, DOCUMENT_DRAWING);
    if (!b) return;
    b->drawing = drawing;
    b->width_mm = width_mm;
}

void document_columns(struct document *d, double left_share, double right_share)
{
    struct document_block *b = add(d, DOCUMENT_COLUMNS_BEGIN);
    if (!b) return;
    b->share[0] = left_share;
    b->share[1] = right_share;
}

void document_next(struct document *d) { add(d, DOCUMENT_COLUMN_NEXT); }
void document_columns_end(struct document *d) { add(d, DOCUMENT_COLUMNS_END); }
void document_break(struct document *d) { add(d, DOCUMENT_BREAK); }
