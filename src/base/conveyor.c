/* A ring of places. Item n lies in place n % room from when it is made until it is taken. */
#include "base/conveyor.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

enum { MAX_WORKERS = 64 };

enum place_state { PLACE_MADE, PLACE_IN_WORK, PLACE_DONE };

struct place {
    void *item;
    size_t weight;
    enum place_state state;
};

struct conveyor {
    struct conveyor_hooks hooks;
    void *context;
    size_t room, max_weight;
    void *own_tool;          /* without threads */

    pthread_mutex_t lock;    /* guards all below */
    pthread_cond_t changed;
    struct place *place;
    uint64_t made, taken, next_work; /* numbers of items: taken <= next_work <= made <= taken + room */
    size_t weight;
    bool ended;              /* the maker has no more */
    bool stopping;           /* nobody will take any more */

    pthread_t thread[MAX_WORKERS + 1];
    unsigned threads;        /* running; the first is the maker */
};

static struct place *place_of(struct conveyor *c, uint64_t number) { return &c->place[number % c->room]; }

static bool is_full(const struct conveyor *c)
{
    return c->made - c->taken == c->room || (c->made > c->taken && c->weight >= c->max_weight);
}

static void put(struct conveyor *c, void *item)
{
    struct place *p = place_of(c, c->made);
    assert(c->made - c->taken < c->room);
    *p = (struct place){.item = item, .weight = c->hooks.weight(item), .state = PLACE_MADE};
    c->weight += p->weight;
    c->made++;
}

static void *run_maker(void *arg)
{
    struct conveyor *c = arg;
    pthread_mutex_lock(&c->lock);
    while (!c->stopping) {
        void *item;
        if (is_full(c)) {
            pthread_cond_wait(&c->changed, &c->lock);
            continue;
        }
        pthread_mutex_unlock(&c->lock);
        item = c->hooks.make(c->context);
        pthread_mutex_lock(&c->lock);
        if (!item) break;
        put(c, item);
        pthread_cond_broadcast(&c->changed);
    }
    c->ended = true;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

static void work_on(struct conveyor *c, void *tool, struct place *p)
{
    p->state = PLACE_IN_WORK;
    pthread_mutex_unlock(&c->lock);
    c->hooks.work(c->context, tool, p->item);
    pthread_mutex_lock(&c->lock);
    p->state = PLACE_DONE;
    pthread_cond_broadcast(&c->changed);
}

static void *run_worker(void *arg)
{
    struct conveyor *c = arg;
    void *tool = c->hooks.tool_new(c->context);
    pthread_mutex_lock(&c->lock);
    while (tool && !c->stopping && !(c->ended && c->next_work == c->made)) {
        if (c->next_work < c->made) work_on(c, tool, place_of(c, c->next_work++));
        else pthread_cond_wait(&c->changed, &c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    if (tool) c->hooks.tool_free(tool);
    return NULL;
}

/* A maker and `workers` workers; as many as can be had. Without a single worker the caller works too. */
static void start_threads(struct conveyor *c, unsigned workers)
{
    if (workers > MAX_WORKERS) workers = MAX_WORKERS;
    for (unsigned i = 0; workers && i <= workers; i++) {
        if (pthread_create(&c->thread[c->threads], NULL, i ? run_worker : run_maker, c)) break;
        c->threads++;
    }
}

enum tingle_status conveyor_new(struct conveyor **out, const struct conveyor_hooks *hooks, void *context,
                                unsigned workers, size_t room, size_t weight, struct tingle_error *err)
{
    struct conveyor *c = alloc_array(1, sizeof *c);
    *out = NULL;
    assert(room > 0);
    if (c) c->place = alloc_array(room, sizeof *c->place);
    if (c) c->own_tool = hooks->tool_new(context);
    if (!c || !c->place || !c->own_tool) {
        if (c && c->own_tool) hooks->tool_free(c->own_tool);
        if (c) free(c->place);
        free(c);
        return error_no_memory(err, "the workers");
    }
    c->hooks = *hooks;
    c->context = context;
    c->room = room;
    c->max_weight = weight;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->changed, NULL);
    start_threads(c, workers);
    *out = c;
    return TINGLE_OK;
}

/* Without threads: makes and works here. */
static void *next_by_itself(struct conveyor *c)
{
    void *item = c->ended ? NULL : c->hooks.make(c->context);
    if (item) c->hooks.work(c->context, c->own_tool, item);
    else c->ended = true;
    return item;
}

void *conveyor_next(struct conveyor *c)
{
    struct place *p;
    void *item = NULL;
    if (!c->threads) return next_by_itself(c);
    pthread_mutex_lock(&c->lock);
    for (;;) {
        if (c->taken == c->made) {
            if (c->ended) break;
        } else {
            p = place_of(c, c->taken);
            if (p->state == PLACE_MADE) { /* no worker is free: lend a hand */
                assert(c->next_work == c->taken);
                c->next_work++;
                work_on(c, c->own_tool, p);
            }
            if (p->state == PLACE_DONE) {
                item = p->item;
                c->weight -= p->weight;
                c->taken++;
                pthread_cond_broadcast(&c->changed);
                break;
            }
        }
        pthread_cond_wait(&c->changed, &c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    return item;
}

void conveyor_free(struct conveyor *c)
{
    if (!c) return;
    pthread_mutex_lock(&c->lock);
    c->stopping = true;
    pthread_cond_broadcast(&c->changed);
    pthread_mutex_unlock(&c->lock);
    for (unsigned i = 0; i < c->threads; i++) pthread_join(c->thread[i], NULL);
    for (; c->taken < c->made; c->taken++) c->hooks.drop(c->context, place_of(c, c->taken)->item);
    pthread_cond_destroy(&c->changed);
    pthread_mutex_destroy(&c->lock);
    c->hooks.tool_free(c->own_tool);
    free(c->place);
    free(c);
}

unsigned conveyor_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MAX_WORKERS ? MAX_WORKERS : (unsigned)n;
}
