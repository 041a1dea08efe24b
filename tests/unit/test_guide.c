/* Markdown to the terminal and to HTML, construct by construct: the expected text is written by hand. */
#include "testing.h"

#include <string.h>

#include "guide/guide_html.h"
#include "guide/guide_terminal.h"

static const char *const no_pages[] = {NULL};
static const struct guide_links links = {"/guide/", "", NULL};

/* A page whose body is one text. */
struct one_page {
    const char *lines[2];
    struct guide_page page;
};

static struct guide_text *read_body(struct one_page *one, const char *body, const char *const *next)
{
    struct guide_text *text = NULL;
    struct tingle_error err;
    one->lines[0] = body;
    one->lines[1] = NULL;
    one->page = (struct guide_page){"test", "A page", "What it says.", "2026-11-26", "Take *care*: [Worry](worry.md).", next, one->lines};
    ck_assert_msg(guide_text_read(&text, &one->page, &err) == TINGLE_OK, "%s", err.message);
    return text;
}

static void check_terminal(const char *body, int width, bool colour, const char *expected)
{
    struct one_page one;
    struct guide_text *text = read_body(&one, body, no_pages);
    struct guide_look look = {colour, width};
    struct buffer out;
    buffer_init(&out, 100000);
    guide_terminal_body(&out, text, &look);
    ck_assert_str_eq(buffer_text(&out), expected);
    buffer_release(&out);
    guide_text_free(text);
}

static void check_html(const char *body, const char *expected)
{
    struct one_page one;
    struct guide_text *text = read_body(&one, body, no_pages);
    struct buffer out;
    size_t n = strlen(expected);
    buffer_init(&out, 100000);
    guide_html_fragment(&out, text, &links);
    ck_assert_msg(strncmp(buffer_text(&out), expected, n) == 0, "%s", buffer_text(&out));
    buffer_release(&out);
    guide_text_free(text);
}

/* --- the terminal --------------------------------------------------------------------------- */

START_TEST(paragraphs_are_wrapped)
{
    check_terminal("one two\nthree four\n\nfive\n", 14, false, "one two three\nfour\n\nfive\n");
    check_terminal("a-word-that-is-wider-than-the-line and\n", 10, false, "a-word-that-is-wider-than-the-line\nand\n");
    check_terminal("one or 33 %, two\n", 11, false, "one or\n33 %, two\n"); /* a number keeps its sign */
    check_terminal("caf\xC3\xA9 caf\xC3\xA9\n", 9, false, "caf\xC3\xA9 caf\xC3\xA9\n"); /* columns, not bytes */
    check_terminal("first\\\nsecond\n", 40, false, "first\nsecond\n");
}
END_TEST

START_TEST(lines_are_never_wider_than_eighty)
{
    char body[400], expected[400];
    memset(body, 'x', 200);
    for (size_t i = 9; i < 200; i += 10) body[i] = ' '; /* 20 words of 9 */
    memcpy(body + 200, "\n", 2);
    memcpy(expected, body, 201);
    expected[79] = expected[159] = expected[199] = '\n'; /* 8 words and 7 blanks are 79 columns */
    expected[200] = '\0';
    check_terminal(body, 120, false, expected);
}
END_TEST

START_TEST(headings_stand_out)
{
    check_terminal("## Where it is\n\nHere.\n\n### Deeper\n", 40, false, "Where it is\n-----------\n\nHere.\n\nDeeper\n");
    check_terminal("## Where it is\n\nHere.\n", 40, true, "\033[1mWhere it is\033[0m\n\033[2m-----------\033[0m\n\nHere.\n");
}
END_TEST

START_TEST(lists_hang)
{
    check_terminal("- one two three\n- four\n", 12, false, "  - one two\n    three\n  - four\n");
    check_terminal("1. one two three\n2. four\n", 12, false, " 1. one two\n    three\n 2. four\n");
    check_terminal("9. nine\n10. ten\n", 40, false, " 9. nine\n10. ten\n");
    check_terminal("- one\n\n- two\n\n  more\n", 40, false, "  - one\n\n  - two\n\n    more\n"); /* loose */
    check_terminal("- one\n  - inner\n- two\n", 40, false, "  - one\n      - inner\n  - two\n");
}
END_TEST

START_TEST(words_have_looks)
{
    check_terminal("a **bold one** here\n", 40, true, "a \033[1mbold one\033[0m here\n");
    check_terminal("a **bold one** here\n", 40, false, "a bold one here\n");
    check_terminal("an *odd* word\n", 40, true, "an odd word\n");
    check_terminal("use `tingle log 40 R`, now\n", 40, false, "use `tingle log 40 R`, now\n");
    check_terminal("use `tingle log`, now\n", 40, true, "use \033[36mtingle log\033[0m, now\n");
    check_terminal("use `tingle log` now\n", 14, false, "use\n`tingle log`\nnow\n"); /* code is not torn */
    check_terminal("see [Lacing](lacing.md).\n", 40, true, "see \033[36mLacing\033[0m.\n");
    check_terminal("see [Lacing](lacing.md).\n", 40, false, "see Lacing.\n");
}
END_TEST

START_TEST(colours_end_with_their_line)
{
    check_terminal("**one two three**\n", 8, true, "\033[1mone two\033[0m\n\033[1mthree\033[0m\n");
}
END_TEST

START_TEST(other_blocks)
{
    check_terminal("before\n\n    o   o\n     \\ /\n\nafter\n", 20, false, "before\n\n    o   o\n     \\ /\n\nafter\n");
    check_terminal("> quiet words\n", 20, false, "  quiet words\n");
    check_terminal("a\n\n---\n\nb\n", 5, false, "a\n\n-----\n\nb\n");
    check_terminal("<b>raw</b> & &lt;\n", 20, false, "raw & <\n"); /* tags are dropped, their text is text */
}
END_TEST

START_TEST(citations_are_faint_and_counted)
{
    struct one_page one;
    struct guide_text *text = read_body(&one, "Half of it [S37], and [S54] [S37]; not [S999], not [x].\n", no_pages);
    ck_assert_uint_eq(text->citeds, 2);
    ck_assert_str_eq(text->cited[0]->id, "S37");
    ck_assert_str_eq(text->cited[1]->id, "S54");
    ck_assert_uint_eq(text->words, 8); /* Half of it and not S999 not x */
    ck_assert_uint_eq(text->minutes, 1);
    guide_text_free(text);
    check_terminal("Half [S37].\n", 40, true, "Half \033[2m[S37]\033[0m.\n");
    check_terminal("Half [S37].\n", 40, false, "Half [S37].\n");
}
END_TEST

START_TEST(a_whole_page)
{
    static const char *const next[] = {"lacing", NULL};
    struct one_page one;
    struct guide_text *text = read_body(&one, "## First\n\nIt is so [S37]. See [Shoes](shoes.md#x), [Lacing](lacing.md).\n", next);
    struct guide_look look = {false, 60};
    struct buffer out, expected;
    buffer_init(&out, 100000);
    buffer_init(&expected, 100000);
    guide_terminal(&out, text, &look);
    buffer_add_text(&expected, "A page\n======\nWhat it says.\n1 minute to read. Gone through on 2026-11-26, not yet by a\nclinician.\n\n"
                               "Before you read: Take care: Worry.\n\nOn this page\n  First\n\nFirst\n-----\n\nIt is so [S37]. See Shoes, Lacing.\n\n"
                               "Sources\n-------\n  S37   Lindstrom, Lindblom, Brismar, J Neurol Neurosurg\n"
                               "        Psychiatry 1997;63:346-350,\n        doi:10.1136/jnnp.63.3.346\n\n"
                               "Read next\n---------\n  - Lacing: `tingle guide lacing`\n  - When to worry: `tingle guide worry`\n  - Shoes and fit at home: `tingle guide shoes`\n\n"
                               "Not yet reviewed by a clinician. If you are worried, or it\nchanges, see a doctor.\n");
    ck_assert_str_eq(buffer_text(&out), buffer_text(&expected));
    buffer_release(&out);
    buffer_release(&expected);
    guide_text_free(text);
}
END_TEST

/* --- HTML ----------------------------------------------------------------------------------- */

START_TEST(html_of_each_construct)
{
    check_html("one *two* **three** `four`\n", "<p>one <em>two</em> <strong>three</strong> <code>four</code></p>\n");
    check_html("## Where \"it\" is\n", "<h2 id=\"where-it-is\">Where &quot;it&quot; is</h2>\n");
    check_html("- one\n- two\n", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
    check_html("3. one\n\n4. two\n", "<ol start=\"3\">\n<li><p>one</p>\n</li>\n<li><p>two</p>\n</li>\n</ol>\n");
    check_html("    a < b\n", "<pre><code>a &lt; b\n</code></pre>\n");
    check_html("> quiet\n", "<blockquote>\n<p>quiet</p>\n</blockquote>\n");
    check_html("a\\\nb\n\n---\n", "<p>a<br />\nb</p>\n<hr />\n");
    check_html("see [Lacing](lacing.md#not-just-looser)\n", "<p>see <a href=\"/guide/lacing#not-just-looser\">Lacing</a></p>\n");
    check_html("see [it](other.txt)\n", "<p>see <a href=\"other.txt\">it</a></p>\n");
    check_html("so [S37]\n", "<p>so <a class=\"cited\" href=\"#S37\" title=\"source S37\">[S37]</a></p>\n"
                             "<section class=\"sources\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources</h2>\n<dl>\n<dt id=\"S37\">S37</dt><dd>Lindstrom");
    check_html("<script>x</script>\n\nafter\n", "<p>after</p>\n"); /* raw HTML is not passed on */
    check_html("33 % of it\n", "<p>33&#160;% of it</p>\n");
    check_html("5 < 6 & [S999]\n", "<p>5 &lt; 6 &amp; [S999]</p>\n");
}
END_TEST

START_TEST(html_ends_with_the_doctor)
{
    check_html("", "<p class=\"closing\">Not yet reviewed by a clinician. If you are worried, or it changes, see a doctor.</p>\n");
}
END_TEST

/* --- what is read from a page --------------------------------------------------------------- */

START_TEST(headings_have_anchors)
{
    struct one_page one;
    struct guide_text *text = read_body(&one, "## What to try\n\n### It's *my* foot, `really`?\n\n## What to try\n", no_pages);
    ck_assert_uint_eq(text->headings, 3);
    ck_assert_str_eq(text->heading[0].anchor, "what-to-try");
    ck_assert_str_eq(text->heading[1].text, "It's my foot, really?");
    ck_assert_str_eq(text->heading[1].anchor, "its-my-foot-really");
    ck_assert_int_eq(text->heading[1].level, 3);
    ck_assert_str_eq(text->heading[2].anchor, "what-to-try-2");
    guide_text_free(text);
}
END_TEST

START_TEST(minutes_are_rounded_up)
{
    char body[2001];
    struct one_page one;
    const size_t words[] = {1, 200, 201, 400}, minutes[] = {1, 1, 2, 2};
    for (size_t k = 0; k < COUNT(words); k++) {
        struct guide_text *text;
        body[0] = '\0';
        for (size_t i = 0; i < words[k]; i++) memcpy(body + 4 * i, "abc ", 5);
        text = read_body(&one, body, no_pages);
        ck_assert_uint_eq(text->words, words[k]);
        ck_assert_uint_eq(text->minutes, minutes[k]);
        guide_text_free(text);
    }
}
END_TEST

START_TEST(words_have_a_letter_or_a_digit)
{
    struct one_page one;
    struct guide_text *text = read_body(&one, "## Two words\n\n- **one**, two - three & 4 / caf\xC3\xA9\n\n[a b](lacing.md)\n", no_pages);
    ck_assert_uint_eq(text->words, 2 + 5 + 2);
    guide_text_free(text);
}
END_TEST

START_TEST(too_much_is_refused)
{
    struct one_page one;
    struct guide_text *text = NULL;
    struct tingle_error err;
    struct buffer body;
    buffer_init(&body, 100000);
    for (int i = 0; i <= GUIDE_MAX_HEADINGS; i++) buffer_printf(&body, "## Heading %d\n\n", i);
    one.lines[0] = buffer_text(&body);
    one.lines[1] = NULL;
    one.page = (struct guide_page){"test", "A page", "", "", "", no_pages, one.lines};
    ck_assert_int_eq(guide_text_read(&text, &one.page, &err), TINGLE_LIMIT);
    ck_assert_ptr_null(text);
    buffer_release(&body);
}
END_TEST

/* --- finding -------------------------------------------------------------------------------- */

START_TEST(pages_are_found_by_name_and_beginning)
{
    ck_assert_str_eq(guide_page_find("lacing")->name, "lacing");
    ck_assert_str_eq(guide_page_find("LAC")->name, "lacing");
    ck_assert_ptr_null(guide_page_find("s")); /* shoes, strength */
    ck_assert_str_eq(guide_page_find("sh")->name, "shoes");
    ck_assert_ptr_null(guide_page_find(""));
    ck_assert_ptr_null(guide_page_find("lacings"));
    ck_assert_str_eq(guide_page_nearest("lacings"), "lacing");
    ck_assert_str_eq(guide_page_nearest("breks"), "breaks");
    ck_assert_ptr_null(guide_page_nearest("bicycle"));
    ck_assert_ptr_null(guide_page_nearest(""));
}
END_TEST

START_TEST(every_page_can_be_read)
{
    struct tingle_error err;
    ck_assert_uint_eq(guide_pages, 11);
    for (size_t i = 0; i < guide_pages; i++) {
        struct guide_text *text = NULL;
        ck_assert_msg(guide_text_read(&text, &guide_page[i], &err) == TINGLE_OK, "%s", err.message);
        ck_assert(text->headings > 0 && text->linkeds > 0);
        guide_text_free(text);
    }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(paragraphs_are_wrapped), TEST(lines_are_never_wider_than_eighty), TEST(headings_stand_out), TEST(lists_hang),
        TEST(words_have_looks), TEST(colours_end_with_their_line), TEST(other_blocks), TEST(citations_are_faint_and_counted),
        TEST(a_whole_page), TEST(html_of_each_construct), TEST(html_ends_with_the_doctor), TEST(headings_have_anchors),
        TEST(minutes_are_rounded_up), TEST(words_have_a_letter_or_a_digit), TEST(too_much_is_refused),
        TEST(pages_are_found_by_name_and_beginning), TEST(every_page_can_be_read)};
    return run_tests("guide", tests, COUNT(tests));
}
