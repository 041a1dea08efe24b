/* Looking up names. A few dozen rows: a plain walk is quicker than anything clever. */
#include "activity/fit_names.h"

#include "base/text.h"

const char *fit_name_of(enum fit_name_kind kind, int number)
{
    for (size_t i = 0; i < fit_name_row_count; i++)
        if (fit_name_rows[i].kind == kind && fit_name_rows[i].number == number)
            return fit_name_rows[i].name;
    return NULL;
}

int fit_name_number(enum fit_name_kind kind, const char *name)
{
    for (size_t i = 0; i < fit_name_row_count; i++)
        if (fit_name_rows[i].kind == kind && text_same(fit_name_rows[i].name, name))
            return fit_name_rows[i].number;
    return -1;
}
