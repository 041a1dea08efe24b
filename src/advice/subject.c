/* What can be said of a subject without a model: noting period, references. */
#include "advice/subject.h"

#include <stdlib.h>

#include "journal/journal.h"

enum { USUAL_RUNS_NEEDED = 5 };

bool subject_noting_period(const struct subject *s, size_t *first, size_t *last)
{
    bool any = false;
    for (size_t i = 0; i < s->runs; i++) {
        if (s->run[i].felt == FELT_NOT_RECORDED) continue;
        if (!any) *first = i;
        *last = i;
        any = true;
    }
    return any;
}

/* The references from the runs [from, end). */
static void references_since(struct subject *s, size_t from, const struct gait_sums **of)
{
    size_t n;
    for (int measured = 0; measured < 2; measured++) {
        n = 0;
        for (size_t i = from; i < s->runs; i++)
            if ((s->run[i].contact == CONTACT_MEASURED) == measured) of[n++] = s->run[i].gait;
        stride_reference_from(&s->reference[measured], of, n);
    }
    n = 0;
    for (size_t i = from; i < s->runs; i++) of[n++] = s->run[i].gait;
    cadence_regression_from(&s->cadence, of, n);
}

enum tingle_status subject_set_references(struct subject *s, struct tingle_error *err)
{
    const struct gait_sums **of = alloc_array(s->runs, sizeof *of);
    size_t first, last;
    if (!of) return error_no_memory(err, "the runner's reference");
    references_since(s, subject_noting_period(s, &first, &last) ? first : 0, of);
    free(of);
    return TINGLE_OK;
}

size_t subject_usual_since(const struct subject *s)
{
    size_t first, last;
    bool noted = subject_noting_period(s, &first, &last);
    return noted && s->runs - first >= USUAL_RUNS_NEEDED ? first : 0;
}

void subject_free(struct subject *s)
{
    if (!s) return;
    arena_release(&s->arena);
    journal_run_list_free(s->list);
    free(s);
}
