/* The three outcomes of an import. */
#include "report/import_report.h"

#include <stdbool.h>
#include <string.h>

#include "report/json.h"
#include "report/recording_report.h"

enum { FAILED_SHOWN = 20, REASONS_SHOWN = 10 };

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
    repairs_json(j, f->repair, f->repairs);
    json_end(j);
}

void import_json(struct buffer *out, const struct tingle_import_report *report)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_whole(&j, "imported", (int64_t)report->imported);
    json_whole(&j, "skipped", (int64_t)report->skipped);
    json_whole(&j, "failed", (int64_t)report->failed);
    json_whole(&j, "runs", (int64_t)report->runs);
    json_whole(&j, "notes", (int64_t)report->notes);
    json_whole(&j, "shoes", (int64_t)report->shoes);
    json_begin_array(&j, "files");
    for (size_t i = 0; i < report->files; i++) file_json(&j, &report->file[i]);
    json_end(&j);
    json_end(&j);
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

/* True when an earlier file was skipped for the same reason. */
static bool reason_shown(const struct tingle_import_report *report, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (report->file[i].outcome == TINGLE_SKIPPED && strcmp(report->file[i].reason, report->file[index].reason) == 0)
            return true;
    return false;
}

static size_t reason_count(const struct tingle_import_report *report, const char *reason)
{
    size_t n = 0;
    for (size_t i = 0; i < report->files; i++)
        n += report->file[i].outcome == TINGLE_SKIPPED && strcmp(report->file[i].reason, reason) == 0;
    return n;
}

static void add_skipped(struct buffer *out, const struct tingle_import_report *report)
{
    size_t reasons = 0, count;
    for (size_t i = 0; i < report->files && reasons < REASONS_SHOWN; i++) {
        const struct tingle_import_file *f = &report->file[i];
        if (f->outcome != TINGLE_SKIPPED || reason_shown(report, i)) continue;
        reasons++;
        count = reason_count(report, f->reason);
        buffer_printf(out, "  skipped  %zu: %s (%s%s)\n", count, f->reason, f->path, count > 1 ? ", ..." : "");
    }
    if (reasons == REASONS_SHOWN) buffer_add_text(out, "  ... `tingle import --json` lists all\n");
}

void import_text(struct buffer *out, const struct tingle_import_report *report)
{
    size_t repaired = 0;
    for (size_t i = 0; i < report->files; i++)
        repaired += report->file[i].outcome == TINGLE_IMPORTED && report->file[i].repairs > 0;
    buffer_printf(out, "imported %zu of %zu files: %zu runs, %zu notes, %zu shoes; %zu skipped, %zu failed\n",
                  report->imported, report->files, report->runs, report->notes, report->shoes, report->skipped,
                  report->failed);
    if (repaired) buffer_printf(out, "  repaired %zu on the way: `tingle read FILE` says what\n", repaired);
    add_failed(out, report);
    add_skipped(out, report);
}
