/* The pages of guide/, built into the program, and finding one by what a runner types.
 *
 * tools/gen_guide.py turns guide/<name>.md into one row of guide_page[], and the sources that any of them
 * cites (section 9 of docs/evidence.md) into guide_source[]; so a page is there wherever the program is.
 *
 *     const struct guide_page *page = guide_page_find("lac");       the page "lacing"
 *     guide_text_read(&text, page, err);                            guide_text.h: its headings, sources, minutes
 *     guide_terminal(&out, text, &look);                            guide_terminal.h, guide_html.h: as a person sees it
 */
#ifndef GUIDE_GUIDE_PAGES_H
#define GUIDE_GUIDE_PAGES_H

#include <stddef.h>

struct guide_page {
    const char *name;         /* "lacing": what is typed, and the stem of its file */
    const char *title;        /* "Lacing" */
    const char *summary;      /* one sentence: what the reader gets */
    const char *reviewed;     /* the day we last went through it, "2026-11-26" */
    const char *caution;      /* what must be known before the first line; Markdown, one paragraph */
    const char *const *next;  /* names of pages to read after it; ended by NULL */
    const char *const *lines; /* its body, Markdown, line by line with the line breaks; ended by NULL */
};

/* In the order in which they are listed. */
extern const struct guide_page guide_page[];
extern const size_t guide_pages;

struct guide_source {
    const char *id;   /* "S37" */
    const char *text; /* who and where; how we know it where it is not from the source itself */
};

extern const struct guide_source guide_source[];
extern const size_t guide_sources;

/* The style sheet of the HTML pages, line by line; ended by NULL. */
extern const char *const guide_style[];

/* What every page ends with; never left out. */
extern const char guide_closing[];

/* The page of that name, else the only one whose name begins with `word` (any case); NULL: none, or several. */
const struct guide_page *guide_page_find(const char *word);

/* The name nearest to a word that names no page: one that begins with it, or is at most two letters off; NULL: none. */
const char *guide_page_nearest(const char *word);

/* The source of that id (n bytes); NULL when no page cites it. */
const struct guide_source *guide_source_find(const char *id, size_t n);

#endif
