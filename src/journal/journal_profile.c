/* The runner's profile. */
#include "journal/journal_profile.h"

#include <stdio.h>
#include <string.h>

#include "store/store.h"

enum tingle_status journal_profile_get(struct journal *j, const char *key, char out[PROFILE_VALUE], int64_t *set_at,
                                       struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT value, set_at FROM profile WHERE key = ?1 ORDER BY set_at DESC LIMIT 1", err);
    out[0] = '\0';
    if (set_at) *set_at = 0;
    if (st) return st;
    store_bind_text(&q, 1, key);
    if (store_row(&q, &st, err)) {
        snprintf(out, PROFILE_VALUE, "%s", store_text(&q, 0));
        if (set_at) *set_at = store_int(&q, 1);
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_profile_set(struct journal *j, const char *key, const char *value, int64_t set_at,
                                       struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st;
    if (strlen(value) >= PROFILE_VALUE)
        return error_set(err, TINGLE_LIMIT, -1, "%s: the answer is longer than %d bytes", key, PROFILE_VALUE - 1);
    st = *value ? store_query(&q, journal_store(j), "INSERT OR REPLACE INTO profile (key, value, set_at) VALUES (?1, ?2, ?3)", err)
                                   : store_query(&q, journal_store(j), "DELETE FROM profile WHERE key = ?1", err);
    if (st) return st;
    store_bind_text(&q, 1, key);
    if (*value) {
        store_bind_text(&q, 2, value);
        store_bind_int(&q, 3, set_at);
    }
    return store_step(&q, err);
}

enum tingle_status journal_profile_each(struct journal *j,
                                        enum tingle_status (*each)(void *context, const char *key, const char *value,
                                                                   int64_t set_at, struct tingle_error *err),
                                        void *context, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT key, value, set_at FROM profile ORDER BY key, set_at", err);
    while (!st && store_row(&q, &st, err)) st = each(context, store_text(&q, 0), store_text(&q, 1), store_int(&q, 2), err);
    store_done(&q);
    return st;
}
