/* The three outcomes of an import. */
#include "report/import_report.h"

#include <stdbool.h>
#include <string.h>

#include "base/utc.h"
#include "report/json.h"
#include "report/recording_report.h"

enum { FAILED_SHOWN = 20, REASONS_SHOWN = 10, REMARKS_SHOWN = 5, REPAIRS_SHOWN = 16 };

static const char *outcome_name(enum tingle_import_outcome outcome)
{
    switch (outcome) {
    case TINGLE_IMPORTED: return "imported";
    case TINGLE_SKIPPED: return "skipped";
    case TINGLE_FAILED: break;
    }
    return "failed";
}

static void file_json(struct json *j, const struct tingle_import_file *f)
{
    json_begin_object(j, NULL);
    json_text(j, "path", f->path);
    json_text(j, "outcome", outcome_name(f->outcome));
    json_text(j, "reason", f->reason);
    json_whole(j, "runs", (int64_t)f->runs);
    json_whole(j, "notes", (int64_t)f->notes);
    json_whole(j, "shoes", (int64_t)f->shoes);
    json_whole(j, "feet", (int64_t)f->feet);
    json_bool(j, "waits", f->waits);
    repairs_json(j, f->repair, f->repairs);
    json_end(j);
}

static void report_json(struct buffer *out, const struct tingle_import_report *report, const struct sign_change *signs, int64_t at_unix_s)
{
    char at[UTC_TEXT_SIZE];
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    if (at_unix_s) {
        utc_text(at, at_unix_s);
        json_text(&j, "at", at);
    }
    json_whole(&j, "imported", (int64_t)report->imported);
    json_whole(&j, "skipped", (int64_t)report->skipped);
    json_whole(&j, "failed", (int64_t)report->failed);
    json_whole(&j, "runs", (int64_t)report->runs);
    json_whole(&j, "notes", (int64_t)report->notes);
    json_whole(&j, "shoes", (int64_t)report->shoes);
    json_whole(&j, "feet", (int64_t)report->feet);
    json_whole(&j, "known", (int64_t)report->known);
    json_whole(&j, "told", (int64_t)report->told);
    json_whole(&j, "proposals", (int64_t)report->proposals);
    json_bool(&j, "stopped", report->stopped);
    sign_change_json(&j, signs);
    json_begin_array(&j, "files");
    for (size_t i = 0; i < report->files; i++) file_json(&j, &report->file[i]);
    json_end(&j);
    json_end(&j);
}

void import_json(struct buffer *out, const struct tingle_import_report *report, const struct sign_change *signs) { report_json(out, report, signs, 0); }

void import_watch_json(struct buffer *out, const struct tingle_import_report *report, const struct sign_change *signs, int64_t at_unix_s)
{
    report_json(out, report, signs, at_unix_s);
}

static void add_failed(struct buffer *out, const struct tingle_import_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->files; i++) {
        const struct tingle_import_file *f = &report->file[i];
        if (f->outcome == TINGLE_FAILED && n++ < FAILED_SHOWN) buffer_printf(out, "  failed   %s: %s\n", f->path, f->reason);
    }
    if (n > FAILED_SHOWN) buffer_printf(out, "  and %zu more: `tingle import --json` lists them\n", n - FAILED_SHOWN);
}

/* Files of one outcome and reason, with the first of them. */
struct reason {
    const struct tingle_import_file *first;
    size_t count;
};

/* Reasons in the order in which they first come, at most REASONS_SHOWN; returns how many files have others. */
static size_t group_skipped(const struct tingle_import_report *report, struct reason reasons[REASONS_SHOWN], size_t *kinds)
{
    size_t others = 0;
    *kinds = 0;
    for (size_t i = 0; i < report->files; i++) {
        const struct tingle_import_file *f = &report->file[i];
        size_t k = 0;
        if (f->outcome != TINGLE_SKIPPED) continue;
        while (k < *kinds && strcmp(reasons[k].first->reason, f->reason) != 0) k++;
        if (k == REASONS_SHOWN) {
            others++;
            continue;
        }
        if (k == *kinds) reasons[(*kinds)++] = (struct reason){f, 0};
        reasons[k].count++;
    }
    return others;
}

static void add_skipped(struct buffer *out, const struct tingle_import_report *report)
{
    struct reason reasons[REASONS_SHOWN];
    size_t kinds, others = group_skipped(report, reasons, &kinds);
    for (size_t k = 0; k < kinds; k++)
        buffer_printf(out, "  skipped  %zu: %s (%s%s)\n", reasons[k].count, reasons[k].first->reason, reasons[k].first->path,
                      reasons[k].count > 1 ? ", ..." : "");
    if (others) buffer_printf(out, "  skipped  %zu for other reasons: `tingle import --json` lists all\n", others);
}

/* Imported, and yet something of it could not be used. */
static void add_remarks(struct buffer *out, const struct tingle_import_report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < report->files; i++) {
        const struct tingle_import_file *f = &report->file[i];
        if (f->outcome == TINGLE_IMPORTED && *f->reason && n++ < REMARKS_SHOWN) buffer_printf(out, "  note     %s: %s\n", f->path, f->reason);
    }
    if (n > REMARKS_SHOWN) buffer_printf(out, "  and %zu more: `tingle import --json` lists them\n", n - REMARKS_SHOWN);
}

/* What each kind of repair was, with the first file that needed it. */
static void add_repairs(struct buffer *out, const struct tingle_import_report *report)
{
    const struct tingle_repair *shown[REPAIRS_SHOWN];
    size_t kinds = 0, files = 0;
    for (size_t i = 0; i < report->files; i++) files += report->file[i].outcome == TINGLE_IMPORTED && report->file[i].repairs > 0;
    if (!files) return;
    buffer_printf(out, "  repaired %zu on the way:\n", files);
    for (size_t i = 0; i < report->files; i++) {
        const struct tingle_import_file *f = &report->file[i];
        for (size_t r = 0; f->outcome == TINGLE_IMPORTED && r < f->repairs; r++) {
            size_t k = 0;
            while (k < kinds && strcmp(shown[k]->code, f->repair[r].code) != 0) k++;
            if (k < kinds || k == REPAIRS_SHOWN) continue;
            shown[kinds++] = &f->repair[r];
            buffer_printf(out, "    %s: %s (%s)\n", f->repair[r].code, f->repair[r].message, f->path);
        }
    }
}

void import_told_text(struct buffer *out, const struct tingle_import_report *report)
{
    if (report->told) buffer_printf(out, "  %zu runs with what your service says of them: titles, notes, shoes (`tingle runs --sources`)\n", report->told);
    if (report->proposals)
        buffer_printf(out, "  in your own words %zu of them speak of numb feet, or of none: `tingle log --proposals` asks you about them\n", report->proposals);
}

void import_text(struct buffer *out, const struct tingle_import_report *report)
{
    buffer_printf(out, "imported %zu of %zu files: %zu runs, %zu notes, %zu shoes; %zu skipped, %zu failed\n",
                  report->imported, report->files, report->runs, report->notes, report->shoes, report->skipped,
                  report->failed);
    if (report->stopped) buffer_add_text(out, "  stopped before the end; what is in stays in: import again to go on\n");
    else if (report->known && !report->runs && !report->notes && !report->shoes && !report->feet && !report->told)
        buffer_add_text(out, "  nothing new: what is in there is in your journal already\n");
    if (report->feet) buffer_printf(out, "  %zu measurements of your feet (`tingle feet`)\n", report->feet);
    import_told_text(out, report);
    add_repairs(out, report);
    add_remarks(out, report);
    add_failed(out, report);
    add_skipped(out, report);
}

/* ------------------------------------------------------------- file by file */

static void add_count(struct buffer *out, const char **between, size_t n, const char *what)
{
    if (!n) return;
    buffer_printf(out, "%s%zu %s%s", *between, n, what, n == 1 ? "" : "s");
    *between = ", ";
}

/* Shoes are counted in pairs: the word is the same for one. */
static void add_counts(struct buffer *out, const struct tingle_import_file *f)
{
    const char *between = "";
    add_count(out, &between, f->runs, "run");
    add_count(out, &between, f->notes, "note");
    add_count(out, &between, f->feet, "measurement");
    if (f->shoes) buffer_printf(out, "%s%zu shoes", between, f->shoes);
    else if (!*between) buffer_add_text(out, "taken in");
}

void import_file_text(struct buffer *out, const struct tingle_import_file *f, const char *name)
{
    buffer_printf(out, "%s: ", name);
    if (f->outcome != TINGLE_IMPORTED) {
        buffer_printf(out, "%s: %s\n", f->waits ? "waits" : outcome_name(f->outcome), f->reason);
        return;
    }
    add_counts(out, f);
    for (size_t i = 0; i < f->repairs && i < REPAIRS_SHOWN; i++) buffer_printf(out, "%s%s", i ? ", " : "; repaired: ", f->repair[i].code);
    if (*f->reason) buffer_printf(out, "; %s", f->reason);
    buffer_add_text(out, "\n");
}
