/* Paths -> polygons. */
#include "report/foot_sample.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "report/drawing_inner.h"

enum { CURVE_PARTS = 6 };

static void add_point(struct foot_polygons *f, double x, double y)
{
    f->x[f->points] = x;
    f->y[f->points] = y;
    f->ends[f->points++] = false;
}

static void add_curve(struct foot_polygons *f, const struct drawing_step *s)
{
    double x0 = f->x[f->points - 1], y0 = f->y[f->points - 1];
    for (int k = 1; k <= CURVE_PARTS; k++) {
        double t = (double)k / CURVE_PARTS, u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, e = t * t * t;
        add_point(f, a * x0 + b * s->x[0] + c * s->x[1] + e * s->x[2], a * y0 + b * s->y[0] + c * s->y[1] + e * s->y[2]);
    }
}

static bool flatten(struct foot_sample *v, struct foot_polygons *f, const struct drawing_item *item)
{
    size_t most = item->steps * CURVE_PARTS + 1;
    f->x = arena_array(&v->drawing.arena, most, sizeof *f->x);
    f->y = arena_array(&v->drawing.arena, most, sizeof *f->y);
    f->ends = arena_array(&v->drawing.arena, most, sizeof *f->ends);
    if (!f->x || !f->y || !f->ends) return false;
    for (size_t i = 0; i < item->steps; i++) {
        const struct drawing_step *s = &item->step[i];
        if (s->command == 'C') add_curve(f, s);
        else if (s->command != 'Z') add_point(f, s->x[0], s->y[0]);
        if (f->points && (i + 1 == item->steps || item->step[i + 1].command == 'M')) f->ends[f->points - 1] = true;
    }
    return true;
}

/* The drawing reads the paths for us. */
bool foot_sample_read(struct foot_sample *v, enum tingle_view view)
{
    memset(v, 0, sizeof *v);
    drawing_init(&v->drawing, "view", foot_view_width(view), foot_view_height(view), "", "");
    for (size_t i = 0; i < foot_shapes; i++) {
        const struct foot_shape *s = &foot_shape[i];
        struct foot_polygons *f = &v->shape[v->shapes];
        size_t items = v->drawing.items;
        if (s->view != view || s->kind == FOOT_SHAPE_DETAIL) continue;
        assert(v->shapes < FOOT_SAMPLE_SHAPES);
        drawing_path(&v->drawing, s->path, drawing_fill_style(DRAWING_SKIN));
        if (v->drawing.failed || v->drawing.items == items) return false;
        f->shape = s;
        if (!flatten(v, f, &v->drawing.item[items])) return false;
        v->shapes++;
    }
    return true;
}

void foot_sample_release(struct foot_sample *s) { drawing_release(&s->drawing); }

bool foot_polygons_hold(const struct foot_polygons *f, double x, double y)
{
    bool inside = false;
    for (size_t i = 0, first = 0; i < f->points; i++) {
        size_t next = f->ends[i] ? first : i + 1;
        if ((f->y[i] > y) != (f->y[next] > y) && x < f->x[i] + (y - f->y[i]) * (f->x[next] - f->x[i]) / (f->y[next] - f->y[i])) inside = !inside;
        if (f->ends[i]) first = i + 1;
    }
    return inside;
}

int foot_sample_at(const struct foot_sample *v, double x, double y)
{
    static const enum foot_shape_kind kinds[] = {FOOT_SHAPE_REGION, FOOT_SHAPE_PLAIN};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < v->shapes; i++)
            if (v->shape[i].shape->kind == kinds[k] && foot_polygons_hold(&v->shape[i], x, y)) return (int)i;
    return FOOT_SAMPLE_NOTHING;
}
