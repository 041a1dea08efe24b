/* The tree of a page as HTML, and the page around it. */
#include "guide/guide_html.h"

#include <cmark.h>
#include <string.h>

/* What is written, and where its links lead. */
struct writer {
    struct buffer *out;
    const struct guide_text *text;
    const struct guide_links *links;
    size_t heading; /* the next one */
};

static void add_escaped(struct buffer *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        switch (text[i]) {
        case '&': buffer_add_text(out, "&amp;"); break;
        case '<': buffer_add_text(out, "&lt;"); break;
        case '>': buffer_add_text(out, "&gt;"); break;
        case '"': buffer_add_text(out, "&quot;"); break;
        case ' ': buffer_add_text(out, i + 1 < n && text[i + 1] == '%' ? "&#160;" : " "); break; /* "33 %" stays together */
        default: buffer_add_byte(out, text[i]);
        }
    }
}

static void add_text(struct buffer *out, const char *text) { add_escaped(out, text, strlen(text)); }

/* <tag>text</tag> and a line break. */
static void add_element(struct buffer *out, const char *open, const char *text, const char *close)
{
    buffer_add_text(out, open);
    add_text(out, text);
    buffer_printf(out, "%s\n", close);
}

static void add_page_link(struct writer *w, const struct guide_page *page, const char *place)
{
    buffer_add_text(w->out, "<a href=\"");
    add_text(w->out, w->links->before);
    add_text(w->out, page->name);
    add_text(w->out, w->links->behind);
    add_text(w->out, place);
    buffer_add_text(w->out, "\">");
}

/* --- inside a block ------------------------------------------------------------------------- */

static void add_cited_text(struct writer *w, const char *literal)
{
    while (*literal) {
        const struct guide_source *source;
        size_t n = guide_text_piece(literal, &source);
        if (source) buffer_printf(w->out, "<a class=\"cited\" href=\"#%s\" title=\"source %s\">[%s]</a>", source->id, source->id, source->id);
        else add_escaped(w->out, literal, n);
        literal += n;
    }
}

static void add_children(struct writer *w, cmark_node *node);

static void add_link(struct writer *w, cmark_node *node)
{
    const char *place, *url = cmark_node_get_url(node);
    const struct guide_page *page = guide_link_page(url, &place);
    if (page) {
        add_page_link(w, page, place);
    } else {
        buffer_add_text(w->out, "<a href=\"");
        add_text(w->out, url);
        buffer_add_text(w->out, "\">");
    }
    add_children(w, node);
    buffer_add_text(w->out, "</a>");
}

static void add_around(struct writer *w, cmark_node *node, const char *open, const char *close)
{
    buffer_add_text(w->out, open);
    add_children(w, node);
    buffer_add_text(w->out, close);
}

static void add_code(struct writer *w, cmark_node *node, const char *open, const char *close)
{
    buffer_add_text(w->out, open);
    add_text(w->out, cmark_node_get_literal(node));
    buffer_add_text(w->out, close);
}

/* --- blocks --------------------------------------------------------------------------------- */

static void add_heading(struct writer *w, cmark_node *node)
{
    const struct guide_heading *h = &w->text->heading[w->heading++];
    buffer_printf(w->out, "<h%d id=\"%s\">", h->level, h->anchor);
    add_children(w, node);
    buffer_printf(w->out, "</h%d>\n", h->level);
}

static bool is_in_tight_list(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    return cmark_node_get_type(item) == CMARK_NODE_ITEM && cmark_node_get_list_tight(cmark_node_parent(item));
}

static void add_list(struct writer *w, cmark_node *list)
{
    int start = cmark_node_get_list_start(list);
    if (cmark_node_get_list_type(list) == CMARK_BULLET_LIST) {
        add_around(w, list, "<ul>\n", "</ul>\n");
        return;
    }
    if (start == 1) buffer_add_text(w->out, "<ol>\n");
    else buffer_printf(w->out, "<ol start=\"%d\">\n", start);
    add_around(w, list, "", "</ol>\n");
}

static void add_node(struct writer *w, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: add_cited_text(w, cmark_node_get_literal(node)); break;
    case CMARK_NODE_CODE: add_code(w, node, "<code>", "</code>"); break;
    case CMARK_NODE_SOFTBREAK: buffer_add_byte(w->out, '\n'); break;
    case CMARK_NODE_LINEBREAK: buffer_add_text(w->out, "<br />\n"); break;
    case CMARK_NODE_EMPH: add_around(w, node, "<em>", "</em>"); break;
    case CMARK_NODE_STRONG: add_around(w, node, "<strong>", "</strong>"); break;
    case CMARK_NODE_LINK: add_link(w, node); break;
    case CMARK_NODE_HEADING: add_heading(w, node); break;
    case CMARK_NODE_PARAGRAPH:
        if (is_in_tight_list(node)) add_children(w, node);
        else add_around(w, node, "<p>", "</p>\n");
        break;
    case CMARK_NODE_LIST: add_list(w, node); break;
    case CMARK_NODE_ITEM: add_around(w, node, "<li>", "</li>\n"); break;
    case CMARK_NODE_CODE_BLOCK: add_code(w, node, "<pre><code>", "</code></pre>\n"); break;
    case CMARK_NODE_BLOCK_QUOTE: add_around(w, node, "<blockquote>\n", "</blockquote>\n"); break;
    case CMARK_NODE_THEMATIC_BREAK: buffer_add_text(w->out, "<hr />\n"); break;
    default: add_children(w, node); break; /* raw HTML is not passed on */
    }
}

static void add_children(struct writer *w, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) add_node(w, child);
}

/* --- the fragment --------------------------------------------------------------------------- */

static void add_sources(struct writer *w)
{
    if (!w->text->citeds) return;
    buffer_add_text(w->out, "<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n<dl>\n");
    for (size_t i = 0; i < w->text->citeds; i++) {
        buffer_printf(w->out, "<dt id=\"%s\">%s</dt>", w->text->cited[i]->id, w->text->cited[i]->id);
        add_element(w->out, "<dd>", w->text->cited[i]->text, "</dd>");
    }
    buffer_add_text(w->out, "</dl>\n</section>\n");
}

void guide_html_fragment(struct buffer *out, const struct guide_text *text, const struct guide_links *links)
{
    struct writer w = {out, text, links, 0};
    add_children(&w, text->tree);
    add_sources(&w);
    add_element(out, "<p class=\"closing\">", guide_closing, "</p>");
}

/* --- the page around it --------------------------------------------------------------------- */

static void add_page_head(struct buffer *out, const char *title, const char *summary)
{
    buffer_add_text(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\" />\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
    add_element(out, "<title>", title, " - Tingle</title>");
    add_element(out, "<meta name=\"description\" content=\"", summary, "\" />");
    buffer_add_text(out, "<style>\n");
    for (const char *const *line = guide_style; *line; line++) buffer_add_text(out, *line);
    buffer_add_text(out, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the text</a>\n<div class=\"frame\" id=\"top\">\n");
}

static void add_contents(struct buffer *out, const struct guide_text *text)
{
    buffer_add_text(out, "<nav class=\"contents\" aria-labelledby=\"contents\">\n<strong id=\"contents\">On this page</strong>\n<ol>\n");
    for (size_t i = 0; i < text->headings; i++) {
        const struct guide_heading *h = &text->heading[i];
        buffer_printf(out, "<li%s><a href=\"#%s\">", h->level > 2 ? " class=\"deeper\"" : "", h->anchor);
        add_element(out, "", h->text, "</a></li>");
    }
    buffer_add_text(out, "</ol>\n</nav>\n");
}

static void add_index_link(struct writer *w)
{
    if (!w->links->index) return;
    buffer_add_text(w->out, "<p class=\"facts\"><a href=\"");
    add_text(w->out, w->links->index);
    buffer_add_text(w->out, "\">All pages of the guide</a></p>\n");
}

static void add_page_row(struct writer *w, const struct guide_page *page)
{
    buffer_add_text(w->out, "<li>");
    add_page_link(w, page, "");
    add_element(w->out, "", page->title, "</a>");
    add_element(w->out, "<span>", page->summary, "</span></li>");
}

static void add_caution(struct writer *w)
{
    buffer_add_text(w->out, "<div class=\"caution\" role=\"note\">\n<strong>Before you read</strong>\n");
    add_children(w, w->text->caution);
    buffer_add_text(w->out, "</div>\n");
}

static void add_facts(struct writer *w)
{
    buffer_printf(w->out, "<p class=\"facts\">%zu %s to read. Gone through on <time datetime=\"%s\">%s</time>, not yet by a clinician.</p>\n",
                  w->text->minutes, w->text->minutes == 1 ? "minute" : "minutes", w->text->page->reviewed, w->text->page->reviewed);
}

static void add_read_next(struct writer *w)
{
    buffer_add_text(w->out, "<nav class=\"next\" aria-labelledby=\"next\">\n<h2 id=\"next\">Read next</h2>\n<ul>\n");
    for (size_t i = 0; i < w->text->linkeds; i++) add_page_row(w, w->text->linked[i]);
    buffer_add_text(w->out, "</ul>\n</nav>\n<p><a class=\"top\" href=\"#top\">Back to top</a></p>\n");
}

void guide_html_page(struct buffer *out, const struct guide_text *text, const struct guide_links *links)
{
    struct writer w = {out, text, links, 0};
    add_page_head(out, text->page->title, text->page->summary);
    add_index_link(&w);
    add_element(out, "<h1>", text->page->title, "</h1>");
    add_element(out, "<p class=\"lead\">", text->page->summary, "</p>");
    add_facts(&w);
    add_caution(&w);
    buffer_add_text(out, "<div class=\"columns\">\n");
    add_contents(out, text);
    buffer_add_text(out, "<main id=\"main\">\n");
    guide_html_fragment(out, text, links);
    buffer_add_text(out, "</main>\n</div>\n");
    add_read_next(&w);
    buffer_add_text(out, "</div>\n</body>\n</html>\n");
}

void guide_html_index(struct buffer *out, struct guide_text *const *texts, const struct guide_links *links)
{
    static const char about[] = "Short pages about numb feet on runs: what is known, what is not, and what to try.";
    struct writer w = {out, NULL, links, 0};
    add_page_head(out, "Guide", about);
    add_element(out, "<h1>", "The guide", "</h1>");
    add_element(out, "<p class=\"lead\">", about, "</p>");
    buffer_add_text(out, "<main id=\"main\">\n<ul class=\"pages\">\n");
    for (size_t i = 0; i < guide_pages; i++) {
        w.text = texts[i];
        buffer_add_text(out, "<li>");
        add_page_link(&w, texts[i]->page, "");
        add_element(out, "", texts[i]->page->title, "</a>");
        buffer_printf(out, "<span>%zu min. ", texts[i]->minutes);
        add_element(out, "", texts[i]->page->summary, "</span></li>");
    }
    buffer_add_text(out, "</ul>\n");
    add_element(out, "<p class=\"closing\">", guide_closing, "</p>");
    buffer_add_text(out, "</main>\n</div>\n</body>\n</html>\n");
}
