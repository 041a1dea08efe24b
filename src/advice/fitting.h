/* Shoes against feet, room where it goes numb, the next pair, laces by the notes. The answers are <tingle/fit.h>. */
#ifndef ADVICE_FITTING_H
#define ADVICE_FITTING_H

#include <tingle/fit.h>

#include "advice/gate.h"
#include "journal/journal.h"

/* What the gate of the warning signs says. */
struct fitting_gate {
    enum tingle_gate gate;
    char text[GATE_TEXT];
};
enum tingle_status fitting_gate_read(struct fitting_gate *out, struct journal *j, struct tingle_error *err);

/* The contracts are those of tingle_fitting_read and tingle_lacing_read; `j` NULL is an empty journal. */
enum tingle_status fitting_read(struct tingle_fitting **out, struct journal *j, const char *shoe, double minutes, const struct fitting_gate *gate,
                            struct tingle_error *err);
void fitting_free(struct tingle_fitting *fit);

enum tingle_status laces_read(struct tingle_lacing **out, struct journal *j, const char *what, const struct fitting_gate *gate, struct tingle_error *err);
void laces_free(struct tingle_lacing *lacing);
bool laces_at(struct tingle_lacing_pattern *out, size_t i);

/* A size as the public struct has it. */
struct tingle_size fitting_size(int system, double size);
enum tingle_status fitting_size_read(struct tingle_size *out, const char *text, struct tingle_error *err);

#endif
