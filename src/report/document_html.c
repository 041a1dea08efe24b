/* A document as one HTML page. */
#include "report/document_inner.h"

#include <string.h>

#include "report/markup.h"

static const char sheet[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--muted:#5c636b;--line:#d0d5da;--accent:#0b5c8a;--notice:#fff4e0}"
    "@media (prefers-color-scheme:dark){:root{--paper:#15181c;--ink:#e6e8eb;--muted:#9aa3ad;--line:#3a4048;--accent:#6cb8e6;--notice:#3a2a10}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 'DejaVu Sans',system-ui,sans-serif}"
    "main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem}"
    "h1{font-size:1.6rem;line-height:1.2;margin:0 0 .5rem}.break+h1{margin-top:3rem}h2{font-size:1.15rem;color:var(--accent);margin:1.6rem 0 .4rem}h3{font-size:1rem;margin:1.1rem 0 .2rem}"
    "p{margin:.3rem 0}ul{margin:.3rem 0;padding-left:1.2rem}.small{color:var(--muted);font-size:.85rem}"
    ".notice{border:2px solid var(--ink);background:var(--notice);padding:.6rem .8rem;font-weight:bold;margin:.8rem 0}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}"
    "td,th{min-width:4rem}.day{white-space:nowrap}.right{text-align:right;min-width:3rem}"
    "figure{margin:.5rem 0}.columns{display:grid;gap:0 2rem}.columns>div{min-width:0}"
    "@media (min-width:48rem){.columns{grid-template-columns:var(--a) var(--b)}}"
    "@page{margin:14mm}@media print{:root{--paper:#fff;--ink:#000;--muted:#444;--line:#999;--accent:#000;--notice:#fff}"
    "body{font-size:9pt;line-height:1.35}main{max-width:none;padding:0}h2{margin:.7rem 0 .2rem}h1,h2,h3{break-after:avoid}tr,figure,.notice{break-inside:avoid}"
    ".break{break-before:page}.columns{grid-template-columns:var(--a) var(--b)}.scroll{overflow:visible}}";

static void add_element(struct buffer *out, const char *open, const struct document_block *b, const char *close)
{
    buffer_add_text(out, open);
    if (b->label) {
        buffer_add_text(out, "<strong>");
        markup_add(out, b->label);
        buffer_add_text(out, ":</strong> ");
    }
    markup_add(out, b->text);
    buffer_add_text(out, close);
}

/* "2026-11-26", which is not to be broken. */
static bool is_day(const char *text) { return strlen(text) == 10 && strspn(text, "0123456789-") == 10; }

static void add_cells(struct buffer *out, const struct document_block *b, const char *const *cell, const char *element)
{
    buffer_add_text(out, "<tr>");
    for (size_t i = 0; i < b->columns; i++) {
        buffer_printf(out, "<%s%s>", element, b->right[i] ? " class=\"right\"" : is_day(cell[i]) ? " class=\"day\"" : "");
        markup_add(out, cell[i]);
        buffer_printf(out, "</%s>", element);
    }
    buffer_add_text(out, "</tr>\n");
}

static void add_table(struct buffer *out, const struct document_block *b)
{
    buffer_add_text(out, "<div class=\"scroll\"><table>\n");
    if (document_has_head(b)) {
        buffer_add_text(out, "<thead>");
        add_cells(out, b, b->head, "th");
        buffer_add_text(out, "</thead>\n");
    }
    buffer_add_text(out, "<tbody>\n");
    for (size_t i = 0; i + b->columns <= b->cells; i += b->columns) add_cells(out, b, (const char *const *)b->cell + i, "td");
    buffer_add_text(out, "</tbody></table></div>\n");
}

static void add_heading(struct buffer *out, const struct document_block *b)
{
    buffer_printf(out, "<h%d>", b->level);
    markup_add(out, b->text);
    buffer_printf(out, "</h%d>\n", b->level);
}

static void add_columns(struct buffer *out, const struct document_block *b)
{
    buffer_add_text(out, "<div class=\"columns\" style=\"--a:");
    markup_add_number(out, b->share[0]);
    buffer_add_text(out, "fr;--b:");
    markup_add_number(out, b->share[1]);
    buffer_add_text(out, "fr\"><div>\n");
}

static void add_figure(struct buffer *out, const struct document_block *b)
{
    buffer_add_text(out, "<figure>\n");
    drawing_svg(out, b->drawing);
    buffer_add_text(out, "</figure>\n");
}

static void add_block(struct buffer *out, const struct document_block *b)
{
    switch (b->kind) {
    case DOCUMENT_HEADING: add_heading(out, b); break;
    case DOCUMENT_WORDS: add_element(out, "<p>", b, "</p>\n"); break;
    case DOCUMENT_SMALL: add_element(out, "<p class=\"small\">", b, "</p>\n"); break;
    case DOCUMENT_BULLET: add_element(out, "<li>", b, "</li>\n"); break;
    case DOCUMENT_NOTICE: add_element(out, "<p class=\"notice\" role=\"alert\">", b, "</p>\n"); break;
    case DOCUMENT_TABLE: add_table(out, b); break;
    case DOCUMENT_DRAWING: add_figure(out, b); break;
    case DOCUMENT_COLUMNS_BEGIN: add_columns(out, b); break;
    case DOCUMENT_COLUMN_NEXT: buffer_add_text(out, "</div><div>\n"); break;
    case DOCUMENT_COLUMNS_END: buffer_add_text(out, "</div></div>\n"); break;
    case DOCUMENT_BREAK: buffer_add_text(out, "<div class=\"break\"></div>\n"); break;
    }
}

void document_html(struct buffer *out, const struct document *d)
{
    bool list = false;
    buffer_add_text(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    markup_add(out, d->title);
    buffer_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n", sheet);
    for (size_t i = 0; i < d->blocks; i++) {
        bool bullet = d->block[i].kind == DOCUMENT_BULLET;
        if (bullet != list) buffer_add_text(out, bullet ? "<ul>\n" : "</ul>\n");
        list = bullet;
        add_block(out, &d->block[i]);
    }
    buffer_add_text(out, list ? "</ul>\n</main>\n</body>\n</html>\n" : "</main>\n</body>\n</html>\n");
}
