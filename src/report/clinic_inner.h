/* Parts of the clinician's page that its files share. */
#ifndef REPORT_CLINIC_INNER_H
#define REPORT_CLINIC_INNER_H

#include <tingle/clinic.h>

#include "report/clinic_page.h"
#include "report/document.h"

/* How much of each part is shown: a number of items. */
struct clinic_room {
    size_t fits, reasons, tried, shoes, lines, signs, checks, not_known, considers, answered, unasked; /* lines: of shoes; answered: with no */
    size_t words;       /* columns of a text of the runner's own */
    size_t weeks_mm;    /* height of the weeks; 0: left out */
    size_t text_um;     /* size of type */
    bool paper;         /* for someone without the program: no commands of it */
};

enum { CLINIC_SHORT = 520 };

/* At most `columns` characters in whole words, then " ..."; "-" for nothing. */
const char *clinic_short(char out[CLINIC_SHORT], const char *text, int columns);

/* Runs a week as a drawing: numb, fine, not noted. The caller releases it. */
void clinic_chart(struct drawing *d, const struct tingle_clinic_report *r, double width_mm, double height_mm);

/* Soles and tops of both feet with a legend; its description lists the places. The caller releases it. */
void clinic_map(struct drawing *d, const struct tingle_where *where, double width_mm);

/* "fits well: the nerve between ..., both feet. For: ...; and 2 more." At most so many reasons of each kind. */
void clinic_fit(struct document *d, const struct tingle_fit *fit, const char *lead, size_t reasons);

/* A rule that is a warning sign: all but the ordinary kind. */
bool clinic_is_sign(enum tingle_tier tier);
void clinic_sign(struct document *d, const struct tingle_sign *sign);
void clinic_check(struct document *d, const struct tingle_home_check_done *check);

/* What was given of a shoe, and how it fits, in one line; nothing where nothing is known. */
void clinic_shoe_line(struct document *d, const struct tingle_clinic_report *r, const struct tingle_clinic_shoe *shoe);

/* Page 2 and on: what page 1 with that room cut stands whole. `weeks` is the chart of the weeks. */
void clinic_details(struct document *d, const struct tingle_clinic_report *r, const struct clinic_room *room, const struct drawing *weeks);

#endif
