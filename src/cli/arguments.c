/* The command line parser: one pass over the words, each looked up in the command's table. */
#include "cli/arguments.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"

static const struct cli_option shared_json = {
    .name = "json", .kind = CLI_FLAG, .help = "print the result as JSON (docs/json.md)"};
static const struct cli_option shared_home = {
    .name = "home", .kind = CLI_TEXT, .argument = "DIR",
    .help = "the folder of your data (else TINGLE_HOME, else ~/.local/share/tingle)"};
static const struct cli_option shared_any_home = {
    .name = "home", .kind = CLI_TEXT, .argument = "DIR", .help = "taken as everywhere, but not needed here: no journal is opened"};
static const struct cli_option shared_help = {
    .name = "help", .letter = 'h', .kind = CLI_FLAG, .help = "show this text"};

const struct cli_option *cli_option_at(const struct cli_command *command, size_t i)
{
    const struct cli_option *shared[4] = {0};
    size_t own = 0, n = 0;
    while (command->options && command->options[own].name) own++;
    assert(own + 3 <= CLI_MAX_OPTIONS);
    if (i < own) return &command->options[i];
    if (command->shared & CLI_JSON) shared[n++] = &shared_json;
    if (command->shared & CLI_HOME) shared[n++] = &shared_home;
    if (command->shared & CLI_ANY_HOME) shared[n++] = &shared_any_home;
    shared[n++] = &shared_help;
    return i - own < n ? shared[i - own] : NULL;
}

const struct cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; cli_commands[i]; i++)
        if (strcmp(cli_commands[i]->name, name) == 0) return cli_commands[i];
    return NULL;
}

/* --- the nearest known word ------------------------------------------------------------------ */

enum { WORD_MAX = 32 };

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

struct nearest {
    const char *word; /* NULL: nothing near enough */
    size_t distance;
};

/* Near is at most two changes, and fewer than half of the letters. */
static void nearest_offer(struct nearest *best, const char *given, const char *known)
{
    size_t d = text_distance(given, known), n = strlen(known);
    bool begins = strlen(given) >= 3 && text_starts_with(known, given);
    if (begins) d = 1;
    if (d > 2 || 2 * d >= n || (best->word && d >= best->distance)) return;
    best->word = known;
    best->distance = d;
}

/* ", did you mean PREFIXword?" or nothing. */
static const char *nearest_hint(char *out, size_t size, const struct nearest *best,
                                const char *prefix)
{
    out[0] = '\0';
    if (best->word) snprintf(out, size, ", did you mean %s%s?", prefix, best->word);
    return out;
}

/* --- faults ---------------------------------------------------------------------------------- */

static enum tingle_status wrong_use(const struct cli_command *command, struct tingle_error *err,
                                    const char *message)
{
    return error_set(err, TINGLE_WRONG_USE, -1, "%s (see: tingle %s --help)", message,
                     command->name);
}

static enum tingle_status unknown_option(const struct cli_command *command, const char *word,
                                         size_t name_length, struct tingle_error *err)
{
    char name[WORD_MAX + 2], hint[80], message[256];
    struct nearest best = {0};
    snprintf(name, sizeof name, "%.*s", (int)least(name_length, WORD_MAX + 1), word);
    const struct cli_option *o;
    for (size_t i = 0; (o = cli_option_at(command, i)); i++)
        nearest_offer(&best, name + strspn(name, "-"), o->name);
    snprintf(message, sizeof message, "unknown option %s%s", name,
             nearest_hint(hint, sizeof hint, &best, "--"));
    return wrong_use(command, err, message);
}

static enum tingle_status bad_value(const struct cli_command *command, const struct cli_option *o,
                                    const char *value, const char *expected,
                                    struct tingle_error *err)
{
    char message[400];
    snprintf(message, sizeof message, "--%s: '%.80s' is not %s", o->name, value, expected);
    return wrong_use(command, err, message);
}

/* --- values ---------------------------------------------------------------------------------- */

static bool has_range(const struct cli_option *o) { return o->lo < o->hi; }

static enum tingle_status check_number(const struct cli_command *command,
                                       const struct cli_option *o, const char *value,
                                       struct tingle_error *err)
{
    const char *what = o->kind == CLI_WHOLE ? "whole number" : "number";
    char expected[120];
    int64_t whole;
    double number;
    bool good = text_to_double(value, strlen(value), &number);
    if (good && o->kind == CLI_WHOLE)
        good = text_to_int(value, strlen(value), INT64_MIN, INT64_MAX, &whole);
    if (good && (!has_range(o) || (number >= o->lo && number <= o->hi))) return TINGLE_OK;
    if (has_range(o))
        snprintf(expected, sizeof expected, "a %s from %.15g to %.15g", what, o->lo, o->hi);
    else
        snprintf(expected, sizeof expected, "a %s", what);
    return bad_value(command, o, value, expected, err);
}

static enum tingle_status check_choice(const struct cli_command *command,
                                       const struct cli_option *o, const char *value,
                                       struct tingle_error *err)
{
    char expected[240] = "one of";
    size_t n = strlen(expected);
    for (size_t i = 0; o->choices[i]; i++) {
        if (strcmp(o->choices[i], value) == 0) return TINGLE_OK;
        int added = snprintf(expected + n, sizeof expected - n, "%s %s", i ? "," : "", o->choices[i]);
        n = least(n + (size_t)added, sizeof expected - 1);
    }
    return bad_value(command, o, value, expected, err);
}

static bool is_day(const char *value)
{
    double day;
    return strlen(value) == 10 && utc_parse(value, 10, &day, NULL, NULL);
}

static enum tingle_status check_value(const struct cli_command *command,
                                      const struct cli_option *o, const char *value,
                                      struct tingle_error *err)
{
    switch (o->kind) {
    case CLI_FLAG: break;
    case CLI_TEXT:
        if (!*value) return bad_value(command, o, value, "a text: it is empty", err);
        break;
    case CLI_DAY:
        if (!is_day(value)) return bad_value(command, o, value, "a day, such as 2026-03-01", err);
        break;
    case CLI_NUMBER:
    case CLI_WHOLE: return check_number(command, o, value, err);
    case CLI_CHOICE: return check_choice(command, o, value, err);
    }
    return TINGLE_OK;
}

/* --- the pass over the words ----------------------------------------------------------------- */

/* Where the parser stands. */
struct words {
    char **argv;
    size_t argc, at;
    size_t operands; /* already moved to the front */
};

static const struct cli_option *option_find(const struct cli_command *command, const char *word,
                                            size_t *index)
{
    size_t length = strcspn(word, "=");
    const struct cli_option *o;
    for (size_t i = 0; (o = cli_option_at(command, i)); i++) {
        bool is_long = word[1] == '-' && length == strlen(o->name) + 2 &&
                       memcmp(word + 2, o->name, length - 2) == 0;
        bool is_letter = word[1] != '-' && o->letter && word[1] == o->letter && length == 2;
        *index = i;
        if (is_long || is_letter) return o;
    }
    return NULL;
}

/* True when the word looks like an option rather than a value ("-5" and "-" are values). */
static bool is_option_word(const char *word)
{
    double number;
    return word[0] == '-' && word[1] && !text_to_double(word, strlen(word), &number);
}

/* The value of option `o` in the word at hand, or the next word. NULL: there is none. */
static const char *option_value(struct words *w, const struct cli_option *o)
{
    const char *equals = strchr(w->argv[w->at], '=');
    if (o->kind == CLI_FLAG) return equals ? NULL : "";
    if (equals) return equals + 1;
    if (w->at + 1 >= w->argc || is_option_word(w->argv[w->at + 1])) return NULL;
    return w->argv[++w->at];
}

static enum tingle_status parse_option(struct cli *cli, struct words *w, struct tingle_error *err)
{
    const char *word = w->argv[w->at];
    char message[160];
    size_t index;
    const struct cli_option *o = option_find(cli->command, word, &index);
    if (!o) return unknown_option(cli->command, word, strcspn(word, "="), err);

    const char *value = option_value(w, o);
    if (!value) {
        snprintf(message, sizeof message, "--%s %s%s", o->name,
                 o->kind == CLI_FLAG ? "takes no value" : "needs a value: ",
                 o->kind == CLI_FLAG ? "" : o->argument);
        return wrong_use(cli->command, err, message);
    }
    if (cli->value[index] && o->kind != CLI_FLAG) {
        snprintf(message, sizeof message, "--%s is given twice", o->name);
        return wrong_use(cli->command, err, message);
    }
    cli->value[index] = value;
    return check_value(cli->command, o, value, err);
}

static bool asks_for_help(char **argv, size_t argc)
{
    for (size_t i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

static enum tingle_status check_operands(const struct cli *cli, struct tingle_error *err)
{
    const struct cli_command *c = cli->command;
    char message[240];
    if (cli->operands < c->operands_min) {
        snprintf(message, sizeof message, "something is missing: tingle %s %s", c->name, c->operands);
        return wrong_use(c, err, message);
    }
    if (cli->operands > c->operands_max) {
        snprintf(message, sizeof message, "'%.80s' is one word too many",
                 cli->operand[c->operands_max]);
        return wrong_use(c, err, message);
    }
    return TINGLE_OK;
}

enum tingle_status arguments_parse(struct cli *cli, char **argv, size_t argc, bool *help,
                                   struct tingle_error *err)
{
    struct words w = {.argv = argv, .argc = argc};
    bool only_operands = false;
    enum tingle_status st = TINGLE_OK;

    *help = asks_for_help(argv, argc);
    if (*help) return TINGLE_OK;
    for (; w.at < argc && !st; w.at++) {
        char *word = argv[w.at];
        if (!only_operands && strcmp(word, "--") == 0)
            only_operands = true;
        else if (!only_operands && is_option_word(word))
            st = parse_option(cli, &w, err);
        else
            argv[w.operands++] = word;
    }
    if (st) return st;
    cli->operand = (const char *const *)argv;
    cli->operands = w.operands;
    return check_operands(cli, err);
}

enum tingle_status arguments_find_command(const struct cli_command **out, char **argv, size_t argc,
                                          size_t *used, struct tingle_error *err)
{
    char two[2 * WORD_MAX], hint[80];
    struct nearest best = {0};
    assert(argc > 0);
    if (argc > 1) {
        snprintf(two, sizeof two, "%.30s %.30s", argv[0], argv[1]);
        *used = 2;
        if ((*out = cli_command_find(two))) return TINGLE_OK;
    }
    *used = 1;
    if ((*out = cli_command_find(argv[0]))) return TINGLE_OK;

    size_t n = strlen(argv[0]);
    for (size_t i = 0; cli_commands[i]; i++) {
        const char *name = cli_commands[i]->name;
        if (strncmp(name, argv[0], n) == 0 && name[n] == ' ')
            return error_set(err, TINGLE_WRONG_USE, -1,
                             "'%s' needs a second word: tingle %s (see: tingle help)", argv[0], name);
        nearest_offer(&best, argv[0], name);
    }
    return error_set(err, TINGLE_WRONG_USE, -1, "unknown command '%.60s'%s (see: tingle help)",
                     argv[0], nearest_hint(hint, sizeof hint, &best, "tingle "));
}

/* --- values by name -------------------------------------------------------------------------- */

static const char *value_of(const struct cli *cli, const char *name, enum cli_kind kind)
{
    const struct cli_option *o;
    for (size_t i = 0; (o = cli_option_at(cli->command, i)); i++)
        if (strcmp(o->name, name) == 0) {
            assert(o->kind == kind || ((o->kind == CLI_CHOICE || o->kind == CLI_DAY) && kind == CLI_TEXT));
            (void)kind;
            return cli->value[i];
        }
    assert(o && "the command has no such option");
    return NULL;
}

bool cli_flag(const struct cli *cli, const char *name) { return value_of(cli, name, CLI_FLAG); }

const char *cli_text(const struct cli *cli, const char *name)
{
    return value_of(cli, name, CLI_TEXT);
}

double cli_number(const struct cli *cli, const char *name, double fallback)
{
    const char *value = value_of(cli, name, CLI_NUMBER);
    double number = fallback;
    if (value) text_to_double(value, strlen(value), &number);
    return number;
}

int64_t cli_whole(const struct cli *cli, const char *name, int64_t fallback)
{
    const char *value = value_of(cli, name, CLI_WHOLE);
    int64_t number = fallback;
    if (value) text_to_int(value, strlen(value), INT64_MIN, INT64_MAX, &number);
    return number;
}
