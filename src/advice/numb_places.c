/* Counting notes by place and by shoe. */
#include "advice/numb_places.h"

#include "foot/regions.h"

struct counting {
    struct numb_places *places;
    struct worn_count *count;
    size_t shoes;
    int64_t run;         /* that the episodes so far are of */
    uint64_t regions;    /* of its episodes */
    bool left, right, numb;
};

static void end_run(struct counting *c)
{
    if (!c->run) return;
    c->places->noted++;
    c->places->numb += c->numb;
    if (!c->numb) return;
    c->places->left += c->left;
    c->places->right += c->right;
    c->places->placed += c->regions != 0;
    for (size_t i = 0; i < foot_regions; i++) c->places->region[i] += c->regions >> i & 1;
}

static void take(void *context, const struct journal_worn *w)
{
    struct counting *c = context;
    uint64_t regions = 0;
    if (w->run != c->run) {
        end_run(c);
        c->run = w->run;
        c->regions = 0;
        c->left = c->right = false;
        c->numb = w->numb;
        for (size_t i = 0; i < c->shoes; i++) {
            c->count[i].noted += c->count[i].shoe == w->shoe;
            c->count[i].numb += c->count[i].shoe == w->shoe && w->numb;
        }
    }
    if (foot_regions_parse(w->regions, &regions, NULL, 0)) c->regions |= regions;
    c->left = c->left || *w->side == 'l' || *w->side == 'b';
    c->right = c->right || *w->side == 'r' || *w->side == 'b';
}

enum tingle_status numb_places_read(struct numb_places *out, struct worn_count *count, size_t shoes, struct journal *j, struct tingle_error *err)
{
    struct counting c = {.places = out, .count = count, .shoes = shoes};
    enum tingle_status st = TINGLE_OK;
    *out = (struct numb_places){0};
    if (j) st = journal_worn_each(j, take, &c, err);
    end_run(&c);
    return st;
}

uint64_t numb_places_most(const struct numb_places *places)
{
    size_t most = 0;
    uint64_t set = 0;
    for (size_t i = 0; i < foot_regions; i++)
        if (places->region[i] > most) most = places->region[i];
    for (size_t i = 0; most && i < foot_regions; i++)
        if (3 * places->region[i] >= most) set |= UINT64_C(1) << i;
    return set;
}
