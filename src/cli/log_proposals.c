/* Taking and declining. */
#include "cli/log_proposals.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/log_signs.h"
#include "report/json.h"
#include "report/sign_change.h"
#include "report/told_report.h"

enum { OUTPUT_MAX_BYTES = 64 << 20, ANSWER_SIZE = 512 };

static bool is_separator(char c) { return c == ' ' || c == ',' || c == ';'; }

/* Takes the next number off a list of them; false at its end, or where it is no such list (*ok false). */
static bool next_number(const char **list, int64_t *number, bool *ok)
{
    size_t n = 0;
    while (is_separator(**list)) ++*list;
    while ((*list)[n] && !is_separator((*list)[n])) n++;
    *ok = n == 0 || text_to_int(*list, n, 1, INT64_MAX, number);
    *list += n;
    return n > 0 && *ok;
}

static bool is_all(const char *list) { return text_same(list, "all"); }

/* A list is NULL where nothing was said. */
static bool is_named(const char *list, int64_t id)
{
    int64_t number;
    bool ok;
    if (!list || is_all(list)) return list != NULL;
    while (next_number(&list, &number, &ok))
        if (number == id) return true;
    return false;
}

static enum tingle_status check_list(const char *list, struct tingle_error *err)
{
    const char *rest = list;
    int64_t number;
    bool ok = true;
    while (list && !is_all(list) && next_number(&rest, &number, &ok)) {}
    if (ok) return TINGLE_OK;
    return error_set(err, TINGLE_WRONG_USE, -1, "'%s': expected all, or the numbers of proposals, such as \"3 7\"", list);
}

static bool is_listed(const struct tingle_proposal_list *list, int64_t id)
{
    for (size_t i = 0; i < list->proposals; i++)
        if (list->proposal[i].id == id) return true;
    return false;
}

struct settled {
    size_t taken, declined, open;
};

/* Those named and not listed, none of `but`: why one cannot be taken is said by trying. */
static enum tingle_status settle_others(struct tingle_journal *journal, const struct tingle_proposal_list *list, const char *named,
                                        const char *but, bool take, struct settled *sum, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    int64_t id;
    bool ok;
    if (!named || is_all(named)) return TINGLE_OK;
    while (!st && next_number(&named, &id, &ok)) {
        if (is_listed(list, id) || (take && is_named(but, id))) continue;
        st = tingle_proposal_settle(journal, id, take, err);
        if (take) sum->taken += !st;
        else sum->declined += !st;
    }
    return st;
}

/* What --take and --decline say of each that waits. */
static enum tingle_status settle_listed(struct tingle_journal *journal, const struct tingle_proposal_list *list, const char *take,
                                        const char *decline, struct settled *sum, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < list->proposals; i++) {
        const struct tingle_proposal *p = &list->proposal[i];
        bool declined = is_named(decline, p->id), taken = !declined && is_named(take, p->id);
        if (taken || declined) st = tingle_proposal_settle(journal, p->id, taken, err);
        sum->taken += !st && taken;
        sum->declined += !st && declined;
        sum->open += !st && !taken && !declined;
    }
    return st;
}

static enum tingle_status settle(struct tingle_journal *journal, const struct tingle_proposal_list *list, const char *take,
                                 const char *decline, struct settled *sum, struct tingle_error *err)
{
    enum tingle_status st = check_list(take, err);
    if (!st) st = check_list(decline, err);
    if (!st) st = settle_others(journal, list, decline, NULL, false, sum, err);
    if (!st) st = settle_others(journal, list, take, decline, true, sum, err);
    return st ? st : settle_listed(journal, list, take, decline, sum, err);
}

static enum tingle_status print_settled(struct cli *cli, const struct settled *sum, const struct sign_change *change, struct tingle_error *err)
{
    struct buffer out;
    struct json j;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) {
        json_init(&j, &out);
        json_begin_object(&j, NULL);
        json_whole(&j, "taken", (int64_t)sum->taken);
        json_whole(&j, "declined", (int64_t)sum->declined);
        json_whole(&j, "open", (int64_t)sum->open);
        sign_change_json(&j, change);
        json_end(&j);
    } else {
        buffer_printf(&out, "%zu noted, %zu declined, %zu left for later\n", sum->taken, sum->declined, sum->open);
        sign_change_text(&out, change, &cli->console.term);
    }
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

/* Settles, and says so and what it set off. */
static enum tingle_status settle_and_say(struct cli *cli, struct tingle_journal *journal, const struct tingle_proposal_list *list, const char *take,
                                         const char *decline, struct tingle_error *err)
{
    struct settled sum = {0};
    struct log_signs signs = {0};
    enum tingle_status st = log_signs_before(&signs, journal, err);
    if (!st) st = settle(journal, list, take, decline, &sum, err);
    if (!st) st = log_signs_now(&signs, journal, err);
    if (!st) st = print_settled(cli, &sum, &(struct sign_change){signs.before, signs.after, sum.taken > 0}, err);
    log_signs_release(&signs);
    return st;
}

/* Asks once about all. False when nothing is to be settled now. */
static bool ask(struct cli *cli, char wrong[ANSWER_SIZE])
{
    if (!console_ask(&cli->console, "Are these right? y: note them all; or the numbers of those that are wrong, to note the others; Enter: later",
                     wrong, ANSWER_SIZE))
        return false;
    if (text_same(wrong, "y") || text_same(wrong, "yes")) *wrong = '\0';
    else if (!*wrong || text_same(wrong, "n") || text_same(wrong, "no")) return false;
    return true;
}

static enum tingle_status print_list(struct cli *cli, const struct tingle_proposal_list *list, struct tingle_error *err)
{
    struct buffer out;
    enum tingle_status st;
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (cli_flag(cli, "json")) proposals_json(&out, list);
    else proposals_text(&out, list, &cli->console.term);
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
    return st;
}

enum tingle_status log_proposals(struct cli *cli, struct tingle_journal *journal, struct tingle_error *err)
{
    const char *take = cli_text(cli, "take"), *decline = cli_text(cli, "decline");
    struct tingle_proposal_list *list = NULL;
    char wrong[ANSWER_SIZE];
    enum tingle_status st = tingle_proposals_list(&list, journal, err);
    if (st) return st;
    if (take || decline) {
        st = settle_and_say(cli, journal, list, take, decline, err);
    } else {
        st = print_list(cli, list, err);
        if (!st && list->proposals && !cli_flag(cli, "json") && console_is_interactive(&cli->console) && ask(cli, wrong))
            st = settle_and_say(cli, journal, list, "all", *wrong ? wrong : NULL, err);
    }
    tingle_proposal_list_free(list);
    return st;
}
