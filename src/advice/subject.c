/* What can be said of a subject without a model: noting period, references. */
#include "advice/subject.h"

#include <stdlib.h>

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

enum tingle_status subject_set_references(struct subject *s, struct tingle_error *err)
{
    const struct gait_sums **of = alloc_array(s->runs, sizeof *of);
    size_t n;
    if (!of) return error_no_memory(err, "the runner's reference");
    for (int measured = 0; measured < 2; measured++) {
        n = 0;
        for (size_t i = 0; i < s->runs; i++)
            if ((s->run[i].contact == CONTACT_MEASURED) == measured) of[n++] = s->run[i].gait;
        stride_reference_from(&s->reference[measured], of, n);
    }
    for (n = 0; n < s->runs; n++) of[n] = s->run[n].gait;
    cadence_regression_from(&s->cadence, of, n);
    free(of);
    return TINGLE_OK;
}

void subject_free(struct subject *s)
{
    if (!s) return;
    arena_release(&s->arena);
    free(s);
}
