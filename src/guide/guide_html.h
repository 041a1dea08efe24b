/* A page of the guide as HTML.
 *
 * The fragment is what another page can take in: sections, lists, sources; headings from h2 down with their anchors,
 * nothing loaded from anywhere, no script. The page around it has the style in itself, follows the reader's light or dark, and reads well
 * on a phone, aloud and on paper. All of it is valid XML too, so that tests can read it back.
 */
#ifndef GUIDE_GUIDE_HTML_H
#define GUIDE_GUIDE_HTML_H

#include "base/buffer.h"
#include "guide/guide_text.h"

struct guide_links {
    const char *before, *behind; /* of a page's name in a link: "", ".html" for files beside each other; "/guide/", "" for a server */
    const char *index;           /* where the list of pages is: "index.html"; NULL: no link to it */
};

/* Text, sources and closing line, without title and contents. */
void guide_html_fragment(struct buffer *out, const struct guide_text *text, const struct guide_links *links);

/* A whole page: title, contents, the fragment, back to top, read next. */
void guide_html_page(struct buffer *out, const struct guide_text *text, const struct guide_links *links);

/* The list of pages, as a page; `texts` are guide_pages texts in the order of guide_page. */
void guide_html_index(struct buffer *out, struct guide_text *const *texts, const struct guide_links *links);

#endif
