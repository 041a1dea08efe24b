/* Runs week by week, as bars. */
#include "report/clinic_inner.h"

#include <stdio.h>

#include "base/buffer.h"

static const double top_mm = 2, foot_mm = 5, left_mm = 7;

static size_t tallest(const struct tingle_clinic_report *r)
{
    size_t most = 1;
    for (size_t i = 0; i < r->weeks; i++) {
        size_t all = r->week[i].numb + r->week[i].fine + r->week[i].not_noted;
        if (all > most) most = all;
    }
    return most;
}

/* "2026-09-07" as "7 Sep". */
static void short_day(char *out, size_t size, const char *day)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int month = (day[5] - '0') * 10 + (day[6] - '0'), date = (day[8] - '0') * 10 + (day[9] - '0');
    snprintf(out, size, "%d %s", date, months[(month + 11) % 12]);
}

static void add_scale(struct drawing *d, size_t most, double base, double width, double unit)
{
    size_t step = most > 12 ? (most + 3) / 4 : most > 5 ? 2 : 1;
    char number[24];
    for (size_t n = 0; n <= most; n += step) {
        double y = base - unit * (double)n;
        drawing_line(d, left_mm, y, width, y, drawing_line_style(DRAWING_MUTED, n ? 0.08 : 0.25));
        snprintf(number, sizeof number, "%zu", n);
        drawing_text(d, &(struct drawing_text){.x = left_mm - 1, .y = y + 0.8, .text = number, .size_mm = 2.4, .anchor = DRAWING_END, .colour = DRAWING_MUTED});
    }
}

static void add_bar(struct drawing *d, double x, double width, double *y, size_t runs, double unit, struct drawing_style style)
{
    if (!runs) return;
    *y -= unit * (double)runs;
    drawing_rectangle(d, x, *y, width, unit * (double)runs, style);
}

static void add_week(struct drawing *d, const struct tingle_clinic_week *w, double x, double width, double base, double unit)
{
    const struct drawing_style numb = drawing_level_style(4), fine = drawing_level_style(0),
                               unknown = {.stroke = DRAWING_MUTED, .width_mm = 0.15, .dash_mm = 0.6};
    char label[96];
    double y = base;
    snprintf(label, sizeof label, "week of %s: numb %zu, fine %zu, not noted %zu", w->day, w->numb, w->fine, w->not_noted);
    drawing_group(d, &(struct drawing_group){.class = "week", .label = label});
    add_bar(d, x, width, &y, w->numb, unit, numb);
    add_bar(d, x, width, &y, w->fine, unit, fine);
    add_bar(d, x, width, &y, w->not_noted, unit, unknown);
    drawing_group_end(d);
}

static void describe(struct buffer *out, const struct tingle_clinic_report *r)
{
    buffer_add_text(out, "Runs by week, numb/fine/not noted:");
    for (size_t i = 0; i < r->weeks; i++) {
        char day[16];
        short_day(day, sizeof day, r->week[i].day);
        buffer_printf(out, "%s %s %zu/%zu/%zu", i ? "," : "", day, r->week[i].numb, r->week[i].fine, r->week[i].not_noted);
    }
}

void clinic_chart(struct drawing *d, const struct tingle_clinic_report *r, double width_mm, double height_mm)
{
    struct buffer text;
    size_t most = tallest(r);
    double base = height_mm - foot_mm, unit = (base - top_mm) / (double)most, step = r->weeks ? (width_mm - left_mm) / (double)r->weeks : 0;
    buffer_init(&text, 1 << 14);
    describe(&text, r);
    drawing_init(d, "tingle-weeks", width_mm, height_mm, "Runs by week", buffer_text(&text));
    add_scale(d, most, base, width_mm, unit);
    for (size_t i = 0; i < r->weeks; i++) {
        double x = left_mm + step * (double)i;
        char day[16];
        add_week(d, &r->week[i], x + 0.12 * step, 0.76 * step, base, unit);
        short_day(day, sizeof day, r->week[i].day);
        if ((r->weeks - 1 - i) % 4 == 0)
            drawing_text(d, &(struct drawing_text){.x = x + 0.12 * step, .y = height_mm - 1.2, .text = day, .size_mm = 2.4, .colour = DRAWING_MUTED,
                                                   .anchor = i + 1 == r->weeks ? DRAWING_END : DRAWING_START});
    }
    buffer_release(&text);
}
