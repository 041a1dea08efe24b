/* Drawing the tracing sheet. */
#include "report/tracing_sheet.h"

#include <stdio.h>
#include <string.h>

/* The column of words stands on the outer side of the foot's zone; all in mm. */
enum { COLUMN = 66, EDGE = 9 };
static const double text_mm = 2.9, line_mm = 3.75, card_width = 53.98, card_height = 85.60, scale_mm = 100;

struct sheet {
    struct drawing *d;
    double width, height, column_x, zone_x; /* left edge of the words, middle of the foot */
    double y;
    bool right;
};

static const char *const how[] = {
    "Print this page at 100 % (no \"fit to page\") and",
    "check the two marks of size below.",
    "",
    "1  Late in the day or after a short run, in the",
    "   socks you run in. Hard floor. Tick which.",
    "2  Lower edge of the sheet to the wall, heel to",
    "   the wall. Stand; weight even on both feet.",
    "3  Let someone else draw if you can. Keep the",
    "   pen upright: aslant it errs 2 to 4 mm a side.",
    "4  Mark the longest toe, and the inner and the",
    "   outer joint of the ball where they stick out.",
    "5  Length: lower edge to longest toe.",
    "   Width: straight across the ball, square to",
    "   the foot. Oblique: from joint to joint.",
    "   Heel to ball: lower edge to inner joint.",
    "   Girth: a tape round both joints, snug.",
    "6  Trace twice. Over 3 mm apart: once more.",
    "7  Take the insole out of the shoe and trace it",
    "   on the same sheet: its length, and its width",
    "   at the ball.",
    "8  Keep it: tingle feet add, with --state as",
    "   ticked; the insole: tingle shoes add.",
    "",
};

static void words(struct sheet *s, const char *text, bool bold)
{
    if (*text) drawing_text(s->d, &(struct drawing_text){.x = s->column_x, .y = s->y, .text = text, .size_mm = text_mm, .bold = bold});
    s->y += line_mm;
}

static void draw_words(struct sheet *s)
{
    char longer[80];
    drawing_text(s->d, &(struct drawing_text){.x = s->column_x, .y = 14, .text = s->right ? "Right foot" : "Left foot", .size_mm = 6, .bold = true});
    s->y = 21;
    for (size_t i = 0; i < sizeof how / sizeof *how; i++) words(s, how[i], false);
    snprintf(longer, sizeof longer, "Foot over %s?", s->height > 290 ? "285 mm (about EU 45)" : "270 mm (about EU 42.5)");
    words(s, longer, true);
    words(s, "Tape a second sheet to the upper edge before", false);
    words(s, "you trace, edge to edge.", false);
}

/* What was measured, to be written down. */
static void draw_fields(struct sheet *s)
{
    static const char *const names[] = {"length", "width", "oblique", "girth", "heel to ball"};
    static const double column[] = {24, 38, 52, 66};
    const struct drawing_style line = drawing_line_style(DRAWING_MUTED, 0.25);
    double top = s->y, row = 5.2;
    static const char *const heads[] = {"1st", "2nd", "insole"};
    for (int i = 0; i < 3; i++)
        drawing_text(s->d, &(struct drawing_text){.x = s->column_x + column[i] + 1, .y = top + 3.7, .text = heads[i], .size_mm = 2.5});
    for (int r = 0; r <= 6; r++) drawing_line(s->d, s->column_x, top + r * row, s->column_x + COLUMN, top + r * row, line);
    for (int i = 0; i < 4; i++) drawing_line(s->d, s->column_x + column[i], top, s->column_x + column[i], top + 6 * row, line);
    drawing_line(s->d, s->column_x, top, s->column_x, top + 6 * row, line);
    for (int r = 0; r < 5; r++)
        drawing_text(s->d, &(struct drawing_text){.x = s->column_x + 1, .y = top + (r + 1) * row + 3.7, .text = names[r], .size_mm = 2.5});
    s->y = top + 6 * row + 3;
}

/* When it was, and how the foot was. */
static void draw_state(struct sheet *s)
{
    static const struct { double x; const char *text; } states[] = {{0, "rested"}, {16, "late in the day"}, {42, "after a run"}};
    drawing_text(s->d, &(struct drawing_text){.x = s->column_x, .y = s->y + 3, .text = "Date", .size_mm = text_mm});
    drawing_line(s->d, s->column_x + 9, s->y + 3.6, s->column_x + COLUMN, s->y + 3.6, drawing_line_style(DRAWING_MUTED, 0.25));
    for (int i = 0; i < 3; i++) {
        drawing_rectangle(s->d, s->column_x + states[i].x, s->y + 6.4, 3, 3, drawing_line_style(DRAWING_INK, 0.25));
        drawing_text(s->d, &(struct drawing_text){.x = s->column_x + states[i].x + 4, .y = s->y + 9, .text = states[i].text, .size_mm = text_mm});
    }
    s->y += 12;
}

/* A line of 100 mm and the outline of a bank card. */
static void draw_checks(struct sheet *s)
{
    const struct drawing_style line = drawing_line_style(DRAWING_INK, 0.3);
    double bottom = s->height - 8, x = s->column_x + COLUMN - 3, card_x = s->column_x, card_y = bottom - card_height;
    drawing_line(s->d, x, bottom, x, bottom - scale_mm, line);
    for (int i = 0; i <= 10; i++) drawing_line(s->d, x - (i % 5 ? 1 : 2), bottom - 10 * i, x + (i % 5 ? 1 : 2), bottom - 10 * i, line);
    drawing_text(s->d, &(struct drawing_text){.x = x - 3, .y = bottom - 2, .text = "this line: 100 mm", .size_mm = text_mm, .upright = true});
    drawing_rectangle(s->d, card_x, card_y, card_width, card_height, line);
    drawing_text(s->d, &(struct drawing_text){.x = card_x + card_width / 2, .y = card_y + 30, .text = "a bank card", .size_mm = text_mm, .anchor = DRAWING_MIDDLE});
    drawing_text(s->d, &(struct drawing_text){.x = card_x + card_width / 2, .y = card_y + 35, .text = "fits in here exactly:", .size_mm = text_mm, .anchor = DRAWING_MIDDLE});
    drawing_text(s->d, &(struct drawing_text){.x = card_x + card_width / 2, .y = card_y + 40, .text = "85.6 by 54.0 mm", .size_mm = text_mm, .anchor = DRAWING_MIDDLE});
}

/* A foot of 250 mm, heel at the lower edge, as a place to stand on; drawn for the right foot, mirrored for the left. */
static void draw_foot(struct sheet *s)
{
    struct drawing_style dashed = drawing_line_style(DRAWING_MUTED, 0.3);
    dashed.dash_mm = 2;
    drawing_place(s->d, (struct drawing_place){.x_mm = s->zone_x, .y_mm = s->height, .mirror = !s->right});
    drawing_path(s->d, "M 0 0 C 20 0 33 -15 33 -35 C 33 -70 37 -110 45 -150 C 50 -178 51 -196 45 -212 C 41 -222 35 -226 27 -230 C 17 -238 7 -243 -4 -246 "
                       "C -13 -250 -22 -251 -30 -247 C -41 -240 -45 -225 -46 -205 C -47 -175 -31 -140 -28 -110 C -26 -80 -33 -60 -33 -35 C -33 -15 -20 0 0 0 Z",
                 dashed);
    drawing_line(s->d, 0, -6, 0, -262, dashed);
    drawing_ellipse(s->d, -46, -190, 2.5, 2.5, dashed);
    drawing_ellipse(s->d, 48, -165, 2.5, 2.5, dashed);
    drawing_text(s->d, &(struct drawing_text){.x = -42, .y = -189, .text = "inner joint", .size_mm = text_mm, .colour = DRAWING_MUTED});
    drawing_text(s->d, &(struct drawing_text){.x = 44, .y = -164, .text = "outer joint", .size_mm = text_mm, .anchor = DRAWING_END, .colour = DRAWING_MUTED});
    drawing_place_end(s->d);
    drawing_text(s->d, &(struct drawing_text){.x = s->zone_x + 7, .y = s->height - 120, .text = s->right ? "stand here with the right foot" : "stand here with the left foot",
                                              .size_mm = 3.6, .upright = true, .colour = DRAWING_MUTED});
}

static void draw_heel_line(struct sheet *s)
{
    const struct drawing_style line = drawing_line_style(DRAWING_INK, 0.4);
    double y = s->height - 6;
    for (int side = -1; side <= 1; side += 2) {
        double x = s->zone_x + side * 45;
        drawing_line(s->d, x, y - 10, x, y, line);
        drawing_line(s->d, x - 1.5, y - 2.5, x, y, line);
        drawing_line(s->d, x + 1.5, y - 2.5, x, y, line);
    }
    drawing_text(s->d, &(struct drawing_text){.x = s->zone_x, .y = y - 12, .text = "heel line: lower edge, at the wall", .size_mm = text_mm, .anchor = DRAWING_MIDDLE});
}

void tracing_sheet_draw(struct drawing *d, enum page_paper paper, bool right)
{
    struct page_size size = page_size_of(paper);
    struct sheet s = {.d = d, .width = size.width_mm, .height = size.height_mm, .right = right};
    double zone = s.width - COLUMN - 2 * EDGE;
    s.column_x = right ? s.width - EDGE - COLUMN : EDGE;
    s.zone_x = right ? EDGE + zone / 2 - 2 : s.width - EDGE - zone / 2 + 2;
    drawing_init(d, right ? "trace-right" : "trace-left", s.width, s.height, right ? "Tracing sheet, right foot" : "Tracing sheet, left foot",
                 "How to trace a foot at home, a place to stand, a line of 100 mm and the outline of a bank card.");
    draw_words(&s);
    draw_state(&s);
    draw_fields(&s);
    draw_checks(&s);
    draw_foot(&s);
    draw_heel_line(&s);
}

enum tingle_status tracing_sheet_pdf(struct buffer *out, enum page_paper paper, struct tingle_error *err)
{
    struct page_pdf *doc = NULL;
    struct drawing foot[2];
    enum tingle_status st;
    memset(foot, 0, sizeof foot);
    st = page_pdf_open(&doc, &(struct page_about){.title = "Tracing sheet for both feet", .paper = paper}, err);
    for (int i = 0; !st && i < 2; i++) {
        tracing_sheet_draw(&foot[i], paper, i == 1);
        st = drawing_status(&foot[i], err);
        if (!st) page_sheet(doc, &foot[i]);
    }
    if (!st) st = page_pdf_finish(doc, out, err);
    for (int i = 0; i < 2; i++) drawing_release(&foot[i]);
    page_pdf_free(doc);
    return st;
}
