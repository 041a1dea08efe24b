/* <tingle/import.h>, <tingle/why.h>, <tingle/simulate.h>, <tingle/model.h> over the rooms. */
#include <tingle/tingle.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "advice/import.h"
#include "advice/model_fit.h"
#include "advice/screening.h"
#include "advice/subject_load.h"
#include "advice/why.h"
#include "api/journal_handle.h"
#include "simulate/simulate_runner.h"
#include "simulate/simulate_write.h"

/* ------------------------------------------------------------------- import */

enum tingle_status tingle_import(struct tingle_import_report **report, struct tingle_journal *journal,
                                 const char *const *paths, size_t count,
                                 tingle_import_progress progress, void *context,
                                 struct tingle_error *err)
{
    *report = NULL;
    if (!journal->journal) return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the journal is open for reading only", journal->home);
    return import_paths(report, journal->journal, paths, count, progress, context, err);
}

void tingle_import_report_free(struct tingle_import_report *report) { import_report_free(report); }

/* ---------------------------------------------------------------------- why */

enum tingle_status tingle_why_answer(struct tingle_why **out, struct tingle_journal *journal,
                                     const struct tingle_why_options *options, struct tingle_error *err)
{
    struct subject *subject = NULL, nobody = {.omega = 1};
    struct screening screening;
    enum tingle_status st = TINGLE_OK;
    *out = NULL;
    if (journal->journal) st = subject_load(&subject, journal->journal, err);
    if (!st) st = screening_load(&screening, journal->journal, err);
    if (!st) st = why_answer(out, subject ? subject : &nobody, &screening, options, err);
    subject_free(subject);
    return st;
}

void tingle_why_free(struct tingle_why *why) { why_free(why); }

const char *tingle_stage_name(enum tingle_stage stage)
{
    static const char *const names[] = {"day-one", "candidates", "ranking", "advice"};
    return names[stage];
}

const char *tingle_evidence_name(enum tingle_evidence evidence)
{
    static const char *const names[] = {"association", "experiment", "both", "prior"};
    return names[evidence];
}

const char *tingle_strength_name(enum tingle_strength strength)
{
    static const char *const names[] = {"strong", "some", "weak", "cannot-tell", "no-sign", "not-tested"};
    return names[strength];
}

const char *tingle_gate_name(enum tingle_gate gate)
{
    static const char *const names[] = {"open", "unscreened", "emergency", "urgent", "soon", "clinician"};
    return names[gate];
}

/* ----------------------------------------------------------------- simulate */

enum tingle_status tingle_simulate(const char *folder, const struct tingle_simulate_options *options,
                                   struct tingle_simulate_summary *summary, struct tingle_error *err)
{
    struct simulate_options inner = {options->seed, options->runs, options->weeks, options->truth};
    struct simulate_summary made = {0};
    enum tingle_status st = simulate_write(&inner, folder, &made, err);
    if (st) return st;
    *summary = (struct tingle_simulate_summary){.runs = made.runs, .noted = made.noted, .numb = made.numb};
    snprintf(summary->cause, sizeof summary->cause, "%s", made.cause);
    return TINGLE_OK;
}

const char *const *tingle_simulate_truths(void)
{
    static const char *const names[] = {
#define TRUTH_NAME(id, name) name,
        SIMULATE_TRUTH_LIST(TRUTH_NAME)
#undef TRUTH_NAME
        NULL};
    return names;
}
