/* Sentences. */
#include "advice/clinic_said.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE = 400, NOT_KNOWN_MAX = 12 };

struct sentences {
    struct arena *arena;
    const char **text;
    size_t count;
    bool no_memory;
};

static void say(struct sentences *s, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void say(struct sentences *s, const char *fmt, ...)
{
    char text[SENTENCE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    s->text[s->count] = arena_text(s->arena, text, strlen(text));
    if (!s->text[s->count]) s->no_memory = true;
    else s->count++;
}

static bool sign_fires(const struct tingle_doctor *doctor, const char *id)
{
    for (size_t i = 0; i < doctor->signs; i++)
        if (strcmp(doctor->sign[i].id, id) == 0) return true;
    return false;
}

static bool say_consider(struct tingle_clinic_report *r, struct arena *arena)
{
    const char **text = arena_array(arena, clinic_considers, sizeof *text);
    if (!text) return false;
    for (size_t i = 0; i < clinic_considers; i++)
        if (sign_fires(r->doctor, clinic_consider[i].sign)) text[r->considers++] = clinic_consider[i].text;
    r->consider = text;
    return true;
}

/* A question of which part was not answered. */
static void say_part(struct sentences *s, const struct tingle_clinic_report *r, const struct tingle_spread *spread, const char *what)
{
    if (r->numb && spread->unknown) say(s, "%s: not known on %zu of %zu numb runs.", what, spread->unknown, r->numb);
}

static void say_unasked(struct sentences *s, const struct tingle_clinic_report *r)
{
    if (!*r->records->about.diseases || !*r->records->about.drugs)
        say(s, "%s: the runner said nothing, which is not \"none\".", *r->records->about.diseases ? "Drugs" : *r->records->about.drugs ? "Diseases" : "Diseases and drugs");
    if (!*r->records->about.first_numb) say(s, "When it first happened, ever: not said; the records begin %s%s.", r->noted ? "on " : "with the first note", r->first_noted);
    if (r->records->checks == 0) say(s, "No check was done at home: touch on the toes, walking on the heels, tiptoe, big toe.");
}

bool clinic_say(struct tingle_clinic_report *r, struct arena *arena, bool feet_measured)
{
    struct sentences s = {.arena = arena, .text = arena_array(arena, NOT_KNOWN_MAX, sizeof *s.text)};
    if (!s.text || !say_consider(r, arena)) return false;
    say(&s, "Nobody examined the feet: strength, reflexes, pulses and feeling are as the runner says. Felt numbness and tested feeling can come apart.");
    if (r->not_noted) say(&s, "%zu of %zu runs have no note: they are counted as not known, never as fine.", r->not_noted, r->runs);
    if (r->where->located < r->numb) say(&s, "The place: not said on %zu of %zu numb runs.", r->numb - r->where->located, r->numb);
    say_part(&s, r, &r->onset_min, "The minute it began");
    say_part(&s, r, &r->relief_min, "The minutes until it was gone");
    say_unasked(&s, r);
    if (!feet_measured) say(&s, "The feet were not measured, so how the shoes fit is not known.");
    say(&s, "Pressure in the shoe, swelling and blood flow were not measured.");
    r->not_known = s.text;
    r->not_knowns = s.count;
    return !s.no_memory;
}
