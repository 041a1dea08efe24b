/* What the runner records beside the runs: what was tried, checks done at home, answers to questionnaires.
 *
 *     tried         what was changed, since when, and what came of it
 *     home_check    a check of data/home_checks.csv, both feet: how many points failed
 *     scale_answer  an answer to a question of data/scales.csv
 *
 * Days are texts, "2026-11-26". What the codes mean and which numbers are allowed is the business of advice.
 */
#ifndef JOURNAL_JOURNAL_RECORDS_H
#define JOURNAL_JOURNAL_RECORDS_H

#include "journal/journal.h"

enum { RECORD_TEXT = 256, RECORD_WORD = 24, RECORD_DAY = 16 };

struct journal_tried {
    char since[RECORD_DAY];      /* the day from which on */
    char what[RECORD_TEXT];
    char result[RECORD_WORD];    /* better, same, worse, unclear; "" not known yet */
};

struct journal_home_check {
    char day[RECORD_DAY];
    char check[RECORD_WORD];     /* id of data/home_checks.csv */
    char moment[RECORD_WORD];    /* rested, before, after (a run) */
    int left, right;             /* points that failed; -1: not done on that side */
};

struct journal_scale_answer {
    char day[RECORD_DAY];
    char scale[RECORD_WORD];     /* id of data/scales.csv */
    char item[RECORD_TEXT];      /* the runner's own activity; "" where a scale has one question only */
    double value;
};

/* All of a kind, by day, then by what; nothing to be freed but through journal_records_free. */
struct journal_records {
    struct arena arena;
    struct journal_tried *tried;
    struct journal_home_check *check;
    struct journal_scale_answer *answer;
    size_t trieds, checks, answers;
};
enum tingle_status journal_records_read(struct journal_records **out, struct journal *j, struct tingle_error *err);
void journal_records_free(struct journal_records *records);

/* The words of `result` ("" is one) and of `moment`. */
bool journal_result_is_known(const char *result);
bool journal_moment_is_known(const char *moment);

/* Puts one in, over the one of the same since and what (check: day, check and moment; answer: day, scale and item).
 * TINGLE_LIMIT: a text that is too long. TINGLE_BAD_DATA: a day that is none, or an empty `what`. */
enum tingle_status journal_tried_store(struct journal *j, const struct journal_tried *tried, struct tingle_error *err);
enum tingle_status journal_home_check_store(struct journal *j, const struct journal_home_check *check, struct tingle_error *err);
enum tingle_status journal_scale_answer_store(struct journal *j, const struct journal_scale_answer *answer, struct tingle_error *err);

/* Removes it. TINGLE_NO_INPUT: there is none. A tried without `since`: all of that name; a check without `check`: all of
 * that day; an answer without `scale`: all of that day. */
enum tingle_status journal_tried_remove(struct journal *j, const struct journal_tried *tried, struct tingle_error *err);
enum tingle_status journal_home_check_remove(struct journal *j, const struct journal_home_check *check, struct tingle_error *err);
enum tingle_status journal_scale_answer_remove(struct journal *j, const struct journal_scale_answer *answer, struct tingle_error *err);

#endif
