/* The drawn foot in a terminal: the shapes, sampled cell by cell. */
#include "report/foot_map.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/foot_sample.h"

enum { COLUMNS_LEAST = 17, COLUMNS_MOST = 26, GAP = 3, ROWS_MAX = 40, FEET_MAX = 4, NOTHING = -1 };

static const double cell_aspect = 2.1; /* height of a cell by its width */
static const char letters[] = ".-+*%#";
static const int black = 16, plain_skin = 255, shade[DRAWING_LEVELS] = {224, 229, 221, 214, 208, 203}; /* of 256 colours; text on them is black */

/* ---------------------------------------------------------------------- sampling */

/* The shape that most of nine points of a cell lie in. */
static int cell_shape(const struct foot_sample *v, double x, double y, double dx, double dy)
{
    int votes[FOOT_SAMPLE_SHAPES + 1] = {0}, best = FOOT_SAMPLE_SHAPES;
    for (int i = 0; i < 9; i++) {
        int at = foot_sample_at(v, x + (i % 3 + 0.5) / 3 * dx, y + (i / 3 + 0.5) / 3 * dy);
        votes[at == NOTHING ? FOOT_SAMPLE_SHAPES : at]++;
    }
    for (int i = 0; i < FOOT_SAMPLE_SHAPES; i++)
        if (votes[i] > votes[best]) best = i;
    return best == FOOT_SAMPLE_SHAPES ? NOTHING : best;
}

/* ------------------------------------------------------------------------- a foot */

struct cell {
    int shape;   /* of the view; NOTHING: outside */
    int half[2]; /* what is in its upper and its lower half; of a letter as shape */
    int fill[2]; /* and how these are filled: of 256 colours */
    int level;
    char letter; /* of a number; 0 */
    bool plain;  /* skin that is no region */
    bool from_left, from_below; /* another shape begins there */
};

struct foot_cells {
    struct cell cell[ROWS_MAX][COLUMNS_MOST];
    int rows, columns;
    char name[24];
};

/* All of a number stands on the fill of its region, also where that is narrower. */
static void put_number(struct foot_cells *c, const struct foot_shape *s, int shape, int level, enum foot_map_side side, double dx, double dy)
{
    char text[8];
    int n = snprintf(text, sizeof text, "%d", s->number);
    double x = side == FOOT_MAP_LEFT ? 100 - s->x : s->x;
    int row = (int)floor(s->y / dy), column = (int)floor(x / dx - (n - 1) / 2.0);
    for (int i = 0; i < n; i++)
        if (row < c->rows && column + i >= 0 && column + i < c->columns) c->cell[row][column + i] = (struct cell){.shape = shape, .half = {shape, shape}, .fill = {shade[level], shade[level]}, .level = level, .letter = text[i]};
}

static void mark_borders(struct foot_cells *c)
{
    for (int row = 0; row < c->rows; row++)
        for (int column = 0; column < c->columns; column++) {
            struct cell *at = &c->cell[row][column];
            if (at->shape == NOTHING) continue;
            at->from_left = column > 0 && at[-1].shape != at->shape && at[-1].shape != NOTHING;
            at->from_below = row + 1 < c->rows && c->cell[row + 1][column].shape != at->shape && c->cell[row + 1][column].shape != NOTHING;
        }
}

/* One of 256 colours for a shape of the view. */
static int colour_of(const struct foot_sample *v, const struct tingle_where *w, int shape, enum foot_map_side side)
{
    if (shape == NOTHING) return NOTHING;
    if (v->shape[shape].shape->kind == FOOT_SHAPE_PLAIN) return plain_skin;
    return shade[drawing_level_of(foot_map_share(w, v->shape[shape].shape->code, side))];
}

static void fill_cell(struct cell *c, const struct foot_sample *v, const struct tingle_where *w, enum foot_map_side side, double x, double y, double dx,
                      double dy)
{
    c->shape = cell_shape(v, x, y, dx, dy);
    for (int i = 0; i < 2; i++) {
        c->half[i] = cell_shape(v, x, y + i * dy / 2, dx, dy / 2);
        c->fill[i] = colour_of(v, w, c->half[i], side);
    }
    if (c->shape == NOTHING) return;
    c->plain = v->shape[c->shape].shape->kind == FOOT_SHAPE_PLAIN;
    c->level = drawing_level_of(foot_map_share(w, v->shape[c->shape].shape->code, side));
}

static void fill_foot(struct foot_cells *c, const struct foot_sample *v, const struct tingle_where *w, enum tingle_view view, enum foot_map_side side,
                      int columns)
{
    double dx = 100.0 / columns, dy = dx * cell_aspect;
    *c = (struct foot_cells){.columns = columns, .rows = (int)ceil(250 / dy)};
    assert(c->rows <= ROWS_MAX && columns <= COLUMNS_MOST);
    snprintf(c->name, sizeof c->name, "%s %s", side == FOOT_MAP_LEFT ? "left" : "right", view == TINGLE_VIEW_SOLE ? "sole" : "top");
    for (int row = 0; row < c->rows; row++)
        for (int column = 0; column < columns; column++) {
            double x = side == FOOT_MAP_LEFT ? 100 - (column + 1) * dx : column * dx;
            fill_cell(&c->cell[row][column], v, w, side, x, row * dy, dx, dy);
        }
    mark_borders(c);
    for (size_t i = 0; i < v->shapes; i++) {
        const struct foot_shape *s = v->shape[i].shape;
        if (s->kind == FOOT_SHAPE_REGION) put_number(c, s, (int)i, drawing_level_of(foot_map_share(w, s->code, side)), side, dx, dy);
    }
}

/* ------------------------------------------------------------------------ showing */

/* Without colour: the letter of the level, '|' and '_' where regions that were never numb meet. */
static void add_letter(struct buffer *out, const struct cell *at)
{
    char letter = letters[at->level];
    if (at->shape == NOTHING) letter = ' ';
    else if (at->letter) letter = at->letter;
    else if (at->from_left) letter = '|';
    else if (at->level == 0 && at->from_below) letter = '_';
    else if (at->plain) letter = ':';
    buffer_add_byte(out, letter);
}

/* The colours in force: those of the cell before stay where they are the same. */
struct look {
    int pen, fill; /* of 256; NOTHING: the terminal's own */
    bool under, bold;
};

static void set_look(struct buffer *out, struct look *now, struct look next)
{
    if (now->pen == next.pen && now->fill == next.fill && now->under == next.under && now->bold == next.bold) return;
    *now = next;
    buffer_add_text(out, "\033[0m");
    if (next.bold) buffer_add_text(out, "\033[1m");
    if (next.under) buffer_add_text(out, "\033[4m");
    if (next.pen == black) buffer_add_text(out, TERM_BLACK);
    else if (next.pen != NOTHING) buffer_printf(out, TERM_PEN "%dm", next.pen);
    if (next.fill != NOTHING) buffer_printf(out, TERM_FILL "%dm", next.fill);
}

/* The edge of the foot, and of what is filled otherwise, goes through the middle of a cell. */
static void add_edge(struct buffer *out, const struct cell *at, struct look *now)
{
    bool lower = at->fill[0] == NOTHING;
    set_look(out, now, (struct look){.pen = at->fill[lower], .fill = at->fill[!lower]});
    buffer_add_text(out, lower ? "\u2584" : "\u2580");
}

/* In colour: a fill, its letter from the first level on, borders as lines. */
static void add_coloured(struct buffer *out, const struct cell *at, struct look *now)
{
    bool parted = at->half[0] != at->half[1];
    if (!parted && at->half[0] == NOTHING) {
        set_look(out, now, (struct look){.pen = NOTHING, .fill = NOTHING});
        buffer_add_byte(out, ' ');
        return;
    }
    if (parted && at->fill[0] != at->fill[1]) {
        add_edge(out, at, now);
        return;
    }
    set_look(out, now, (struct look){.pen = black, .fill = at->fill[0], .under = at->from_below && !parted && !at->letter, .bold = at->letter && at->level});
    if (at->letter) buffer_add_byte(out, at->letter);
    else if (parted) buffer_add_text(out, "\u2500");
    else if (at->from_left) buffer_add_text(out, "\u2502");
    else buffer_add_byte(out, at->level ? letters[at->level] : ' ');
}

static void add_row(struct buffer *out, const struct foot_cells *c, int row, bool colour)
{
    struct look look = {.pen = NOTHING, .fill = NOTHING};
    for (int column = 0; column < c->columns; column++)
        if (colour) add_coloured(out, &c->cell[row][column], &look);
        else add_letter(out, &c->cell[row][column]);
    if (colour) set_look(out, &look, (struct look){.pen = NOTHING, .fill = NOTHING});
}

/* Takes the blanks at the end of a line away. */
static void end_line(struct buffer *out)
{
    while (out->size && out->data[out->size - 1] == ' ') out->data[--out->size] = '\0';
    buffer_add_byte(out, '\n');
}

static bool row_is_empty(const struct foot_cells *foot, int feet, int row)
{
    for (int i = 0; i < feet; i++)
        for (int column = 0; column < foot[i].columns; column++)
            if (foot[i].cell[row][column].shape != NOTHING) return false;
    return true;
}

static void add_feet(struct buffer *out, const struct foot_cells *foot, int feet, bool colour)
{
    for (int row = 0; row < foot->rows; row++) {
        if (row_is_empty(foot, feet, row)) continue;
        for (int i = 0; i < feet; i++) {
            if (i) buffer_printf(out, "%*s", GAP, "");
            add_row(out, &foot[i], row, colour);
        }
        end_line(out);
    }
    for (int i = 0; i < feet; i++) {
        int before = (foot->columns - (int)strlen(foot[i].name)) / 2;
        buffer_printf(out, "%*s%-*s", before + (i ? GAP : 0), "", foot->columns - before, foot[i].name);
    }
    end_line(out);
}

/* What the fills mean, as many on a line as fit. */
static void add_key(struct buffer *out, const struct term *term)
{
    static const char *const words[DRAWING_LEVELS] = {"never", "under 20 %", "20", "40", "60", "80 % or more of them"};
    int column = 0;
    for (int level = 0; level < DRAWING_LEVELS; level++) {
        int columns = (term->colour ? 4 : 2) + (int)strlen(words[level]);
        bool breaks = column && column + 2 + columns > term->width;
        buffer_add_text(out, breaks ? "\n" : column ? "  " : "");
        column = (breaks ? 0 : column ? column + 2 : 0) + columns;
        if (term->colour) buffer_printf(out, TERM_BLACK TERM_FILL "%dm %c \033[0m", shade[level], level ? letters[level] : ' ');
        else buffer_printf(out, "%c", letters[level]);
        buffer_printf(out, " %s", words[level]);
    }
    buffer_add_byte(out, '\n');
}

/* Columns of a foot when so many stand in a row; under COLUMNS_LEAST it does not fit. */
static int columns_for(const struct term *term, int feet)
{
    int columns = (term->width - (feet - 1) * GAP) / feet;
    return columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
}

/* Both views sampled into four feet; false: no memory. */
static bool fill_feet(struct foot_cells *foot, const struct tingle_where *w, int columns)
{
    struct foot_sample *view = alloc_array(2, sizeof *view);
    bool read = view != NULL;
    for (int i = 0; view && i < 2; i++) read = foot_sample_read(&view[i], (enum tingle_view)i) && read;
    for (int i = 0; read && i < FEET_MAX; i++) fill_foot(&foot[i], &view[i / 2], w, (enum tingle_view)(i / 2), (enum foot_map_side)(i % 2), columns);
    for (int i = 0; view && i < 2; i++) foot_sample_release(&view[i]);
    free(view);
    return read;
}

void foot_map_text(struct buffer *out, const struct tingle_where *w, const struct term *term)
{
    int feet = columns_for(term, FEET_MAX) >= COLUMNS_LEAST ? FEET_MAX : 2, columns = columns_for(term, feet);
    struct foot_cells *foot = alloc_array(FEET_MAX, sizeof *foot);
    if (columns < COLUMNS_LEAST) {
        buffer_printf(out, "The drawn foot needs %d columns; this terminal has %d.\n", FOOT_MAP_LEAST, term->width);
    } else if (!foot || !fill_feet(foot, w, columns)) {
        out->no_memory = true;
    } else {
        for (int i = 0; i < FEET_MAX; i += feet) {
            if (i) buffer_add_byte(out, '\n');
            add_feet(out, &foot[i], feet, term->colour);
        }
        if (w->located) add_key(out, term);
    }
    free(foot);
}
