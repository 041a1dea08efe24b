/* Looking sports up. */
#include "activity/service_sports.h"

#include <ctype.h>
#include <stdbool.h>

const struct service_sport *service_sport_of_number(enum service s, double number)
{
    for (size_t i = 0; i < service_sport_row_count; i++)
        if (service_sport_rows[i].service == s && service_sport_rows[i].number >= 0 && service_sport_rows[i].number == number)
            return &service_sport_rows[i];
    return NULL;
}

static int word_letter(char c) { return c == '_' ? ' ' : tolower((unsigned char)c); }

static bool same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (word_letter(*a) != word_letter(*b)) return false;
    return !*a && !*b;
}

const struct service_sport *service_sport_of_name(enum service s, const char *name)
{
    for (size_t i = 0; i < service_sport_row_count; i++)
        if (service_sport_rows[i].service == s && same_words(service_sport_rows[i].name, name)) return &service_sport_rows[i];
    return NULL;
}
