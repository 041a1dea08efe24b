/* <tingle/scales.h> over the rooms. */
#include <tingle/scales.h>

#include "advice/scales.h"
#include "api/journal_handle.h"

const struct tingle_scale *tingle_scales_table(size_t *count)
{
    *count = scale_count;
    return scale_table;
}

const char *tingle_scale_verdict_name(enum tingle_scale_verdict verdict)
{
    static const char *const names[] = {"first", "better", "worse", "same"};
    return names[verdict];
}

enum tingle_status tingle_scales_read(struct tingle_scales **out, struct tingle_journal *journal, struct tingle_error *err)
{
    return scales_read(out, journal->journal, err);
}

void tingle_scales_free(struct tingle_scales *scales) { scales_free(scales); }

enum tingle_status tingle_scale_store(struct tingle_journal *journal, const char *scale, const char *activity, const char *day,
                                      double value, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : scale_store(journal->journal, scale, activity, day, value, err);
}

enum tingle_status tingle_scales_forget(struct tingle_journal *journal, const char *day, struct tingle_error *err)
{
    enum tingle_status st = journal_need(journal, err);
    return st ? st : scales_forget(journal->journal, day, err);
}
