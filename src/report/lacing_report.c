/* Patterns of lacing: in words, in characters, as a drawing. */
#include "report/fitting_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tingle/where.h>

#include "report/doctor_report.h"
#include "report/json.h"

/* --- as a drawing ------------------------------------------------------------------------------- */

static const double middle_x = 35, lace_mm = 2;

static double hole_x(struct tingle_lacing_stop s) { return middle_x + (s.right ? 1 : -1) * (10 + 0.9 * s.row); }
static double hole_y(struct tingle_lacing_stop s) { return 104 - 11 * s.row; }

/* A lace with a rim of paper, so that what lies over another is seen to. */
static void strand(struct drawing *d, const char *path, enum drawing_colour colour)
{
    drawing_path(d, path, drawing_line_style(DRAWING_PAPER, lace_mm + 1.2));
    drawing_path(d, path, drawing_line_style(colour, lace_mm));
}

/* Does another part of the lace run up the same side at the same height? */
static bool has_company(const struct tingle_lacing_stop *stop, size_t n, size_t at)
{
    int low = stop[at].row < stop[at + 1].row ? stop[at].row : stop[at + 1].row, high = stop[at].row + stop[at + 1].row - low;
    for (size_t i = 0; i + 1 < n; i++) {
        int other_low = stop[i].row < stop[i + 1].row ? stop[i].row : stop[i + 1].row, other_high = stop[i].row + stop[i + 1].row - other_low;
        if (i == at || stop[i].right != stop[at].right || stop[i + 1].right != stop[at].right) continue;
        if ((other_low > low ? other_low : low) < (other_high < high ? other_high : high)) return true;
    }
    return false;
}

/* From hole to hole: straight across or aslant; up a side with a bow, so that it is told from the row of holes. */
static void segment(struct drawing *d, struct tingle_lacing_stop a, struct tingle_lacing_stop b, bool outward, enum drawing_colour colour)
{
    char path[160];
    double x1 = hole_x(a), y1 = hole_y(a), x2 = hole_x(b), y2 = hole_y(b);
    if (a.right == b.right)
        snprintf(path, sizeof path, "M %.2f %.2f Q %.2f %.2f %.2f %.2f", x1, y1, (x1 + x2) / 2 + (a.right != outward ? -4 : 4), (y1 + y2) / 2, x2, y2);
    else snprintf(path, sizeof path, "M %.2f %.2f L %.2f %.2f", x1, y1, x2, y2);
    strand(d, path, colour);
}

/* The loop beside the two top holes of a side. */
static void loop(struct drawing *d, bool right, enum drawing_colour colour)
{
    struct tingle_lacing_stop low = {right, TINGLE_LACING_ROWS - 1}, high = {right, TINGLE_LACING_ROWS};
    double out = right ? 1 : -1;
    char path[160];
    snprintf(path, sizeof path, "M %.2f %.2f C %.2f %.2f %.2f %.2f %.2f %.2f", hole_x(low), hole_y(low), hole_x(low) + 9 * out, hole_y(low) - 2,
             hole_x(high) + 9 * out, hole_y(high) - 1, hole_x(high), hole_y(high));
    strand(d, path, colour);
}

/* The free end: from the last hole to where it is tied; through the loop of the other side first when there is one. */
static void tail(struct drawing *d, struct tingle_lacing_stop last, bool through_loop, enum drawing_colour colour)
{
    struct tingle_lacing_stop other = {!last.right, TINGLE_LACING_ROWS};
    double out = last.right ? 1 : -1, x = hole_x(last), y = hole_y(last);
    char path[200];
    if (through_loop)
        snprintf(path, sizeof path, "M %.2f %.2f L %.2f %.2f L %.2f %.2f", x, y, hole_x(other) - 4 * out, hole_y(other) + 4.5, middle_x - 4 * out, y - 11);
    else snprintf(path, sizeof path, "M %.2f %.2f Q %.2f %.2f %.2f %.2f", x, y, middle_x + 8 * out, y - 5, middle_x + 3 * out, y - 9);
    strand(d, path, colour);
}

/* Half of a lace from the bar at the bottom to one end has one colour, the other half the other. */
static void draw_lace(struct drawing *d, const struct tingle_lacing_stop *stop, size_t n)
{
    size_t first = stop[0].row == 0, end = stop[n - 1].row == 0 ? n - 1 : n, bar = first;
    bool loops = first == 1;
    for (size_t i = first; i + 1 < end; i++)
        if (stop[i].row <= stop[bar].row) bar = i;
    bar--; /* the bar goes from here to the next */
    for (int row = 1; row <= TINGLE_LACING_ROWS; row++) /* from the toes up: what is laced later lies over */
        for (size_t i = first; i + 1 < end; i++) {
            int low = stop[i].row < stop[i + 1].row ? stop[i].row : stop[i + 1].row;
            bool is_loop = loops && stop[i].right == stop[i + 1].right && stop[i].row + stop[i + 1].row == 2 * TINGLE_LACING_ROWS - 1;
            if (low != row) continue;
            if (is_loop) loop(d, stop[i].right, i < bar ? DRAWING_ACCENT : DRAWING_INK);
            else segment(d, stop[i], stop[i + 1], i >= bar && has_company(stop, end, i), i < bar ? DRAWING_ACCENT : DRAWING_INK);
        }
    tail(d, stop[first], loops, DRAWING_ACCENT);
    tail(d, stop[end - 1], loops, DRAWING_INK);
}

static void draw_shoe(struct drawing *d)
{
    drawing_path(d, "M 6 98 C 6 128 64 128 64 98 L 61 20 C 60 14 10 14 9 20 Z", (struct drawing_style){.fill = DRAWING_SKIN, .stroke = DRAWING_MUTED, .width_mm = 0.4});
    drawing_path(d, "M 26 100 L 20 20 L 50 20 L 44 100 Z", (struct drawing_style){.fill = DRAWING_PAPER, .stroke = DRAWING_MUTED, .width_mm = 0.3});
    drawing_text(d, &(struct drawing_text){.x = middle_x, .y = 116, .text = "toes", .anchor = DRAWING_MIDDLE, .colour = DRAWING_MUTED});
    drawing_text(d, &(struct drawing_text){.x = 8, .y = 12, .text = "ankle", .colour = DRAWING_MUTED});
}

static void draw_holes(struct drawing *d)
{
    for (int row = 1; row <= TINGLE_LACING_ROWS; row++)
        for (int right = 0; right < 2; right++) {
            struct tingle_lacing_stop s = {right, row};
            drawing_ellipse(d, hole_x(s), hole_y(s), 1.6, 1.6, (struct drawing_style){.fill = DRAWING_PAPER, .stroke = DRAWING_INK, .width_mm = 0.5});
        }
}

void lacing_draw(struct drawing *d, const struct tingle_lacing_pattern *p)
{
    char title[120], id[40];
    snprintf(title, sizeof title, "Lacing: %s", p->name);
    snprintf(id, sizeof id, "lacing-%s", p->code);
    drawing_init(d, id, 70, 128, title, p->step[0]);
    draw_shoe(d);
    for (size_t i = 0; i < p->laces; i++)
        if (p->stops[i] > 2) draw_lace(d, p->stop[i], p->stops[i]);
    draw_holes(d);
    drawing_text(d, &(struct drawing_text){.x = middle_x, .y = 5, .text = p->name, .bold = true, .anchor = DRAWING_MIDDLE, .size_mm = 4});
}

/* --- in characters ------------------------------------------------------------------------------- */

enum { LINES = 2 * TINGLE_LACING_ROWS - 1, COLUMNS = 13, LEFT = 2, RIGHT = 10 };

struct sketch {
    char line[LINES][COLUMNS + 1];
};

static int line_of(int row) { return 2 * (TINGLE_LACING_ROWS - row); }

static void sketch_segment(struct sketch *s, struct tingle_lacing_stop a, struct tingle_lacing_stop b)
{
    int low = a.row < b.row ? a.row : b.row, high = a.row + b.row - low, column = a.right ? RIGHT : LEFT;
    if (a.row == b.row) {
        memset(&s->line[line_of(a.row)][LEFT + 1], '-', RIGHT - LEFT - 1);
    } else if (a.right == b.right) {
        for (int y = line_of(high) + 1; y < line_of(low); y++) s->line[y][y % 2 ? column : column + (a.right ? -1 : 1)] = '|';
    } else {
        char *centre = &s->line[line_of(low) - 1][(LEFT + RIGHT) / 2], mine = (a.row == low) == a.right ? '\\' : '/';
        *centre = *centre == ' ' ? mine : 'X';
    }
}

static void sketch_lace(struct sketch *s, const struct tingle_lacing_stop *stop, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (stop[i].row == 0) { /* its own loop is on the other side of the last hole */
            s->line[line_of(TINGLE_LACING_ROWS)][stop[i].right ? RIGHT + 1 : LEFT - 1] = stop[i].right ? ')' : '(';
            continue;
        }
        s->line[line_of(stop[i].row)][stop[i].right ? RIGHT : LEFT] = 'o';
        if (i > 0 && stop[i - 1].row) sketch_segment(s, stop[i - 1], stop[i]);
    }
}

void lacing_sketch(struct buffer *out, const struct tingle_lacing_pattern *p)
{
    struct sketch s;
    for (int y = 0; y < LINES; y++) {
        memset(s.line[y], ' ', COLUMNS);
        s.line[y][COLUMNS] = '\0';
        if (y % 2 == 0) s.line[y][LEFT] = s.line[y][RIGHT] = '.';
    }
    for (size_t i = 0; i < p->laces; i++) sketch_lace(&s, p->stop[i], p->stops[i]);
    buffer_add_text(out, "        ankle\n");
    for (int y = 0; y < LINES; y++) {
        size_t n = COLUMNS;
        while (n && s.line[y][n - 1] == ' ') n--;
        buffer_printf(out, n ? "    %.*s\n" : "%.*s\n", (int)n, s.line[y]);
    }
    buffer_add_text(out, "        toes\n");
}

/* --- in words -------------------------------------------------------------------------------------- */

static void add_pattern(struct buffer *out, const struct tingle_lacing_pattern *p, const struct term *term)
{
    char head[160];
    snprintf(head, sizeof head, "%s (%s): for %s", p->name, p->code, p->helps);
    term_add_heading(out, term, head);
    lacing_sketch(out, p);
    for (int i = 0; i < TINGLE_LACING_STEPS; i++) {
        buffer_printf(out, "  %d. ", i + 1);
        term_add_wrapped(out, p->step[i], 5, 5, (size_t)term->width);
    }
}

static void add_why(struct buffer *out, const struct tingle_lacing *l, const struct term *term)
{
    char places[TINGLE_PLACE_SIZE];
    struct buffer line;
    buffer_init(&line, 4000);
    if (*l->shoe) buffer_printf(&line, "%s is laced %s. ", l->shoe, *l->now ? l->now : "in a way that you have not told yet (`tingle shoes add NAME --lacing PATTERN`)");
    if (*l->regions && strcmp(l->about, "pattern") != 0) {
        tingle_regions_words(places, l->regions, "");
        buffer_printf(&line, "%s: %s", strcmp(l->about, "region") == 0 ? "For" : "Where it goes numb by your notes", places);
        buffer_add_text(&line, l->patterns == 1 && !*l->pattern[0].regions ? ". No pattern is made for there; this is where every pattern starts." : ".");
    } else if (!*l->regions && strcmp(l->about, "pattern") != 0) {
        buffer_add_text(&line, "No note says where it goes numb yet (`tingle log --numb --where`); name a place: `tingle lacing \"top of the foot\"`.");
    }
    if (line.size) term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
    if (line.size && l->patterns) buffer_add_text(out, "\n");
    buffer_release(&line);
}

void lacing_text(struct buffer *out, const struct tingle_lacing *l, const struct term *term)
{
    enum { SHOWN = 2 };
    bool alarmed = alarm_first(out, l->gate, l->gate_text, term);
    if (l->gate != TINGLE_GATE_OPEN && !l->patterns) {
        if (!alarmed) term_add_wrapped(out, l->gate_text, 0, 0, (size_t)term->width);
        return;
    }
    add_why(out, l, term);
    for (size_t i = 0; i < l->patterns && i < SHOWN; i++) {
        if (i) buffer_add_text(out, "\n");
        add_pattern(out, &l->pattern[i], term);
    }
    if (l->patterns > SHOWN) {
        buffer_add_text(out, "\nAlso for there:");
        for (size_t i = SHOWN; i < l->patterns; i++) buffer_printf(out, "%s %s", i > SHOWN ? "," : "", l->pattern[i].code);
        buffer_add_text(out, "\n");
    }
    if (!l->patterns) return;
    buffer_add_text(out, "\n");
    term_add_wrapped(out, l->heel, 0, 0, (size_t)term->width);
    term_add_wrapped(out, l->tension, 0, 0, (size_t)term->width);
    term_add_wrapped(out, "No pattern was tested for numbness: change one thing at a time, and note it. Not yet reviewed by a clinician.", 0, 0, (size_t)term->width);
}

void lacing_list_text(struct buffer *out, const struct tingle_lacing *l, const struct term *term)
{
    struct tingle_lacing_pattern p;
    alarm_first(out, l->gate, l->gate_text, term);
    term_add_heading(out, term, "pattern   what it is           for");
    for (size_t i = 0; tingle_lacing_at(&p, i); i++) {
        term_add_padded(out, p.code, 10);
        term_add_padded(out, p.name, 21);
        buffer_printf(out, "%s\n", p.helps);
    }
    buffer_add_text(out, "One of them: `tingle lacing LOOP`, as a drawing with --svg FILE\n");
}

static void pattern_json(struct json *j, const struct tingle_lacing_pattern *p)
{
    json_begin_object(j, NULL);
    json_text(j, "code", p->code);
    json_text(j, "name", p->name);
    json_text(j, "helps", p->helps);
    json_text(j, "regions", *p->regions ? p->regions : NULL);
    json_begin_array(j, "steps");
    for (int i = 0; i < TINGLE_LACING_STEPS; i++) json_text(j, NULL, p->step[i]);
    json_end(j);
    json_text(j, "path", p->path);
    json_end(j);
}

void lacing_json(struct buffer *out, const struct tingle_lacing *l)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "about", l->about);
    json_text(&j, "shoe", *l->shoe ? l->shoe : NULL);
    json_text(&j, "now", *l->now ? l->now : NULL);
    json_text(&j, "regions", *l->regions ? l->regions : NULL);
    json_begin_array(&j, "patterns");
    for (size_t i = 0; i < l->patterns; i++) pattern_json(&j, &l->pattern[i]);
    json_end(&j);
    json_text(&j, "heel", l->heel);
    json_text(&j, "tension", l->tension);
    json_text(&j, "gate", tingle_gate_name(l->gate));
    json_text(&j, "gate_text", l->gate_text);
    json_end(&j);
}
