/* A page, read: its Markdown as a tree, and what stands around it (contents, sources, minutes).
 *
 * A citation is [S37] in the text; it is a source when guide_source_find knows it, plain text otherwise. A link
 * to another page is [its title](its-name.md), with #heading behind it for one place in it.
 */
#ifndef GUIDE_GUIDE_TEXT_H
#define GUIDE_GUIDE_TEXT_H

#include "base/error.h"
#include "guide/guide_pages.h"

enum { GUIDE_MAX_HEADINGS = 32, GUIDE_MAX_CITED = 64, GUIDE_MAX_LINKED = 32, GUIDE_WORDS_PER_MINUTE = 200 };

struct guide_heading {
    char *text;   /* owned; without Markdown */
    char *anchor; /* owned: lower case, digits kept, "-" between words; "what-to-try-2" when the same was there before */
    int level;    /* 2 or 3: the title of the page is 1 */
};

struct guide_text {
    const struct guide_page *page;
    struct cmark_node *tree, *caution; /* owned; text nodes joined */
    struct guide_heading heading[GUIDE_MAX_HEADINGS];
    size_t headings;
    const struct guide_source *cited[GUIDE_MAX_CITED]; /* each once, in the order of their first place */
    size_t citeds;
    const struct guide_page *linked[GUIDE_MAX_LINKED]; /* `next`, then the other pages that the text names, each once */
    size_t linkeds;
    size_t words;   /* of its body; a word has a letter or a digit, a citation is none */
    size_t minutes; /* words / 200, rounded up */
};

/* Reads a page. Errors: TINGLE_NO_MEMORY, TINGLE_LIMIT (more headings, sources or links than there is room for).
 * cmark itself ends the program when it gets no memory; a page is some kilobytes. */
enum tingle_status guide_text_read(struct guide_text **out, const struct guide_page *page, struct tingle_error *err);
void guide_text_free(struct guide_text *text);

/* The page that a link leads to ("lacing.md", "lacing.md#over-a-sore-spot"); NULL when it leads elsewhere. *place is
 * the anchor with its "#", or "". */
const struct guide_page *guide_link_page(const char *url, const char **place);

/* A piece of text up to the next citation. *source is that of a citation at `text` itself, else NULL; returns its
 * length in bytes: at least 1, as long as there is text. */
size_t guide_text_piece(const char *text, const struct guide_source **source);

#endif
