/* <tingle/fit.h> over the rooms: feet, sizes, fit, laces. */
#include <tingle/fit.h>

#include <stdio.h>
#include <string.h>

#include "advice/feet.h"
#include "advice/fitting.h"
#include "api/journal_handle.h"
#include "base/utc.h"
#include "foot/shoe_size.h"

/* ---------------------------------------------------------------------- feet */

const char *tingle_foot_measure_name(enum tingle_foot_measure measure) { return fit_error[measure].code; }

enum tingle_status tingle_feet_read(struct tingle_feet **out, struct tingle_journal *journal, struct tingle_error *err)
{
    return feet_read(out, journal->journal, err);
}

void tingle_feet_free(struct tingle_feet *feet) { feet_free(feet); }

static enum tingle_status copy_word(char *to, size_t size, const char *from, const char *what, struct tingle_error *err)
{
    if (!from) return TINGLE_OK;
    if (strlen(from) >= size) return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.40s\", which is longer than %zu characters", what, from, size - 1);
    memcpy(to, from, strlen(from) + 1);
    return TINGLE_OK;
}

static enum tingle_status take_foot(struct journal_foot *f, const struct tingle_foot *foot, struct tingle_error *err)
{
    char today[UTC_TEXT_SIZE];
    enum tingle_status st;
    journal_foot_init(f);
    utc_day_text(today, utc_now());
    st = copy_word(f->day, sizeof f->day, foot->day ? foot->day : today, "day", err);
    if (!st) st = copy_word(f->side, sizeof f->side, foot->side, "side", err);
    if (!st) st = copy_word(f->state, sizeof f->state, foot->state, "state", err);
    if (!st) st = copy_word(f->text, sizeof f->text, foot->text, "text", err);
    memcpy(f->mm, foot->mm, sizeof f->mm);
    return st;
}

enum tingle_status tingle_foot_add(int64_t *id, struct tingle_journal *journal, const struct tingle_foot *foot, struct tingle_error *err)
{
    struct journal_foot f;
    enum tingle_status st = journal_need(journal, err);
    if (!st) st = take_foot(&f, foot, err);
    return st ? st : journal_foot_add(journal->journal, &f, id, err);
}

enum tingle_status tingle_foot_check(const struct tingle_foot *foot, struct tingle_error *err)
{
    struct journal_foot f;
    enum tingle_status st = take_foot(&f, foot, err);
    return st ? st : journal_foot_check(&f, err);
}

bool tingle_feet_apart(double *mm, const struct tingle_foot_known known[2]) { return feet_apart(mm, known); }

enum tingle_status tingle_foot_delete(struct tingle_journal *journal, int64_t id, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : journal_foot_delete(journal->journal, id, err);
}

/* --------------------------------------------------------------------- sizes */

enum tingle_status tingle_size_read(struct tingle_size *out, const char *text, struct tingle_error *err) { return fitting_size_read(out, text, err); }

bool tingle_size_of_foot(struct tingle_size *out, size_t i, double foot_mm)
{
    if (i >= shoe_size_systems) return false;
    *out = fitting_size((int)i, shoe_size_of_foot((int)i, foot_mm));
    return true;
}

const char *tingle_size_caution(void) { return shoe_size_caution; }

/* ---------------------------------------------------------------- fit and laces */

enum tingle_status tingle_fitting_read(struct tingle_fitting **out, struct tingle_journal *journal, const char *shoe, double minutes,
                                   struct tingle_error *err)
{
    struct fitting_gate gate;
    enum tingle_status st = fitting_gate_read(&gate, journal->journal, err);
    *out = NULL;
    return st ? st : fitting_read(out, journal->journal, shoe, minutes, &gate, err);
}

void tingle_fitting_free(struct tingle_fitting *fit) { fitting_free(fit); }

bool tingle_lacing_at(struct tingle_lacing_pattern *out, size_t i) { return laces_at(out, i); }

enum tingle_status tingle_lacing_read(struct tingle_lacing **out, struct tingle_journal *journal, const char *what, struct tingle_error *err)
{
    struct fitting_gate gate;
    enum tingle_status st = fitting_gate_read(&gate, journal->journal, err);
    *out = NULL;
    return st ? st : laces_read(out, journal->journal, what, &gate, err);
}

void tingle_lacing_free(struct tingle_lacing *lacing) { laces_free(lacing); }
