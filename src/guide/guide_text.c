/* From Markdown to a tree, and what is counted on the way over it. */
#include "guide/guide_text.h"

#include <cmark.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

enum { HEADING_MAX_BYTES = 400 };

/* --- small things --------------------------------------------------------------------------- */

size_t guide_text_piece(const char *text, const struct guide_source **source)
{
    const char *open = text;
    *source = NULL;
    while ((open = strchr(open, '['))) {
        size_t n = strcspn(open + 1, "] ");
        const struct guide_source *found = open[1 + n] == ']' ? guide_source_find(open + 1, n) : NULL;
        if (found && open == text) {
            *source = found;
            return n + 2;
        }
        if (found) return (size_t)(open - text);
        open++;
    }
    return strlen(text);
}

const struct guide_page *guide_link_page(const char *url, const char **place)
{
    size_t n = strcspn(url, "#");
    *place = url + n;
    if (n < 4 || memcmp(url + n - 3, ".md", 3) != 0) return NULL;
    for (size_t i = 0; i < guide_pages; i++)
        if (strlen(guide_page[i].name) == n - 3 && memcmp(guide_page[i].name, url, n - 3) == 0) return &guide_page[i];
    return NULL;
}

/* A word has a letter or a digit; everything beyond ASCII counts as a letter. */
static bool is_word_byte(char c) { return isalnum((unsigned char)c) || (unsigned char)c >= 0x80; }

static size_t words_in(const char *text)
{
    size_t words = 0;
    for (bool in_blank = true, counted = false; *text; text++) {
        if (text_is_blank(*text)) {
            in_blank = true;
            continue;
        }
        if (in_blank) counted = false;
        in_blank = false;
        if (counted || !is_word_byte(*text)) continue;
        counted = true;
        words++;
    }
    return words;
}

/* --- headings ------------------------------------------------------------------------------- */

static void add_anchor(struct buffer *out, const char *title)
{
    bool gap = false;
    for (; *title; title++) {
        if (!isalnum((unsigned char)*title)) {
            gap = *title != '\'' ? true : gap;
            continue;
        }
        if (gap && out->size) buffer_add_byte(out, '-');
        gap = false;
        buffer_add_byte(out, (char)tolower((unsigned char)*title));
    }
}

/* How many headings before this one have the same text. */
static size_t same_before(const struct guide_text *t, const char *title)
{
    size_t n = 0;
    for (size_t i = 0; i < t->headings; i++) n += strcmp(t->heading[i].text, title) == 0;
    return n;
}

static enum tingle_status add_heading(struct guide_text *t, cmark_node *node, const char *title, struct tingle_error *err)
{
    struct guide_heading *h = &t->heading[t->headings];
    struct buffer anchor;
    size_t same = same_before(t, title);
    if (t->headings == GUIDE_MAX_HEADINGS)
        return error_set(err, TINGLE_LIMIT, -1, "guide %s: more than %d headings", t->page->name, GUIDE_MAX_HEADINGS);
    buffer_init(&anchor, HEADING_MAX_BYTES);
    add_anchor(&anchor, title);
    if (same) buffer_printf(&anchor, "-%zu", same + 1);
    *h = (struct guide_heading){strdup(title), strdup(buffer_text(&anchor)), cmark_node_get_heading_level(node)};
    t->headings++;
    buffer_release(&anchor);
    return h->text && h->anchor ? TINGLE_OK : error_no_memory(err, "the guide");
}

/* --- sources and links ---------------------------------------------------------------------- */

static enum tingle_status too_many(const struct guide_text *t, const char *what, struct tingle_error *err)
{
    return error_set(err, TINGLE_LIMIT, -1, "guide %s: too many %s", t->page->name, what);
}

static enum tingle_status add_cited(struct guide_text *t, const struct guide_source *source, struct tingle_error *err)
{
    for (size_t i = 0; i < t->citeds; i++)
        if (t->cited[i] == source) return TINGLE_OK;
    if (t->citeds == GUIDE_MAX_CITED) return too_many(t, "sources", err);
    t->cited[t->citeds++] = source;
    return TINGLE_OK;
}

static enum tingle_status add_linked(struct guide_text *t, const struct guide_page *page, struct tingle_error *err)
{
    if (!page || page == t->page) return TINGLE_OK;
    for (size_t i = 0; i < t->linkeds; i++)
        if (t->linked[i] == page) return TINGLE_OK;
    if (t->linkeds == GUIDE_MAX_LINKED) return too_many(t, "links", err);
    t->linked[t->linkeds++] = page;
    return TINGLE_OK;
}

/* The next pages stand first, as the page says them. */
static enum tingle_status add_next(struct guide_text *t, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; t->page->next[i] && !st; i++) st = add_linked(t, guide_page_find(t->page->next[i]), err);
    return st;
}

/* --- the walk ------------------------------------------------------------------------------- */

/* What the walk gathers of one block: its plain text, citations left out. */
struct walk {
    struct guide_text *text;
    struct buffer block;
};

static enum tingle_status see_text(struct walk *w, const char *literal, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    while (*literal && !st) {
        const struct guide_source *source;
        size_t n = guide_text_piece(literal, &source);
        if (source) st = add_cited(w->text, source, err);
        else buffer_add(&w->block, literal, n);
        literal += n;
    }
    return st;
}

/* At the end of a block its words are counted, and a heading is remembered. */
static enum tingle_status end_block(struct walk *w, cmark_node *node, struct tingle_error *err)
{
    enum tingle_status st = buffer_status(&w->block, "the guide", err);
    if (st) return st;
    w->text->words += words_in(buffer_text(&w->block));
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING) st = add_heading(w->text, node, buffer_text(&w->block), err);
    buffer_clear(&w->block);
    return st;
}

static enum tingle_status see(struct walk *w, cmark_node *node, bool entering, struct tingle_error *err)
{
    const char *place;
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: return see_text(w, cmark_node_get_literal(node), err);
    case CMARK_NODE_CODE: buffer_add_text(&w->block, cmark_node_get_literal(node)); return TINGLE_OK;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: buffer_add_byte(&w->block, ' '); return TINGLE_OK;
    case CMARK_NODE_LINK: return entering ? add_linked(w->text, guide_link_page(cmark_node_get_url(node), &place), err) : TINGLE_OK;
    case CMARK_NODE_CODE_BLOCK: buffer_add_text(&w->block, cmark_node_get_literal(node)); return end_block(w, node, err);
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING: return entering ? TINGLE_OK : end_block(w, node, err);
    default: return TINGLE_OK;
    }
}

static enum tingle_status walk_tree(struct guide_text *t, cmark_node *tree, struct tingle_error *err)
{
    struct walk w = {.text = t};
    cmark_iter *iter = cmark_iter_new(tree);
    enum tingle_status st = TINGLE_OK;
    cmark_event_type event;
    buffer_init(&w.block, 1 << 20);
    while (!st && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        st = see(&w, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER, err);
    buffer_release(&w.block);
    cmark_iter_free(iter);
    return st;
}

static cmark_node *parse(const char *const *lines)
{
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
    cmark_node *tree;
    for (; *lines; lines++) cmark_parser_feed(parser, *lines, strlen(*lines));
    tree = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_consolidate_text_nodes(tree); /* "[S37]" comes as three */
    return tree;
}

enum tingle_status guide_text_read(struct guide_text **out, const struct guide_page *page, struct tingle_error *err)
{
    struct guide_text *t = calloc(1, sizeof *t);
    enum tingle_status st;
    if (!t) return error_no_memory(err, "the guide");
    t->page = page;
    t->tree = parse(page->lines);
    t->caution = parse((const char *const[]){page->caution, NULL});
    st = add_next(t, err);
    if (!st) st = walk_tree(t, t->caution, err);
    t->words = 0; /* those of the body are counted */
    if (!st) st = walk_tree(t, t->tree, err);
    t->minutes = (t->words + GUIDE_WORDS_PER_MINUTE - 1) / GUIDE_WORDS_PER_MINUTE;
    if (st) guide_text_free(t);
    else *out = t;
    return st;
}

void guide_text_free(struct guide_text *text)
{
    if (!text) return;
    for (size_t i = 0; i < text->headings; i++) {
        free(text->heading[i].text);
        free(text->heading[i].anchor);
    }
    if (text->tree) cmark_node_free(text->tree);
    if (text->caution) cmark_node_free(text->caution);
    free(text);
}
