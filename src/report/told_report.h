/* Where runs come from, and what their runner's words suggest: for a person and as JSON (docs/json.md). */
#ifndef REPORT_TOLD_REPORT_H
#define REPORT_TOLD_REPORT_H

#include <tingle/journal.h>

#include "base/buffer.h"
#include "report/json.h"
#include "report/term.h"

/* Lines under a run: its files, the leading one first, and what services tell. */
void sources_text(struct buffer *out, const struct tingle_run_sources *sources, const struct term *term);
/* The keys `files` and `told` of an open object. */
void sources_json(struct json *j, const struct tingle_run_sources *sources);

/* A numbered list: the day, what is proposed, and the words. */
void proposals_text(struct buffer *out, const struct tingle_proposal_list *list, const struct term *term);
void proposals_json(struct buffer *out, const struct tingle_proposal_list *list);

#endif
