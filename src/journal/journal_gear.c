/* Shoes. */
#include "journal/journal_gear.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "foot/lacing.h"
#include "foot/shoe_fit.h"
#include "foot/shoe_size.h"
#include "store/store.h"

enum { LIST_MAX_BYTES = 1 << 26 };

/* --- fields ----------------------------------------------------------------------------------- */

#define PLACE(f) offsetof(struct journal_shoe, f), sizeof((struct journal_shoe *)0)->f
#define TEXT_OF(f) {#f, SHOE_TEXT, PLACE(f), NULL, 0, 0}
#define WORD_OF(f, words) {#f, SHOE_WORD, PLACE(f), words, 0, 0}
#define DAY_OF(f) {#f, SHOE_DAY, PLACE(f), NULL, 0, 0}
#define NUMBER_OF(f, lo, hi) {#f, SHOE_NUMBER, PLACE(f), NULL, lo, hi}
#define MEASURE_OF(f, row) {#f, SHOE_MEASURE, PLACE(f), NULL, row, 0}

const struct shoe_field shoe_field_table[] = {
    TEXT_OF(name), TEXT_OF(brand), TEXT_OF(model), TEXT_OF(size), TEXT_OF(size_system), TEXT_OF(width_label),
    MEASURE_OF(insole_length_mm, FIT_INSOLE_LENGTH), MEASURE_OF(width_mm, FIT_INSOLE_WIDTH), MEASURE_OF(ball_mm, FIT_INSOLE_BALL),
    WORD_OF(toe_shape, "pointed rounded square foot-shaped"), WORD_OF(toe_depth, "low medium high"), TEXT_OF(upper),
    NUMBER_OF(stack_heel_mm, 0, 100), NUMBER_OF(stack_forefoot_mm, 0, 100), NUMBER_OF(drop_mm, -20, 40),
    TEXT_OF(cushioning), TEXT_OF(cushioning_heel), TEXT_OF(cushioning_forefoot), TEXT_OF(insole), TEXT_OF(arch_support),
    TEXT_OF(laces), TEXT_OF(lacing), NUMBER_OF(start_km, 0, 20000), DAY_OF(bought), DAY_OF(first_used), DAY_OF(retired),
};
enum { FIELDS = sizeof shoe_field_table / sizeof *shoe_field_table };
const size_t shoe_field_count = FIELDS;

const struct shoe_field *shoe_field_find(const char *name)
{
    for (int i = 0; i < FIELDS; i++)
        if (text_same(shoe_field_table[i].name, name)) return &shoe_field_table[i];
    return NULL;
}

char *shoe_field_text(struct journal_shoe *shoe, const struct shoe_field *field) { return (char *)shoe + field->offset; }

double *shoe_field_number(struct journal_shoe *shoe, const struct shoe_field *field)
{
    return (double *)(void *)((char *)shoe + field->offset);
}

void journal_shoe_init(struct journal_shoe *shoe)
{
    *shoe = (struct journal_shoe){0};
    for (int i = 0; i < FIELDS; i++)
        if (shoe_field_is_number(&shoe_field_table[i])) *shoe_field_number(shoe, &shoe_field_table[i]) = (double)NAN;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The columns in the order of the table; statements are kept by their address, so they are literals. */
#define COLUMNS \
    "name, brand, model, size, size_system, width_label, insole_length_mm, width_mm, ball_mm, toe_shape, " \
    "toe_depth, upper, stack_heel_mm, stack_forefoot_mm, drop_mm, cushioning, cushioning_heel, " \
    "cushioning_forefoot, insole, arch_support, laces, lacing, start_km, bought, first_used, retired"
#define COLUMNS_OF_S \
    "s.name, s.brand, s.model, s.size, s.size_system, s.width_label, s.insole_length_mm, s.width_mm, s.ball_mm, " \
    "s.toe_shape, s.toe_depth, s.upper, s.stack_heel_mm, s.stack_forefoot_mm, s.drop_mm, s.cushioning, " \
    "s.cushioning_heel, s.cushioning_forefoot, s.insole, s.arch_support, s.laces, s.lacing, s.start_km, s.bought, " \
    "s.first_used, s.retired"
#define PLACES \
    "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, " \
    "?24, ?25, ?26"
#define CHANGES \
    "brand = excluded.brand, model = excluded.model, size = excluded.size, size_system = excluded.size_system, " \
    "width_label = excluded.width_label, insole_length_mm = excluded.insole_length_mm, " \
    "width_mm = excluded.width_mm, ball_mm = excluded.ball_mm, toe_shape = excluded.toe_shape, " \
    "toe_depth = excluded.toe_depth, upper = excluded.upper, stack_heel_mm = excluded.stack_heel_mm, " \
    "stack_forefoot_mm = excluded.stack_forefoot_mm, drop_mm = excluded.drop_mm, cushioning = excluded.cushioning, " \
    "cushioning_heel = excluded.cushioning_heel, cushioning_forefoot = excluded.cushioning_forefoot, " \
    "insole = excluded.insole, arch_support = excluded.arch_support, laces = excluded.laces, " \
    "lacing = excluded.lacing, start_km = excluded.start_km, bought = excluded.bought, " \
    "first_used = excluded.first_used, retired = excluded.retired"

static void fields_from_row(struct journal_shoe *s, const struct store_query *q, int first)
{
    for (int i = 0; i < FIELDS; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        if (shoe_field_is_number(f)) *shoe_field_number(s, f) = store_double(q, first + i);
        else snprintf(shoe_field_text(s, f), f->size, "%s", store_text(q, first + i));
    }
}

static enum tingle_status read_shoes(struct journal_shoe_list *list, struct journal *j, struct tingle_error *err)
{
    struct store_query q;
    struct journal_counts counts;
    enum tingle_status st = journal_count(j, &counts, err);
    if (!st) st = store_query(&q, journal_store(j), "SELECT s.id, " COLUMNS_OF_S ", sum(r.distance_m), count(r.id) FROM shoe s"
                              " LEFT JOIN note n ON n.shoe = s.id LEFT JOIN run r ON r.id = n.run GROUP BY s.id ORDER BY s.id", err);
    if (st) return st;
    list->shoe = arena_array(&list->arena, counts.shoes, sizeof *list->shoe);
    if (!list->shoe) st = error_no_memory(err, "the list of shoes");
    while (!st && list->shoes < counts.shoes && store_row(&q, &st, err)) {
        struct journal_shoe *s = &list->shoe[list->shoes++];
        s->id = store_int(&q, 0);
        fields_from_row(s, &q, 1);
        s->run_km = store_is_null(&q, FIELDS + 1) ? 0 : store_double(&q, FIELDS + 1) / 1000;
        s->runs = (size_t)store_int(&q, FIELDS + 2);
    }
    store_done(&q);
    return st;
}

enum tingle_status journal_shoes(struct journal_shoe_list **out, struct journal *j, struct tingle_error *err)
{
    struct journal_shoe_list *list = alloc_array(1, sizeof *list);
    enum tingle_status st;
    *out = NULL;
    if (!list) return error_no_memory(err, "the list of shoes");
    arena_init(&list->arena, LIST_MAX_BYTES);
    st = read_shoes(list, j, err);
    if (st) journal_shoe_list_free(list);
    else *out = list;
    return st;
}

void journal_shoe_list_free(struct journal_shoe_list *list)
{
    if (!list) return;
    arena_release(&list->arena);
    free(list);
}

/* --- checks ----------------------------------------------------------------------------------- */

static bool is_day(const char *text)
{
    double t;
    return !*text || (strlen(text) == 10 && utc_parse(text, 10, &t, NULL, NULL));
}

/* A word of a list, put into the list's own spelling. */
static bool take_word(char *word, const char *words)
{
    size_t n = strlen(word);
    for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
        size_t length = strcspn(words, " ");
        char one[32];
        snprintf(one, sizeof one, "%.*s", (int)length, words);
        if (length == n && text_same(one, word)) {
            memcpy(word, one, n);
            return true;
        }
        words += length;
    }
    return !*word;
}

enum { FIELD_WORDS = 40 };

/* "first used" for "first_used", "drop" for "drop_mm": the field as it is called on the command line and in tables alike. */
static const char *field_words(char out[FIELD_WORDS], const struct shoe_field *f)
{
    text_copy(out, FIELD_WORDS, f->name);
    if (text_ends_with(out, "_mm")) out[strlen(out) - 3] = '\0';
    for (char *c = out; *c; c++)
        if (*c == '_') *c = ' ';
    return out;
}

static enum tingle_status check_number(const struct shoe_field *f, double value, struct tingle_error *err)
{
    char words[FIELD_WORDS];
    if (f->kind == SHOE_MEASURE) return fit_check((enum fit_measure)f->lo, value, err);
    if (!(value < f->lo || value > f->hi)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s is %g; expected %g to %g", field_words(words, f), value, f->lo, f->hi);
}

static enum tingle_status check_field(struct journal_shoe *s, const struct shoe_field *f, struct tingle_error *err)
{
    char *text = shoe_field_text(s, f), words[FIELD_WORDS];
    if (shoe_field_is_number(f)) return check_number(f, *shoe_field_number(s, f), err);
    if (!text_is_line(text, strlen(text)))
        return error_set(err, TINGLE_BAD_DATA, -1, "what is said of the shoe is no text in UTF-8, or has control characters in it");
    if (f->kind == SHOE_DAY && !is_day(text))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%s\"; expected a day such as 2026-03-01", field_words(words, f), text);
    if (f->kind == SHOE_WORD && !take_word(text, f->words))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%s\"; expected one of: %s", field_words(words, f), text, f->words);
    return TINGLE_OK;
}

/* Names of other tables, in their own spelling. */
static enum tingle_status check_names(struct journal_shoe *s, struct tingle_error *err)
{
    int system = shoe_size_system_find(s->size_system), pattern = lacing_find(s->lacing);
    if (*s->size_system && system < 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "size system is \"%s\"; expected eu, uk, us-men, us-women, brannock-men, brannock-women, cm or mondopoint",
                         s->size_system);
    if (system >= 0) text_copy(s->size_system, sizeof s->size_system, shoe_size_system[system].code);
    if (*s->lacing && pattern < 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "lacing is \"%s\"; the nearest pattern is %s (see: tingle lacing)", s->lacing, lacing_nearest(s->lacing));
    if (pattern >= 0) text_copy(s->lacing, sizeof s->lacing, lacing_pattern[pattern].code);
    return TINGLE_OK;
}

/* Days are texts of one form: they compare as they stand. */
static enum tingle_status check_order(const char *first, const char *first_words, const char *second, const char *second_words, struct tingle_error *err)
{
    if (!*first || !*second || strcmp(first, second) <= 0) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%s is %s and %s %s: that is before it", first_words, first, second_words, second);
}

/* The drop is the difference of the two heights, each to a millimetre. */
static enum tingle_status check_drop(const struct journal_shoe *s, struct tingle_error *err)
{
    double difference = s->stack_heel_mm - s->stack_forefoot_mm;
    if (isnan(difference) || isnan(s->drop_mm) || fabs(difference - s->drop_mm) <= 1) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "drop is %g, and stack heel %g less stack forefoot %g is %g: leave one out, or look again", s->drop_mm,
                     s->stack_heel_mm, s->stack_forefoot_mm, difference);
}

static enum tingle_status check_shoe(struct journal_shoe *s, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (int i = 0; !st && i < FIELDS; i++) st = check_field(s, &shoe_field_table[i], err);
    if (!st) st = check_names(s, err);
    if (st) return st;
    if (!*s->name) return error_set(err, TINGLE_BAD_DATA, -1, "a shoe needs a name");
    if (s->width_mm >= s->insole_length_mm)
        return error_set(err, TINGLE_BAD_DATA, -1, "width is %g and insole length %g: a shoe is longer than wide; measure again", s->width_mm,
                         s->insole_length_mm);
    if (s->ball_mm >= s->insole_length_mm)
        return error_set(err, TINGLE_BAD_DATA, -1, "heel to ball is %g and insole length %g: it is measured from the heel, to the ball only", s->ball_mm,
                         s->insole_length_mm);
    st = check_drop(s, err);
    if (!st) st = check_order(s->bought, "bought", s->first_used, "first used", err);
    if (!st) st = check_order(s->bought, "bought", s->retired, "retired", err);
    if (!st) st = check_order(s->first_used, "first used", s->retired, "retired", err);
    return st;
}

/* --- names ------------------------------------------------------------------------------------ */

static enum tingle_status no_such_shoe(const struct journal_shoe_list *list, const char *name, size_t begin, struct tingle_error *err)
{
    const char *nearest = NULL;
    if (!list || !list->shoes) return error_set(err, TINGLE_NO_INPUT, -1, "there is no shoe yet; add the pair you run in: `tingle shoes add NAME`");
    if (begin > 1) return error_set(err, TINGLE_NO_INPUT, -1, "%zu shoes begin with \"%.60s\": write more of the name (see: tingle shoes)", begin, name);
    for (size_t i = 0; i < list->shoes; i++)
        if (!nearest || text_distance(name, list->shoe[i].name) < text_distance(name, nearest)) nearest = list->shoe[i].name;
    return error_set(err, TINGLE_NO_INPUT, -1, "there is no shoe \"%.60s\"; the nearest is \"%s\" (see: tingle shoes)", name, nearest);
}

enum tingle_status journal_shoe_find(size_t *out, const struct journal_shoe_list *list, const char *name, struct tingle_error *err)
{
    size_t begin = 0;
    for (size_t i = 0; list && i < list->shoes; i++)
        if (text_same(list->shoe[i].name, name)) return *out = i, TINGLE_OK;
    for (size_t i = 0; list && i < list->shoes; i++)
        if (text_begins(list->shoe[i].name, name) && ++begin) *out = i;
    return begin == 1 ? TINGLE_OK : no_such_shoe(list, name, begin, err);
}

enum tingle_status journal_shoe_check(const struct journal_shoe *said, struct tingle_error *err)
{
    struct journal_shoe checked = *said;
    return check_shoe(&checked, err);
}

/* --- storing ---------------------------------------------------------------------------------- */

/* What is known of the shoe of that name. */
static enum tingle_status read_known(struct journal *j, struct journal_shoe *out, const char *name, bool *known, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT " COLUMNS " FROM shoe WHERE name = ?1", err);
    journal_shoe_init(out);
    if (st) return st;
    store_bind_text(&q, 1, name);
    *known = store_row(&q, &st, err);
    if (*known) fields_from_row(out, &q, 0);
    store_done(&q);
    return st;
}

static void put_over(struct journal_shoe *old, const struct journal_shoe *said)
{
    for (int i = 0; i < FIELDS; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        const char *from = (const char *)said + f->offset;
        bool is_said = shoe_field_is_number(f) ? !isnan(*(const double *)(const void *)from) : *from != '\0';
        if (is_said && (i > 0 || !*old->name)) memcpy((char *)old + f->offset, from, f->size); /* a known name keeps its spelling */
    }
}

static enum tingle_status write_shoe(struct journal *j, struct journal_shoe *s, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "INSERT INTO shoe (" COLUMNS ") VALUES (" PLACES ")"
                                        " ON CONFLICT (name) DO UPDATE SET " CHANGES, err);
    if (st) return st;
    for (int i = 0; i < FIELDS; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        if (shoe_field_is_number(f)) store_bind_double(&q, i + 1, *shoe_field_number(s, f));
        else store_bind_text(&q, i + 1, *shoe_field_text(s, f) ? shoe_field_text(s, f) : NULL);
    }
    return store_step(&q, err);
}

enum tingle_status journal_shoe_store(struct journal *j, const struct journal_shoe *said, bool *added,
                                      struct tingle_error *err)
{
    struct journal_shoe shoe, checked = *said;
    bool known = false;
    enum tingle_status st = check_shoe(&checked, err);
    if (!st) st = read_known(j, &shoe, said->name, &known, err);
    *added = !known;
    if (st) return st;
    put_over(&shoe, &checked);
    st = check_shoe(&shoe, err);
    return st ? st : write_shoe(j, &shoe, err);
}

enum tingle_status journal_worn_each(struct journal *j, void (*take)(void *context, const struct journal_worn *worn), void *context,
                                     struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j),
                                        "SELECT n.run, n.shoe, n.felt, e.side, e.regions FROM note n JOIN run r ON r.id = n.run"
                                        " LEFT JOIN episode e ON e.run = n.run WHERE n.felt IS NOT NULL ORDER BY r.start_unix_s, r.id, e.number", err);
    if (st) return st;
    while (store_row(&q, &st, err)) {
        const struct journal_worn worn = {store_int(&q, 0), store_is_null(&q, 1) ? 0 : store_int(&q, 1), strcmp(store_text(&q, 2), "numb") == 0,
                                          store_text(&q, 3), store_text(&q, 4)};
        take(context, &worn);
    }
    store_done(&q);
    return st;
}
