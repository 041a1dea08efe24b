/* Taking and declining. */
#include "cli/log_proposals.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/json.h"
#include "report/told_report.h"

enum { OUTPUT_MAX_BYTES = 64 << 20, ANSWER_SIZE = 512 };

static bool is_separator(char c) { return c == ' ' || c == ',' || c == ';'; }

/* Is the number in the list of numbers? "all" names every one. False in *ok when the text is no such list. */
static bool is_named(const char *numbers, int64_t id, bool *ok)
{
    bool named = false;
    *ok = true;
    if (text_same(numbers, "all")) return true;
    while (*numbers) {
        size_t n = 0;
        int64_t one;
        while (is_separator(*numbers)) numbers++;
        while (numbers[n] && !is_separator(numbers[n])) n++;
        if (!n) break;
        if (!text_to_int(numbers, n, 1, INT64_MAX, &one)) {
            *ok = false;
            return false;
        }
        named |= one == id;
        numbers += n;
    }
    return named;
}

static enum tingle_status check_list(const char *text, struct tingle_error *err)
{
    bool ok = true;
    if (text) is_named(text, 0, &ok);
    if (ok) return TINGLE_OK;
    return error_set(err, TINGLE_WRONG_USE, -1, "'%s': expected all, or the numbers of proposals, such as \"3 7\"", text);
}

struct settled {
    size_t taken, declined, open;
};

/* What --take and --decline say of each open proposal. */
static enum tingle_status settle_named(struct tingle_journal *journal, const struct tingle_proposal_list *list, const char *take,
                                       const char *decline, struct settled *sum, struct tingle_error *err)
{
    enum tingle_status st = check_list(take, err);
    if (!st) st = check_list(decline, err);
    for (size_t i = 0; !st && i < list->proposals; i++) {
        int64_t id = list->proposal[i].id;
        bool ok, declined = decline && is_named(decline, id, &ok), taken = !declined && take && is_named(take, id, &ok);
        if (taken || declined) st = tingle_proposal_settle(journal, id, taken, err);
        sum->taken += !st && taken;
        sum->declined += !st && declined;
        sum->open += !st && !taken && !declined;
    }
    return st;
}

static enum tingle_status print_settled(struct cli *cli, const struct settled *sum, struct tingle_error *err)
{
    struct buffer out;
    struct json j;
    enum tingle_status st;
    buffer_init(&out, 4096);
    if (cli_flag(cli, "json")) {
        json_init(&j, &out);
        json_begin_object(&j, NULL);
        json_whole(&j, "taken", (int64_t)sum->taken);
        json_whole(&j, "declined", (int64_t)sum->declined);
        json_whole(&j, "open", (int64_t)sum->open);
        json_end(&j);
    } else {
        buffer_printf(&out, "%zu noted, %zu declined, %zu left for later\n", sum->taken, sum->declined, sum->open);
    }
    st = console_print(&cli->console, &out, err);
    buffer_release(&out);
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
    struct settled sum = {0};
    char wrong[ANSWER_SIZE];
    enum tingle_status st = tingle_proposals_list(&list, journal, err);
    if (st) return st;
    if (take || decline) {
        st = settle_named(journal, list, take, decline, &sum, err);
        if (!st) st = print_settled(cli, &sum, err);
    } else {
        st = print_list(cli, list, err);
        if (!st && list->proposals && !cli_flag(cli, "json") && console_is_interactive(&cli->console) && ask(cli, wrong)) {
            st = settle_named(journal, list, "all", *wrong ? wrong : NULL, &sum, err);
            if (!st) st = print_settled(cli, &sum, err);
        }
    }
    tingle_proposal_list_free(list);
    return st;
}
