/* <tingle/clinic.h> over the rooms. */
#include <tingle/clinic.h>

#include "advice/clinic.h"
#include "advice/clinic_records.h"
#include "api/journal_handle.h"
#include "base/text.h"

enum tingle_status tingle_about_store(struct tingle_journal *journal, const struct tingle_about *about, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : about_store(journal->journal, about, err);
}

enum tingle_status tingle_tried_store(struct tingle_journal *journal, const struct tingle_tried *tried, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : tried_store(journal->journal, tried, err);
}

enum tingle_status tingle_tried_forget(struct tingle_journal *journal, const struct tingle_tried *tried, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : tried_forget(journal->journal, tried, err);
}

const struct tingle_home_check *tingle_home_checks_table(size_t *count)
{
    *count = home_check_count;
    return home_check_table;
}

const char *tingle_home_checks_caution(void) { return home_check_caution; }

enum tingle_status tingle_home_check_store(struct tingle_journal *journal, const char *check, const char *day, const char *moment,
                                           int left, int right, struct tingle_error *err)
{
    struct journal_home_check row = {.left = left, .right = right};
    enum tingle_status st = journal_need(journal, err);
    if (st) return st;
    text_copy(row.check, sizeof row.check, check);
    text_copy(row.day, sizeof row.day, day ? day : "");
    text_copy(row.moment, sizeof row.moment, moment ? moment : "");
    return home_check_store(journal->journal, &row, err);
}

enum tingle_status tingle_home_checks_forget(struct tingle_journal *journal, const char *day, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : home_checks_forget(journal->journal, day, err);
}

enum tingle_status tingle_records_read(struct tingle_records **out, struct tingle_journal *journal, struct tingle_error *err)
{
    return records_read(out, journal->journal, err);
}

void tingle_records_free(struct tingle_records *records) { records_free(records); }

enum tingle_status tingle_clinic_report_make(struct tingle_clinic_report **out, struct tingle_journal *journal,
                                             const struct tingle_clinic_options *options, struct tingle_error *err)
{
    return clinic_make(out, journal->journal, options, err);
}

void tingle_clinic_report_free(struct tingle_clinic_report *report) { clinic_free(report); }
