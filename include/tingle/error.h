/* How every function of Tingle fails.
 *
 * A function that can fail returns an enum tingle_status and takes, as its last
 * argument, a struct tingle_error that the caller owns. The argument may be
 * NULL when only the code matters. On TINGLE_OK the struct is left alone; on
 * any other code it is filled whole: what went wrong, where, and one sentence
 * for a person that names the file, the place, what was expected and what to do.
 *
 * A status is for input, files and machines that are not as they should be. A
 * call that breaks a function's contract is a defect in the caller and meets an
 * assert. A fit that did not converge is an answer, not an error: it stands in
 * the result.
 *
 * The list below is the only place where codes, exit statuses and general
 * texts are written down; each code is provoked by a test.
 *
 * Thread-safety: no shared state; an error struct belongs to one thread.
 */
#ifndef TINGLE_ERROR_H
#define TINGLE_ERROR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, exit status of the program, general text) */
#define TINGLE_STATUS_LIST(X)                                                        \
    X(TINGLE_OK, 0, "done")                                                          \
    X(TINGLE_NO, 1, "the answer is no, or a check failed")                           \
    X(TINGLE_WRONG_USE, 2, "the command or its options are not understood")          \
    X(TINGLE_BAD_DATA, 65, "the content is damaged or not what it should be")        \
    X(TINGLE_NOT_A_RUN, 65, "the file holds no activity that Tingle can use")        \
    X(TINGLE_UNSUPPORTED, 65, "not a format Tingle reads")                           \
    X(TINGLE_LIMIT, 65, "a safety limit on size, depth or number was passed")        \
    X(TINGLE_NEWER, 65, "written by a newer Tingle than this one")                   \
    X(TINGLE_MIXED, 65, "simulated and real data do not go into one journal")        \
    X(TINGLE_NO_INPUT, 66, "no such file, run or record")                            \
    X(TINGLE_NO_ACCESS, 66, "reading is not permitted")                              \
    X(TINGLE_NO_MEMORY, 70, "out of memory")                                         \
    X(TINGLE_INTERNAL, 70, "a defect in Tingle")                                     \
    X(TINGLE_CANNOT_WRITE, 73, "writing failed: disk full, read-only or not permitted") \
    X(TINGLE_LOCKED, 73, "another program holds the journal")

enum tingle_status {
#define TINGLE_STATUS_ENUM(name, exit_status, text) name,
    TINGLE_STATUS_LIST(TINGLE_STATUS_ENUM)
#undef TINGLE_STATUS_ENUM
    TINGLE_STATUS_COUNT
};

#define TINGLE_ERROR_MESSAGE_SIZE 512

struct tingle_error {
    enum tingle_status code;
    int64_t where; /* byte offset, line or row that the message speaks of; -1: none */
    char message[TINGLE_ERROR_MESSAGE_SIZE]; /* UTF-8, one line, no full stop needed, never empty */
};

/* "TINGLE_BAD_DATA" for TINGLE_BAD_DATA. Static text; "TINGLE_?" outside the list. */
const char *tingle_status_name(enum tingle_status code);

/* The general text of the list above. Static. */
const char *tingle_status_text(enum tingle_status code);

/* What a program should exit with: 0, 1, 2, 65, 66, 70 or 73. */
int tingle_status_exit(enum tingle_status code);

#ifdef __cplusplus
}
#endif
#endif
