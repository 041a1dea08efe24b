/* Pages: read back by another program. */
#include "pdf_text.h"
#include "testing.h"

#include <string.h>

#include "report/page_pdf.h"

static struct page_pdf *opened(enum page_paper paper, const char *created)
{
    struct page_about about = {.title = "Füße & <feet>", .footer = "at the foot", .paper = paper, .created = created};
    struct page_pdf *doc = NULL;
    struct tingle_error err;
    ck_assert_msg(page_pdf_open(&doc, &about, &err) == TINGLE_OK, "%s", err.message);
    return doc;
}

static void finish(struct page_pdf *doc, struct buffer *out)
{
    struct tingle_error err;
    buffer_clear(out);
    ck_assert_msg(page_pdf_finish(doc, out, &err) == TINGLE_OK, "%s", err.message);
    page_pdf_free(doc);
}

/* Two words a paragraph, n of them. */
static void add_paragraphs(struct page_pdf *doc, size_t n)
{
    char text[40];
    for (size_t i = 0; i < n; i++) {
        snprintf(text, sizeof text, "paragraph %zu", i);
        page_paragraph(doc, &(struct page_words){.text = text});
    }
}

static void has(const struct buffer *out, const char *part)
{
    ck_assert_msg(strstr(buffer_text(out), part), "\"%s\" is not in:\n%s", part, buffer_text(out));
}

START_TEST(words_come_in_order)
{
    struct page_pdf *doc = opened(PAGE_A4, NULL);
    struct buffer pdf, text;
    const char *at;
    buffer_init(&pdf, 1 << 24);
    buffer_init(&text, 1 << 20);
    page_heading(doc, 1, "A heading");
    page_paragraph(doc, &(struct page_words){.label = "Label", .text = "and its text, 3 × 4 µm"});
    page_paragraph(doc, &(struct page_words){.text = "an item", .bullet = true});
    page_notice(doc, "not to be missed");
    page_columns(doc, (double[]){1, 1}, 2, 5);
    add_paragraphs(doc, 3);
    page_column_next(doc);
    page_paragraph(doc, &(struct page_words){.text = "beside them"});
    page_columns_end(doc);
    page_table(doc, &(struct page_table){.columns = 2, .share = (double[]){1, 2}, .head = (const char *const[]){"day", "what"},
                                         .cell = (const char *const[]){"Monday", "a wider shoe", "Tuesday", NULL}, .rows = 2});
    page_paragraph(doc, &(struct page_words){.text = "the end"});
    ck_assert(!page_overflowed(doc));
    finish(doc, &pdf);
    pdf_asked("pdftotext -raw", "-", &pdf, &text);
    at = buffer_text(&text);
    for (const char *const *part = (const char *const[]){"at the foot", "page 1", "A heading", "Label: and its text, 3 × 4 µm", "an item",
                                                         "not to be missed", "paragraph 0", "paragraph 2", "beside them", "day", "Monday",
                                                         "a wider shoe", "Tuesday", "the end", NULL}; *part; part++) {
        at = strstr(at, *part);
        ck_assert_msg(at, "%s is not there, or not in order:\n%s", *part, buffer_text(&text));
    }
    pdf_fonts_embedded(&pdf);
    buffer_release(&pdf);
    buffer_release(&text);
}
END_TEST

START_TEST(both_papers)
{
    struct buffer pdf, text;
    buffer_init(&pdf, 1 << 24);
    buffer_init(&text, 1 << 20);
    finish(opened(PAGE_A4, NULL), &pdf);
    pdf_asked("pdfinfo", "", &pdf, &text);
    has(&text, "595.276 x 841.89 pts (A4)");
    has(&text, "Füße & <feet>");
    ck_assert_ptr_null(strstr(buffer_text(&text), "CreationDate"));
    ck_assert_ptr_null(strstr(buffer_text(&text), "Author"));
    finish(opened(PAGE_LETTER, "2026-11-26T00:00:00Z"), &pdf);
    pdf_asked("TZ=UTC pdfinfo", "", &pdf, &text);
    has(&text, "612 x 792 pts (letter)");
    has(&text, "Thu Nov 26 00:00:00 2026");
    buffer_release(&pdf);
    buffer_release(&text);
}
END_TEST

START_TEST(what_does_not_fit_goes_on)
{
    static const char *cells[200];
    struct page_pdf *doc = opened(PAGE_A4, NULL);
    struct buffer pdf, text;
    size_t heads = 0;
    buffer_init(&pdf, 1 << 24);
    buffer_init(&text, 1 << 20);
    for (size_t i = 0; i < COUNT(cells); i++) cells[i] = i % 2 ? "right" : "left";
    page_table(doc, &(struct page_table){.columns = 2, .share = (double[]){1, 1}, .head = (const char *const[]){"HEAD", "MORE"},
                                         .cell = cells, .rows = COUNT(cells) / 2});
    add_paragraphs(doc, 100);
    ck_assert_uint_ge(page_count(doc), 3);
    ck_assert(!page_overflowed(doc));
    finish(doc, &pdf);
    pdf_asked("pdftotext -layout", "-", &pdf, &text);
    has(&text, "paragraph 99");
    for (const char *p = buffer_text(&text); (p = strstr(p, "HEAD")); p++) heads++;
    ck_assert_uint_eq(heads, 2);
    buffer_release(&pdf);
    buffer_release(&text);
}
END_TEST

START_TEST(columns_tell_when_they_stick_out)
{
    struct page_pdf *doc = opened(PAGE_LETTER, NULL);
    page_columns(doc, (double[]){1, 1}, 2, 5);
    add_paragraphs(doc, 40);
    ck_assert(!page_overflowed(doc));
    page_column_next(doc);
    add_paragraphs(doc, 100);
    page_columns_end(doc);
    ck_assert(page_overflowed(doc));
    ck_assert_uint_eq(page_count(doc), 1);
    page_pdf_free(doc);
}
END_TEST

/* A sheet of 200 x 100 mm is 566.93 x 283.46 points. */
START_TEST(sheets_have_their_true_size)
{
    struct page_pdf *doc = opened(PAGE_A4, NULL);
    struct drawing d;
    struct buffer pdf, text;
    buffer_init(&pdf, 1 << 24);
    buffer_init(&text, 1 << 20);
    drawing_init(&d, "sheet", 200, 100, "t", "d");
    drawing_line(&d, 50, 50, 150, 50, drawing_line_style(DRAWING_INK, 0.3));
    drawing_text(&d, &(struct drawing_text){.x = 100, .y = 60, .text = "100 mm", .anchor = DRAWING_MIDDLE});
    page_sheet(doc, &d);
    page_sheet(doc, &d);
    ck_assert_uint_eq(page_count(doc), 2);
    finish(doc, &pdf);
    drawing_release(&d);
    pdf_asked("pdfinfo", "", &pdf, &text);
    has(&text, "566.929 x 283.465 pts");
    has(&text, "Pages:           2");
    pdf_asked("pdftotext", "-", &pdf, &text);
    has(&text, "100 mm");
    ck_assert_ptr_null(strstr(buffer_text(&text), "at the foot"));
    buffer_release(&pdf);
    buffer_release(&text);
}
END_TEST

START_TEST(equal_calls_give_equal_bytes)
{
    struct buffer one, two;
    buffer_init(&one, 1 << 24);
    buffer_init(&two, 1 << 24);
    for (int i = 0; i < 2; i++) {
        struct page_pdf *doc = opened(PAGE_A4, NULL);
        add_paragraphs(doc, 80);
        finish(doc, i ? &two : &one);
        if (i == 0) sleep(1);
    }
    ck_assert_uint_eq(one.size, two.size);
    ck_assert_mem_eq(one.data, two.data, one.size);
    buffer_release(&one);
    buffer_release(&two);
}
END_TEST

START_TEST(names_of_paper)
{
    enum page_paper paper;
    ck_assert(page_paper_of("A4", &paper) && paper == PAGE_A4);
    ck_assert(page_paper_of("Letter", &paper) && paper == PAGE_LETTER);
    ck_assert(!page_paper_of("a5", &paper) && !page_paper_of("", &paper));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(words_come_in_order), TEST(both_papers), TEST(what_does_not_fit_goes_on),
                                       TEST(columns_tell_when_they_stick_out), TEST(sheets_have_their_true_size),
                                       TEST(equal_calls_give_equal_bytes), TEST(names_of_paper)};
    return run_tests("page_pdf", tests, COUNT(tests));
}
