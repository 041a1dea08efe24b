/* Reading and converting sizes. */
#include "foot/shoe_size.h"

#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

const char shoe_size_caution[] =
    "Labels differ between makers by a size or more, and widths by letter mean nothing fixed: decide by the measured insole, "
    "never by the label.";

int shoe_size_system_find(const char *code)
{
    for (size_t i = 0; i < shoe_size_systems; i++)
        if (text_same(shoe_size_system[i].code, code)) return (int)i;
    return -1;
}

double shoe_size_of_foot(int system, double foot_mm)
{
    const struct shoe_size_system *s = &shoe_size_system[system];
    return s->times * (foot_mm + s->allowance_mm) / s->per_mm + s->offset;
}

double shoe_size_foot_mm(int system, double size)
{
    const struct shoe_size_system *s = &shoe_size_system[system];
    return (size - s->offset) * s->per_mm / s->times - s->allowance_mm;
}

double shoe_size_rounded(int system, double size)
{
    double step = shoe_size_system[system].step;
    return floor(size / step + 0.5 + 1e-9) * step; /* 41.25 is two binary quarters; 8.4999999 from a formula is not meant lower */
}

/* --- words and numbers ------------------------------------------------------------------------ */

enum { TOKENS_MAX = 12, TOKEN_SIZE = 16 };

enum gender { UNSAID, MEN, WOMEN };

struct reading {
    const char *text;      /* all of it, for messages */
    double number, second; /* the size; what stands behind a stroke */
    bool us, brannock, unit; /* unit: cm or mm was written */
    enum gender gender;
    int system;            /* by its word; -1 */
    char width[12];
};

static enum tingle_status not_a_size(const struct reading *r, const char *why, struct tingle_error *err)
{
    return error_set(err, TINGLE_WRONG_USE, -1,
                     "\"%.40s\": %s; write a size such as \"EU 42.5\", \"UK 8\", \"US 9.5\", \"US women 8\", \"26.5 cm\" or \"265/100\"", r->text, why);
}

/* Halves and thirds as one character. */
static double fraction_sign(const char **at)
{
    static const struct { const char *sign; double value; } signs[] = {
        {"\xC2\xBD", 0.5}, {"\xE2\x85\x93", 1.0 / 3}, {"\xE2\x85\x94", 2.0 / 3}, {"\xC2\xBC", 0.25}, {"\xC2\xBE", 0.75}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_starts_with(*at, signs[i].sign)) {
            *at += strlen(signs[i].sign);
            return signs[i].value;
        }
    return 0;
}

/* Digits with a point or comma. False: too long to be a size. */
static bool read_number(const char **at, double *value)
{
    char digits[TOKEN_SIZE];
    size_t n = 0;
    while (isdigit((unsigned char)**at) || ((**at == '.' || **at == ',') && isdigit((unsigned char)(*at)[1]))) {
        if (n + 1 >= sizeof digits) return false;
        digits[n++] = **at == ',' ? '.' : **at;
        ++*at;
    }
    return text_to_double(digits, n, value);
}

static bool is_one_of(const char *word, const char *words)
{
    size_t n = strlen(word);
    for (words += strspn(words, " "); *words; words += strspn(words, " ")) {
        size_t length = strcspn(words, " ");
        if (length == n && strncmp(words, word, n) == 0) return true;
        words += length;
    }
    return false;
}

static bool take_width(struct reading *r, const char *digit, const char *word)
{
    if (*r->width || !is_one_of(word, "a aa aaa b c d e ee eee eeee f g h m n w ww xw wide narrow")) return false;
    if (*digit && strcmp(word, "e") != 0) return false;
    snprintf(r->width, sizeof r->width, "%s%s", digit, word);
    for (char *c = r->width; *c; c++) *c = (char)toupper((unsigned char)*c);
    return true;
}

static bool take_gender(struct reading *r, enum gender gender)
{
    if (r->gender != UNSAID && r->gender != gender) return false;
    r->gender = gender;
    return true;
}

/* One word in lower case; false: unknown, or against what was said before. */
static bool take_word(struct reading *r, const char *word)
{
    bool behind = !isnan(r->number);
    if (is_one_of(word, "size shoe shoes width")) return true;
    if (is_one_of(word, "us usa")) return r->us = true;
    if (is_one_of(word, "brannock")) return r->brannock = true;
    if (is_one_of(word, "men mens man male gents") || (!behind && is_one_of(word, "m"))) return take_gender(r, MEN);
    if (is_one_of(word, "women womens woman female ladies wmns") || (!behind && is_one_of(word, "w"))) return take_gender(r, WOMEN);
    for (size_t i = 0; i < shoe_size_systems; i++)
        if (is_one_of(word, shoe_size_system[i].words)) {
            bool metric = r->system < 0 || (shoe_size_system[r->system].allowance_mm == 0 && is_one_of(word, "cm mm")); /* "JP 26.5 cm" */
            if (!metric && r->system != (int)i) return false;
            r->system = (int)i;
            r->unit = r->unit || is_one_of(word, "cm mm");
            return true;
        }
    return behind && take_width(r, "", word);
}

static bool read_word(struct reading *r, const char **at)
{
    char word[TOKEN_SIZE];
    size_t n = 0;
    while (isalpha((unsigned char)**at) || **at == '\'') {
        if (n + 1 >= sizeof word) return false;
        if (**at != '\'') word[n++] = (char)tolower((unsigned char)**at);
        ++*at;
    }
    word[n] = '\0';
    return take_word(r, word);
}

/* What follows a first number: "2/3" of a size, "/100" a width in mm, "2E" a width by letters. */
static bool read_second(struct reading *r, const char **at, bool behind_stroke)
{
    double a, b;
    const char *start = *at;
    if (!read_number(at, &a)) return false;
    if (behind_stroke) {
        r->second = a;
        return true;
    }
    if (**at == '/') {
        ++*at;
        if (!read_number(at, &b) || !(a > 0 && a < b && b < 5)) return false;
        r->number += a / b;
        return true;
    }
    if (tolower((unsigned char)**at) == 'e' && !isalpha((unsigned char)(*at)[1]) && *at == start + 1) {
        const char digit[2] = {*start, '\0'};
        ++*at;
        return take_width(r, digit, "e");
    }
    return false;
}

static enum tingle_status read_all(struct reading *r, struct tingle_error *err)
{
    bool stroke = false;
    for (const char *at = r->text; *at;) {
        double part;
        if (text_is_blank(*at) || (*at && strchr("-:.()_", *at))) {
            at++;
        } else if ((part = fraction_sign(&at)) > 0) {
            if (isnan(r->number)) return not_a_size(r, "there is no number", err);
            r->number += part;
        } else if (*at == '/' && !isnan(r->number) && !stroke) {
            stroke = true;
            at++;
        } else if (isdigit((unsigned char)*at)) {
            if (isnan(r->number) ? !read_number(&at, &r->number) : !read_second(r, &at, stroke))
                return not_a_size(r, "there is a number too many in it", err);
        } else if (!isalpha((unsigned char)*at) || !read_word(r, &at)) {
            return not_a_size(r, "not all of it is understood", err);
        }
    }
    return isnan(r->number) ? not_a_size(r, "there is no number", err) : TINGLE_OK;
}

/* --- which system ----------------------------------------------------------------------------- */

static const char assumed_men[] = "Taken as US men's; say \"US women\" if it is one.";
static const char assumed_eu[] = "Taken as EU.", assumed_cm[] = "Taken as centimetres.", assumed_mm[] = "Taken as millimetres.";

static int system_said(const struct reading *r, const char **assumed)
{
    bool women = r->gender == WOMEN;
    if (r->brannock) return shoe_size_system_find(women ? "brannock-women" : "brannock-men");
    if (r->system >= 0) return r->system;
    if (!isnan(r->second)) return shoe_size_system_find("mondopoint");
    if (r->us && r->gender == UNSAID) *assumed = assumed_men;
    if (r->us || (r->gender != UNSAID && r->number < 20)) return shoe_size_system_find(women ? "us-women" : "us-men");
    if (r->number >= 34 && r->number <= 52) return *assumed = assumed_eu, shoe_size_system_find("eu");
    if (r->number >= 20 && r->number < 34) return *assumed = assumed_cm, shoe_size_system_find("cm");
    if (r->number >= 200) return *assumed = assumed_mm, shoe_size_system_find("mondopoint");
    return -1;
}

/* JP 265 is meant in mm, Mondo 26.5 in cm. Where the unit is written it stands: a foot of 200 cm is refused. */
static int system_by_magnitude(int system, double number, bool has_unit)
{
    int cm = shoe_size_system_find("cm"), mm = shoe_size_system_find("mondopoint");
    if (has_unit) return system;
    if (system == cm && number >= 100) return mm;
    if (system == mm && number < 40) return cm;
    return system;
}

static enum tingle_status check_foot(const struct shoe_size *s, const struct reading *r, struct tingle_error *err)
{
    char why[120];
    if (!isnan(s->width_mm) && (s->width_mm < 50 || s->width_mm >= s->foot_mm)) return not_a_size(r, "that width is no foot's", err);
    if (s->foot_mm >= SHOE_SIZE_FOOT_MIN_MM && s->foot_mm <= SHOE_SIZE_FOOT_MAX_MM) return TINGLE_OK;
    snprintf(why, sizeof why, "that would be a foot of %.0f mm, and Tingle knows feet of %d to %d mm", s->foot_mm, SHOE_SIZE_FOOT_MIN_MM,
             SHOE_SIZE_FOOT_MAX_MM);
    return not_a_size(r, why, err);
}

enum tingle_status shoe_size_parse(struct shoe_size *out, const char *text, struct tingle_error *err)
{
    struct reading r = {.text = text, .number = NAN, .second = NAN, .system = -1};
    enum tingle_status st = text_is_line(text, strlen(text)) ? read_all(&r, err) : not_a_size(&r, "it is no text in UTF-8", err);
    *out = (struct shoe_size){.system = -1, .width_mm = NAN, .assumed = ""};
    if (st) return st;
    out->system = system_said(&r, &out->assumed);
    if (out->system < 0) return not_a_size(&r, "is that EU, UK, US or cm?", err);
    if (r.us && r.system >= 0) return not_a_size(&r, "two kinds of size are named", err);
    out->system = system_by_magnitude(out->system, r.number, r.unit);
    out->size = r.number;
    out->foot_mm = shoe_size_foot_mm(out->system, r.number);
    out->width_mm = r.second;
    memcpy(out->width, r.width, sizeof out->width);
    if (!isnan(r.second) && strcmp(shoe_size_system[out->system].code, "mondopoint") != 0)
        return not_a_size(&r, "two numbers are for Mondopoint only", err);
    return check_foot(out, &r, err);
}
