/* base/conveyor.h: order, bounds and ends, whatever the threads do. */
#include "testing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/conveyor.h"
#include "base/random.h"

enum { ALL_IN = 1000000 };

struct item {
    size_t number, weight;
    unsigned work_us;
    bool worked;
};

/* What is made, and what the hooks saw. */
struct belt {
    size_t items, made, weight_each; /* weight_each 0: 0 to 999, by number */
    unsigned work_us_max;
    struct random random;
    pthread_t caller;
    atomic_size_t on_the_way, most_on_the_way, weight, most_weight;
    atomic_size_t alive, dropped;
    atomic_int tools, tools_made, tools_refused_from; /* 1: the first, 0: none is refused */
    atomic_int working, most_working, threads_seen;
};

static void rise(atomic_size_t *most, size_t now)
{
    size_t seen = atomic_load(most);
    while (now > seen && !atomic_compare_exchange_weak(most, &seen, now)) {}
}

static void pause_us(unsigned us)
{
    const struct timespec t = {0, 1000 * (long)us};
    if (us) nanosleep(&t, NULL);
}

static void *make(void *context)
{
    struct belt *b = context;
    struct item *item;
    if (b->made == b->items) return NULL;
    item = alloc_array(1, sizeof *item);
    ck_assert_ptr_nonnull(item);
    item->number = b->made++;
    item->weight = b->weight_each ? b->weight_each : item->number % 1000;
    item->work_us = b->work_us_max ? (unsigned)(random_uniform(&b->random) * b->work_us_max) : 0;
    rise(&b->most_weight, atomic_load(&b->weight)); /* before this one is on the way */
    atomic_fetch_add(&b->weight, item->weight);
    rise(&b->most_on_the_way, atomic_fetch_add(&b->on_the_way, 1) + 1);
    atomic_fetch_add(&b->alive, 1);
    return item;
}

static void work(void *context, void *tool, void *of)
{
    struct belt *b = context;
    struct item *item = of;
    int now = atomic_fetch_add(&b->working, 1) + 1, seen = atomic_load(&b->most_working);
    while (now > seen && !atomic_compare_exchange_weak(&b->most_working, &seen, now)) {}
    ck_assert(!item->worked);
    ++*(int *)tool; /* no other thread has it */
    pause_us(item->work_us);
    item->worked = true;
    if (!pthread_equal(pthread_self(), b->caller)) atomic_store(&b->threads_seen, 1);
    atomic_fetch_sub(&b->working, 1);
}

static size_t weigh(const void *item) { return ((const struct item *)item)->weight; }

static void discard(struct belt *b, struct item *item)
{
    atomic_fetch_sub(&b->alive, 1);
    free(item);
}

static void drop(void *context, void *item)
{
    struct belt *b = context;
    atomic_fetch_add(&b->dropped, 1);
    discard(b, item);
}

static struct belt *tools_of; /* tool_free has no context */

static void *tool_new(void *context)
{
    struct belt *b = context;
    int number = atomic_fetch_add(&b->tools_made, 1) + 1, from = atomic_load(&b->tools_refused_from);
    if (from && number >= from) return NULL;
    atomic_fetch_add(&b->tools, 1);
    return alloc_array(1, sizeof(int));
}

static void tool_free(void *tool)
{
    atomic_fetch_sub(&tools_of->tools, 1);
    free(tool);
}

static const struct conveyor_hooks hooks = {.make = make, .work = work, .weight = weigh, .drop = drop, .tool_new = tool_new, .tool_free = tool_free};

static struct conveyor *started(struct belt *b, unsigned workers, size_t room, size_t weight)
{
    struct conveyor *c = NULL;
    struct tingle_error err;
    tools_of = b;
    b->caller = pthread_self();
    random_seed(&b->random, 7);
    ck_assert_int_eq(conveyor_new(&c, &hooks, b, workers, room, weight, &err), TINGLE_OK);
    return c;
}

/* The next one, which has to be number `expected`. */
static void take(struct conveyor *c, struct belt *b, size_t expected)
{
    struct item *item = conveyor_next(c);
    ck_assert_ptr_nonnull(item);
    ck_assert_uint_eq(item->number, expected);
    ck_assert(item->worked);
    atomic_fetch_sub(&b->on_the_way, 1);
    atomic_fetch_sub(&b->weight, item->weight);
    discard(b, item);
}

static void ended(struct conveyor *c, const struct belt *b)
{
    conveyor_free(c);
    ck_assert_uint_eq(atomic_load(&b->alive), 0);
    ck_assert_int_eq(atomic_load(&b->tools), 0);
}

START_TEST(order_is_kept_whatever_the_work_takes)
{
    for (unsigned workers = 0; workers <= 9; workers += 3) {
        struct belt b = {.items = 400, .work_us_max = 400};
        struct conveyor *c = started(&b, workers, 5, ALL_IN);
        for (size_t i = 0; i < b.items; i++) take(c, &b, i);
        ck_assert_ptr_null(conveyor_next(c));
        ck_assert_ptr_null(conveyor_next(c)); /* and stays at the end */
        ck_assert_int_eq(atomic_load(&b.threads_seen), workers > 0);
        ck_assert_uint_eq(atomic_load(&b.dropped), 0);
        ended(c, &b);
    }
}
END_TEST

/* A slow caller: the maker runs as far ahead as it may. Between conveyor_next and the counting here one more may be made. */
START_TEST(never_more_than_the_room_is_on_the_way)
{
    static const size_t rooms[] = {1, 2, 7};
    for (size_t i = 0; i < COUNT(rooms); i++) {
        struct belt b = {.items = 300};
        struct conveyor *c = started(&b, 3, rooms[i], ALL_IN);
        for (size_t k = 0; k < b.items; k++) {
            pause_us(k % 10 ? 0 : 1000);
            take(c, &b, k);
        }
        ck_assert_uint_le(atomic_load(&b.most_on_the_way), rooms[i] + 1);
        ended(c, &b);
    }
}
END_TEST

/* 64 items of room, and weight for some: another is made only while less than the weight is on the way. */
START_TEST(weight_on_the_way_is_bounded)
{
    enum { MOST = 2500, LARGEST = 999 };
    struct belt b = {.items = 3000};
    struct conveyor *c = started(&b, 3, 64, MOST);
    for (size_t k = 0; k < b.items; k++) {
        if (k % 100 == 0) pause_us(1000);
        take(c, &b, k);
    }
    ck_assert_uint_lt(atomic_load(&b.most_weight), MOST + LARGEST); /* one is taken and not yet counted here */
    ended(c, &b);
}
END_TEST

START_TEST(one_item_may_be_heavier_than_all_may)
{
    struct belt b = {.items = 50, .weight_each = 5000};
    struct conveyor *c = started(&b, 3, 8, 100);
    for (size_t k = 0; k < b.items; k++) take(c, &b, k);
    ck_assert_uint_le(atomic_load(&b.most_on_the_way), 2); /* with the one that is taken and not yet counted */
    ck_assert_ptr_null(conveyor_next(c));
    ended(c, &b);
}
END_TEST

/* Stopped at once, amid the items, and behind the last one; while threads wait for room, work, and are done. */
START_TEST(freed_while_threads_are_busy)
{
    for (size_t taken = 0; taken <= 60; taken += 3) {
        struct belt b = {.items = 60, .work_us_max = 300};
        struct conveyor *c = started(&b, 1 + taken % 4, 1 + taken % 9, ALL_IN);
        for (size_t k = 0; k < taken; k++) take(c, &b, k);
        if (taken % 2) pause_us(500);
        ended(c, &b);
        ck_assert_uint_eq(b.made, taken + atomic_load(&b.dropped));
    }
}
END_TEST

START_TEST(nothing_to_do)
{
    for (unsigned workers = 0; workers < 4; workers++) {
        struct belt b = {.items = 0};
        struct conveyor *c = started(&b, workers, 4, ALL_IN);
        ck_assert_ptr_null(conveyor_next(c));
        ended(c, &b);
    }
}
END_TEST

/* Without the caller's own tool there is no conveyor; without those of the workers the caller does it all. */
START_TEST(tools_that_cannot_be_had)
{
    struct tingle_error err;
    struct conveyor *c = NULL;
    struct belt none = {.items = 10, .tools_refused_from = 1}, own = {.items = 100, .tools_refused_from = 2}, one = {.items = 100, .tools_refused_from = 3};
    tools_of = &none;
    ck_assert_int_eq(conveyor_new(&c, &hooks, &none, 2, 4, ALL_IN, &err), TINGLE_NO_MEMORY);
    ck_assert_ptr_null(c);
    ck_assert_int_eq(atomic_load(&none.tools), 0);
    ck_assert_uint_eq(none.made, 0);

    c = started(&own, 4, 4, ALL_IN);
    for (size_t k = 0; k < own.items; k++) take(c, &own, k);
    ck_assert_ptr_null(conveyor_next(c));
    ck_assert_int_eq(atomic_load(&own.threads_seen), 0);
    ended(c, &own);

    c = started(&one, 4, 4, ALL_IN);
    for (size_t k = 0; k < one.items; k++) take(c, &one, k);
    ck_assert_ptr_null(conveyor_next(c));
    ended(c, &one);
}
END_TEST

START_TEST(no_memory_for_itself)
{
    for (long n = 1; n <= 2; n++) {
        struct tingle_error err;
        struct conveyor *c = NULL;
        struct belt b = {.items = 10};
        tools_of = &b;
        alloc_fail_at(n);
        ck_assert_int_eq(conveyor_new(&c, &hooks, &b, 2, 4, ALL_IN, &err), TINGLE_NO_MEMORY);
        alloc_fail_at(0);
        ck_assert_ptr_null(c);
        ck_assert_int_eq(atomic_load(&b.tools), 0);
    }
}
END_TEST

/* Each of two workers waits in its item until the other has one: one at a time would wait for ever. */
struct meeting {
    struct belt belt;
    atomic_int there;
};

static void meet(void *context, void *tool, void *item)
{
    struct meeting *m = context;
    atomic_fetch_add(&m->there, 1);
    while (atomic_load(&m->there) < 2) pause_us(100);
    work(&m->belt, tool, item);
}

START_TEST(workers_work_at_the_same_time)
{
    struct conveyor_hooks meeting_hooks = hooks;
    struct meeting m = {.belt = {.items = 2}};
    struct conveyor *c = NULL;
    meeting_hooks.work = meet;
    tools_of = &m.belt;
    m.belt.caller = pthread_self();
    ck_assert_int_eq(conveyor_new(&c, &meeting_hooks, &m, 2, 4, ALL_IN, NULL), TINGLE_OK);
    take(c, &m.belt, 0);
    take(c, &m.belt, 1);
    ended(c, &m.belt);
}
END_TEST

START_TEST(many_items)
{
    struct belt b = {.items = 100000};
    struct conveyor *c = started(&b, 4, 16, ALL_IN);
    for (size_t k = 0; k < b.items; k++) take(c, &b, k);
    ck_assert_ptr_null(conveyor_next(c));
    ck_assert_int_le(atomic_load(&b.most_working), 5); /* four workers and the caller */
    ended(c, &b);
}
END_TEST

/* More workers than there may be, and processors at all. */
START_TEST(as_many_threads_as_one_likes)
{
    struct belt b = {.items = 500};
    struct conveyor *c = started(&b, 1000, 200, ALL_IN);
    for (size_t k = 0; k < b.items; k++) take(c, &b, k);
    ended(c, &b);
    ck_assert_uint_ge(conveyor_processors(), 1);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(order_is_kept_whatever_the_work_takes), TEST(never_more_than_the_room_is_on_the_way), TEST(weight_on_the_way_is_bounded),
        TEST(one_item_may_be_heavier_than_all_may), TEST(freed_while_threads_are_busy), TEST(nothing_to_do), TEST(tools_that_cannot_be_had),
        TEST(no_memory_for_itself), TEST(workers_work_at_the_same_time), TEST(many_items), TEST(as_many_threads_as_one_likes)};
    return run_tests("conveyor", tests, COUNT(tests));
}
