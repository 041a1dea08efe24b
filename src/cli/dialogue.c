/* Short answers, questions, and quantities as people write them. */
#include "cli/dialogue.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/json.h"

enum tingle_status answer_done(struct cli *cli, const char *what, const char *name, const char *done,
                               struct tingle_error *err)
{
    enum tingle_status st;
    struct buffer out;
    buffer_init(&out, 1 << 16);
    if (cli_flag(cli, "json")) {
        struct json j;
        json_init(&j, &out);
        json_begin_object(&j, NULL);
        json_bool(&j, "done", true);
        json_text(&j, what, name);
        json_end(&j);
    } else {
        bool says_itself = strcmp(what, "path") == 0 || strcmp(what, "journal") == 0;
        buffer_printf(&out, "%s%s%s: %s\n", says_itself ? "" : what, says_itself ? "" : " ", name, done);
    }
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

const char *answer_yes_no(struct cli *cli, const char *question)
{
    char answer[16];
    while (console_ask(&cli->console, question, answer, sizeof answer)) {
        if (!*answer) return NULL;
        if (text_same(answer, "y") || text_same(answer, "yes")) return "yes";
        if (text_same(answer, "n") || text_same(answer, "no")) return "no";
        console_say(&cli->console, "y for yes, n for no, or nothing");
    }
    return NULL;
}

enum tingle_status answer_confirm(struct cli *cli, const char *what, struct tingle_error *err)
{
    char question[400];
    const char *answer;
    if (cli_flag(cli, "yes")) return TINGLE_OK;
    if (!console_is_interactive(&cli->console))
        return error_set(err, TINGLE_WRONG_USE, -1, "%s: say --yes to do it (see: tingle %s --help)", what,
                         cli->command->name);
    snprintf(question, sizeof question, "%s. Sure? (y/n)", what);
    answer = answer_yes_no(cli, question);
    if (answer && strcmp(answer, "yes") == 0) return TINGLE_OK;
    return error_set(err, TINGLE_NO, -1, "nothing was changed");
}

/* Up to three numbers between colons: minutes:seconds or hours:minutes:seconds. */
static bool clock_minutes(const char *text, double *minutes)
{
    double total = 0, part;
    size_t parts = 0;
    for (;;) {
        size_t n = strcspn(text, ":");
        if (++parts > 3 || n == 0 || !text_to_double(text, n, &part) || part < 0) return false;
        total = total * 60 + part;
        if (!text[n]) break;
        text += n + 1;
    }
    *minutes = total / 60;
    return parts > 1;
}

/* "1h", "1h10", "1h 10min", "58min", "58". */
static bool unit_minutes(const char *text, double *minutes)
{
    const char *h = strchr(text, 'h');
    double hours = 0, rest = 0;
    size_t n;
    if (h && !text_to_double(text, (size_t)(h - text), &hours)) return false;
    if (h) text = h + 1;
    text += strspn(text, " ");
    n = strcspn(text, "m");
    if (text[n] && strcmp(text + n, "min") != 0 && strcmp(text + n, "m") != 0) return false;
    if (n == 0 && !h) return false;
    if (n > 0 && !text_to_double(text, n, &rest)) return false;
    *minutes = hours * 60 + rest;
    return hours >= 0 && rest >= 0;
}

bool quantity_minutes(const char *text, double *minutes)
{
    bool good = strchr(text, ':') ? clock_minutes(text, minutes) : unit_minutes(text, minutes);
    return good && *minutes > 0 && *minutes < 100000;
}

bool quantity_metres(const char *text, double *metres)
{
    static const struct {
        const char *unit;
        double metres;
    } units[] = {{"km", 1000}, {"miles", 1609.344}, {"mi", 1609.344}, {"m", 1}, {"", 1000}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        double number;
        size_t n = strlen(text), unit = strlen(units[i].unit);
        if (!text_ends_with(text, units[i].unit) || !text_to_double(text, n - unit, &number)) continue;
        *metres = number * units[i].metres;
        return number > 0 && *metres < 1e7;
    }
    return false;
}
