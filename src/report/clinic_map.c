/* The foot map of the clinician's page. */
#include "report/clinic_inner.h"

#include "base/buffer.h"
#include "report/foot_map.h"

static const double legend_mm = 7.5;

static void describe(struct buffer *out, const struct tingle_where *w)
{
    size_t n = 0;
    buffer_add_text(out, "Numb runs that name a place (left, right):");
    for (size_t i = 0; i < w->spots; i++) {
        const struct tingle_spot *s = &w->spot[i];
        if (s->left + s->right + s->unsaid == 0) continue;
        buffer_printf(out, "%s %s %zu, %zu", n++ ? ";" : "", s->region.name, s->left, s->right);
        if (s->unsaid) buffer_printf(out, " (%zu without a foot)", s->unsaid);
    }
    buffer_add_byte(out, '.');
}

/* What the fills mean, in one narrow row. */
static void add_legend(struct drawing *d, double y, double width_mm)
{
    static const char *const texts[DRAWING_LEVELS] = {"never", "to 20", "to 40", "to 60", "to 80", "to 100 %"};
    double step = width_mm / (DRAWING_LEVELS + 0.6);
    for (int i = 0; i < DRAWING_LEVELS; i++) {
        struct drawing_style fill = drawing_level_style(i);
        fill.width_mm = 0.15;
        drawing_rectangle(d, 0.2 + step * i, y + 0.4, 3.4, 2.6, fill);
        drawing_text(d, &(struct drawing_text){.x = 4.2 + step * i, .y = y + 2.6, .text = texts[i], .size_mm = 2.3});
    }
    drawing_text(d, &(struct drawing_text){.x = 0.2, .y = y + 6.2, .text = "of the numb runs that name a place; soles as footprints: left is left", .size_mm = 2.3, .colour = DRAWING_MUTED});
}

void clinic_map(struct drawing *d, const struct tingle_where *where, double width_mm)
{
    const struct foot_map_place place = {.width_mm = width_mm, .views = FOOT_MAP_FLAT};
    double height = foot_map_height(&place);
    struct buffer text;
    buffer_init(&text, 1 << 16);
    describe(&text, where);
    drawing_init(d, "tingle-feet", width_mm, height + legend_mm, "Where it is numb", buffer_text(&text));
    foot_map_draw(d, where, &place);
    add_legend(d, height, width_mm);
    buffer_release(&text);
}
