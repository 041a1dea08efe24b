/* What may be written where. */
#include "cli/output_file.h"

#include <tingle/journal.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file_bytes.h"
#include "base/text.h"

enum { PATH_SIZE = 4096, HEAD_SIZE = 32 };

static const struct kind {
    const char *ending[2], *opening[2]; /* openings without case */
    const char *name, *ends;
} kinds[] = {
    [OUTPUT_SVG] = {{".svg"}, {"<?xml", "<svg"}, "a drawing (SVG)", ".svg"},
    [OUTPUT_PDF] = {{".pdf"}, {"%PDF-"}, "a PDF", ".pdf"},
    [OUTPUT_HTML] = {{".html", ".htm"}, {"<!doctype html"}, "a page for a browser (HTML)", ".html"},
    [OUTPUT_TEXT] = {{".txt"}, {"Numb feet on runs"}, "a page of Tingle as text", ".txt"},
};

/* A file in the folder of the journal, by whatever name. */
static bool is_in_home(const struct cli *cli, const char *path)
{
    char home[PATH_SIZE], folder[PATH_SIZE];
    struct stat a, b;
    size_t n = (size_t)(path_name(path) - path);
    if (n + 2 > sizeof folder) return false;
    memcpy(folder, path, n);
    memcpy(folder + n, ".", 2);
    if (tingle_journal_home(home, sizeof home, cli->command->shared & CLI_HOME ? cli_text(cli, "home") : NULL, NULL)) return false;
    return stat(home, &a) == 0 && stat(folder, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static bool has_ending(const char *path, const struct kind *k)
{
    return text_ends_with(path, k->ending[0]) || (k->ending[1] && text_ends_with(path, k->ending[1]));
}

/* An empty file, or one that begins as its kind does. */
static enum tingle_status look_inside(const char *path, const struct kind *k, struct tingle_error *err)
{
    char head[HEAD_SIZE + 1] = "";
    FILE *file = fopen(path, "rbe");
    size_t n = file ? fread(head, 1, HEAD_SIZE, file) : 0;
    bool own = file && !ferror(file) && n == 0;
    if (file) fclose(file);
    for (size_t i = 0; i < 2 && k->opening[i]; i++) own = own || strncasecmp(head, k->opening[i], strlen(k->opening[i])) == 0;
    if (own) return TINGLE_OK;
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: this file is there and is not %s; it was left as it is: give another name", path, k->name);
}

enum tingle_status output_check(const struct cli *cli, const char *path, enum output_kind kind, struct tingle_error *err)
{
    bool is_file = path_is_file(path);
    if (path_exists(path) && !is_file && !path_is_folder(path)) return TINGLE_OK;
    if (kind != OUTPUT_ANY && !has_ending(path, &kinds[kind]))
        return error_set(err, TINGLE_WRONG_USE, -1, "%s: this is %s: name a file that ends in %s", path, kinds[kind].name, kinds[kind].ends);
    if (is_in_home(cli, path))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: this is the folder of your journal, where nothing else belongs: name another folder", path);
    if (!is_file) return TINGLE_OK;
    if (kind != OUTPUT_ANY) return look_inside(path, &kinds[kind], err);
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: exists already; it was left as it is: give another name", path);
}

enum tingle_status output_write(const struct cli *cli, const char *path, enum output_kind kind, struct bytes view, unsigned mode,
                                struct tingle_error *err)
{
    enum tingle_status st = output_check(cli, path, kind, err);
    return st ? st : file_write(path, view, mode, err);
}
