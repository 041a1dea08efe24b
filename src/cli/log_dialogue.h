/* The note of a run by questions: what was worn (shown from last time), one question on how it felt, and of an episode as much as
 * the runner wants to say.
 *
 * At every question: Enter leaves it unsaid, "?" explains, "-" goes one back, "q" stops. An answer that cannot be is
 * refused with its reason and asked again. Nothing is stored here: a note is stored whole when its questions are over, so that Ctrl-C and
 * the end of input leave nothing behind; "q" inside an episode is "that is all", and keeps what was said.
 */
#ifndef CLI_LOG_DIALOGUE_H
#define CLI_LOG_DIALOGUE_H

#include <tingle/journal.h>
#include <tingle/where.h>

#include "cli/command.h"

/* What was said; copied to go back. */
struct log_answers {
    bool worn_anew, same;        /* shoes, laces and socks are asked; the episode is that of last time */
    enum tingle_felt felt;
    char shoe[64], sock[16], side[16], regions[TINGLE_REGIONS_SIZE], quality[64], onset[32], ended_by[16];
    double lacing_left, lacing_right, severity, pain, relief_min;
    const char *weakness, *colour_change, *tight_leg, *stopped_because; /* "yes", "no", NULL */
};

enum log_end {
    LOG_SAID,    /* to the end, or that was all: store it */
    LOG_STOPPED, /* "q" before anything was said of how it felt: nothing is to be stored */
    LOG_CUT      /* the end of input: nothing is to be stored */
};

struct log_talk {
    struct cli *cli;
    struct tingle_journal *journal;
    const struct tingle_run_list *list;
    const struct tingle_run *run;
    struct tingle_noted *worn, *like; /* what may be said again; owned */
    const struct tingle_shoe_list *shoes;
    struct log_answers answers;
    bool stops;                  /* "q" was said */
    struct tingle_error reason;  /* why an answer was not taken */
};

/* Asks about a run. Errors: those of reading the journal. */
enum tingle_status log_talk_begin(struct log_talk *talk, struct tingle_error *err);
enum log_end log_talk_ask(struct log_talk *talk);
void log_talk_release(struct log_talk *talk);

/* The answers as a note that points into them. */
void log_answers_note(const struct log_answers *answers, struct tingle_note *note);

#endif
