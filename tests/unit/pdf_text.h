/* What another program (poppler) reads in a PDF that a test made. */
#ifndef PDF_TEXT_H
#define PDF_TEXT_H

#include "testing.h"

#include <string.h>

#include "base/buffer.h"
#include "base/file_bytes.h"

/* The output of `program ARGS FILE` (of "pdftotext", say) for these bytes, in `out`. */
static inline void pdf_asked(const char *program, const char *tail, const struct buffer *pdf, struct buffer *out)
{
    char folder[TEST_FOLDER_SIZE], path[TEST_FOLDER_SIZE + 16], command[256], part[4096];
    FILE *pipe;
    size_t n;
    test_folder_make(folder);
    snprintf(path, sizeof path, "%s/t.pdf", folder);
    ck_assert_int_eq(file_write(path, bytes_of(pdf->data, pdf->size), 0600, NULL), TINGLE_OK);
    snprintf(command, sizeof command, "%s %s %s", program, path, tail);
    pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    buffer_clear(out);
    while ((n = fread(part, 1, sizeof part, pipe)) > 0) buffer_add(out, part, n);
    ck_assert_int_eq(pclose(pipe), 0);
    test_folder_remove(folder);
}

/* There is a font, and every font stands in the file with the characters that its shapes mean. */
static inline void pdf_fonts_embedded(const struct buffer *pdf)
{
    struct buffer out;
    size_t fonts = 0;
    buffer_init(&out, 1 << 20);
    pdf_asked("pdffonts", "", pdf, &out);
    for (char *line = strtok(out.data, "\n"); line; line = strtok(NULL, "\n")) {
        char name[200], emb[4], sub[4], uni[4];
        if (!strstr(line, "+DejaVu")) continue;
        fonts++;
        ck_assert_int_eq(sscanf(line, "%199s %*s %*s %3s %3s %3s", name, emb, sub, uni), 4);
        ck_assert_str_eq(emb, "yes");
        ck_assert_str_eq(uni, "yes");
    }
    ck_assert_uint_gt(fonts, 0);
    buffer_release(&out);
}

#endif
