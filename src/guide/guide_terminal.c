/* The tree of a page, block by block, into wrapped lines. */
#include "guide/guide_terminal.h"

#include <cmark.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { BOLD = 1, NAME = 2, FAINT = 4 };
enum { WORD_MAX_BYTES = 4000, CODE_INDENT = 4 };

/* The line that is being filled. */
struct flow {
    struct buffer *out;
    bool colour;
    size_t width, indent;
    size_t column;             /* columns that stand on the line; 0: it is not begun */
    unsigned style, shown;     /* of what is added; what the terminal shows at the moment */
    struct buffer word, looks; /* the word at hand, and one byte of style for each of its bytes */
    char mark[16];             /* "- ": stands in the last of the indent on the next line; then "" */
};

/* --- lines and words ------------------------------------------------------------------------ */

static bool starts_character(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static size_t columns_of(const char *text, size_t n)
{
    size_t columns = 0;
    for (size_t i = 0; i < n; i++) columns += starts_character(text[i]);
    return columns;
}

static void show(struct flow *f, unsigned style)
{
    if (!f->colour || style == f->shown) return;
    if (f->shown) buffer_add_text(f->out, "\033[0m");
    if (style & BOLD) buffer_add_text(f->out, "\033[1m");
    if (style & NAME) buffer_add_text(f->out, "\033[36m");
    if (style & FAINT) buffer_add_text(f->out, "\033[2m");
    f->shown = style;
}

static void end_line(struct flow *f)
{
    show(f, 0);
    buffer_add_byte(f->out, '\n');
    f->column = 0;
}

static void begin_line(struct flow *f)
{
    size_t mark = columns_of(f->mark, strlen(f->mark));
    for (size_t i = mark; i < f->indent; i++) buffer_add_byte(f->out, ' ');
    buffer_add_text(f->out, f->mark);
    f->mark[0] = '\0';
    f->column = f->indent;
}

/* Puts the word at hand on the line, or on the next when it does not fit. */
static void end_word(struct flow *f)
{
    size_t n = f->word.size, columns = columns_of(buffer_text(&f->word), n);
    if (n == 0) return;
    if (f->column > f->indent && f->column + 1 + columns > f->width) end_line(f);
    if (f->column == 0) begin_line(f);
    if (f->column > f->indent) {
        if ((unsigned char)f->looks.data[0] != f->shown) show(f, 0);
        buffer_add_byte(f->out, ' ');
        f->column++;
    }
    for (size_t i = 0; i < n; i++) {
        show(f, (unsigned char)f->looks.data[i]);
        buffer_add_byte(f->out, f->word.data[i]);
    }
    f->column += columns;
    buffer_clear(&f->word);
    buffer_clear(&f->looks);
}

static void add_byte(struct flow *f, char c)
{
    buffer_add_byte(&f->word, c);
    buffer_add_byte(&f->looks, (char)f->style);
}

/* Bytes that stay together, blanks too. */
static void add_kept(struct flow *f, const char *text)
{
    while (*text) add_byte(f, *text++);
}

/* "33 %" stays together. */
static void add_words(struct flow *f, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_is_blank(text[i]) && !(text[i] == ' ' && i + 1 < n && text[i + 1] == '%')) end_word(f);
        else add_byte(f, text[i]);
}

static void end_text(struct flow *f)
{
    end_word(f);
    if (f->column) end_line(f);
}

/* Words of one look and the line break behind them. */
static void add_line(struct flow *f, const char *text, unsigned style)
{
    f->style = style;
    add_words(f, text, strlen(text));
    end_text(f);
    f->style = 0;
}

/* --- inside a block ------------------------------------------------------------------------- */

static void add_code(struct flow *f, const char *code)
{
    f->style |= NAME;
    add_kept(f, f->colour ? "" : "`");
    add_kept(f, code);
    add_kept(f, f->colour ? "" : "`");
    f->style &= ~(unsigned)NAME;
}

/* Text with its citations, which are there but do not shout. */
static void add_text(struct flow *f, const char *literal)
{
    while (*literal) {
        const struct guide_source *source;
        size_t n = guide_text_piece(literal, &source);
        f->style |= source ? FAINT : 0U;
        add_words(f, literal, n);
        f->style &= ~(unsigned)FAINT;
        literal += n;
    }
}

static void add_inlines(struct flow *f, cmark_node *parent);

static void add_styled(struct flow *f, cmark_node *node, unsigned style)
{
    unsigned before = f->style;
    f->style |= style;
    add_inlines(f, node);
    f->style = before;
}

static void add_inline(struct flow *f, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: add_text(f, cmark_node_get_literal(node)); break;
    case CMARK_NODE_CODE: add_code(f, cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK: end_word(f); break;
    case CMARK_NODE_LINEBREAK: end_text(f); break;
    case CMARK_NODE_LINK: add_styled(f, node, NAME); break;
    case CMARK_NODE_STRONG: add_styled(f, node, BOLD); break;
    default: add_inlines(f, node); break; /* emphasis has no look that every terminal shows */
    }
}

static void add_inlines(struct flow *f, cmark_node *parent)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) add_inline(f, node);
}

/* --- blocks --------------------------------------------------------------------------------- */

static void add_rule(struct flow *f, size_t columns, char sign)
{
    begin_line(f);
    show(f, FAINT);
    for (size_t i = 0; i < columns && f->indent + i < f->width; i++) buffer_add_byte(f->out, sign);
    end_line(f);
}

static void add_heading(struct flow *f, const char *text, int level)
{
    add_line(f, text, BOLD);
    if (level <= 2) add_rule(f, columns_of(text, strlen(text)), '-');
}

static void add_code_block(struct flow *f, const char *code)
{
    f->indent += CODE_INDENT;
    while (*code) {
        size_t n = strcspn(code, "\n");
        begin_line(f);
        buffer_add(f->out, code, n);
        end_line(f);
        code += n + (code[n] == '\n');
    }
    f->indent -= CODE_INDENT;
}

static void add_blocks(struct flow *f, const struct guide_text *text, cmark_node *parent, bool tight, size_t *heading);

static void add_list(struct flow *f, const struct guide_text *text, cmark_node *list, size_t *heading)
{
    bool tight = cmark_node_get_list_tight(list), numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int number = cmark_node_get_list_start(list);
    for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item), number++) {
        size_t indent = f->indent, columns;
        snprintf(f->mark, sizeof f->mark, numbered ? "%d. " : "- ", number);
        columns = strlen(f->mark);
        f->indent += columns + (numbered && columns < 4 ? 1 : 0) + (numbered ? 0 : 2);
        add_blocks(f, text, item, tight, heading);
        f->indent = indent;
        if (!tight && cmark_node_next(item)) buffer_add_byte(f->out, '\n');
    }
}

static void add_block(struct flow *f, const struct guide_text *text, cmark_node *node, size_t *heading)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        add_heading(f, text->heading[*heading].text, text->heading[*heading].level);
        (*heading)++;
        break;
    case CMARK_NODE_LIST: add_list(f, text, node, heading); break;
    case CMARK_NODE_CODE_BLOCK: add_code_block(f, cmark_node_get_literal(node)); break;
    case CMARK_NODE_THEMATIC_BREAK: add_rule(f, f->width, '-'); break;
    case CMARK_NODE_BLOCK_QUOTE:
        f->indent += 2;
        add_blocks(f, text, node, false, heading);
        f->indent -= 2;
        break;
    default:
        add_inlines(f, node);
        end_text(f);
        break;
    }
}

/* Blocks with an empty line between them; in a tight list without. */
static void add_blocks(struct flow *f, const struct guide_text *text, cmark_node *parent, bool tight, size_t *heading)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        add_block(f, text, node, heading);
        if (!tight && cmark_node_next(node)) buffer_add_byte(f->out, '\n');
    }
}

/* --- a page --------------------------------------------------------------------------------- */

static void flow_init(struct flow *f, struct buffer *out, const struct guide_look *look)
{
    *f = (struct flow){.out = out, .colour = look->colour};
    f->width = (size_t)(look->width < GUIDE_WIDTH_MAX ? look->width : GUIDE_WIDTH_MAX);
    buffer_init(&f->word, WORD_MAX_BYTES);
    buffer_init(&f->looks, WORD_MAX_BYTES);
}

static void flow_release(struct flow *f)
{
    buffer_release(&f->word);
    buffer_release(&f->looks);
}

void guide_terminal_body(struct buffer *out, const struct guide_text *text, const struct guide_look *look)
{
    struct flow f;
    size_t heading = 0;
    flow_init(&f, out, look);
    add_blocks(&f, text, text->tree, false, &heading);
    flow_release(&f);
}

static void add_minutes(char *out, size_t size, const struct guide_text *text)
{
    snprintf(out, size, "%zu %s", text->minutes, text->minutes == 1 ? "minute" : "minutes");
}

static void add_head(struct flow *f, const struct guide_text *text)
{
    char minutes[40], line[200];
    add_minutes(minutes, sizeof minutes, text);
    snprintf(line, sizeof line, "%s to read. Gone through on %s, not yet by a clinician.", minutes, text->page->reviewed);
    add_line(f, text->page->title, BOLD);
    add_rule(f, columns_of(text->page->title, strlen(text->page->title)), '=');
    add_line(f, text->page->summary, 0);
    add_line(f, line, FAINT);
    buffer_add_byte(f->out, '\n');
    f->style = BOLD;
    add_words(f, "Before you read: ", 17);
    f->style = 0;
    add_inlines(f, text->caution);
    end_text(f);
}

static void add_contents(struct flow *f, const struct guide_text *text)
{
    buffer_add_byte(f->out, '\n');
    add_line(f, "On this page", BOLD);
    for (size_t i = 0; i < text->headings; i++) {
        f->indent = text->heading[i].level > 2 ? 4 : 2;
        add_line(f, text->heading[i].text, 0);
    }
    f->indent = 0;
    buffer_add_byte(f->out, '\n');
}

/* "S37   Lindstrom, ..." */
static void add_sources(struct flow *f, const struct guide_text *text)
{
    if (!text->citeds) return;
    buffer_add_byte(f->out, '\n');
    add_heading(f, "Sources", 2);
    f->indent = 8;
    for (size_t i = 0; i < text->citeds; i++) {
        snprintf(f->mark, sizeof f->mark, "%-6s", text->cited[i]->id);
        add_line(f, text->cited[i]->text, 0);
    }
    f->indent = 0;
}

/* Each with what to type. */
static void add_read_next(struct flow *f, const struct guide_text *text)
{
    char command[100];
    buffer_add_byte(f->out, '\n');
    add_heading(f, "Read next", 2);
    for (size_t i = 0; i < text->linkeds; i++) {
        const struct guide_page *page = text->linked[i];
        f->indent = 4;
        snprintf(f->mark, sizeof f->mark, "- ");
        add_words(f, page->title, strlen(page->title));
        add_words(f, ": ", 2);
        snprintf(command, sizeof command, "tingle guide %s", page->name);
        add_code(f, command);
        end_text(f);
    }
    f->indent = 0;
}

void guide_terminal(struct buffer *out, const struct guide_text *text, const struct guide_look *look)
{
    struct flow f;
    flow_init(&f, out, look);
    add_head(&f, text);
    add_contents(&f, text);
    guide_terminal_body(out, text, look);
    add_sources(&f, text);
    add_read_next(&f, text);
    buffer_add_byte(out, '\n');
    add_line(&f, guide_closing, 0);
    flow_release(&f);
}

void guide_terminal_row(struct buffer *out, const struct guide_text *text, const struct guide_look *look)
{
    struct flow f;
    char minutes[40];
    flow_init(&f, out, look);
    f.indent = 11;
    snprintf(f.mark, sizeof f.mark, "%-11s", text->page->name);
    add_minutes(minutes, sizeof minutes, text);
    f.style = BOLD;
    add_words(&f, text->page->title, strlen(text->page->title));
    end_word(&f);
    f.style = FAINT;
    add_words(&f, " (", 2);
    add_kept(&f, minutes);
    add_words(&f, ")", 1);
    end_text(&f);
    add_line(&f, text->page->summary, 0);
    flow_release(&f);
}
