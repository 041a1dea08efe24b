/* tingle guide: pages to read, in the terminal or as HTML. */
#include <stdio.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/dialogue.h"
#include "cli/output_file.h"
#include "cli/pager.h"
#include "guide/guide_html.h"
#include "guide/guide_terminal.h"
#include "report/json.h"

enum { OUTPUT_MAX_BYTES = 1 << 22, PAGES_MAX = 64, PATH_SIZE = 4096, FILE_MODE = 0644 };

static const struct cli_example examples[] = {
    {"guide", "the pages, and how long each takes"},
    {"guide why", "one page, a screen at a time"},
    {"guide lacing --html lacing.html", "the page for a browser"},
    {"guide --html guide", "all pages as HTML, into the folder guide"},
    {"guide breaks --json", "the page, its contents and its sources, for a program"},
    {0}};

static const struct cli_option options[] = {
    {.name = "html", .kind = CLI_TEXT, .argument = "PATH", .help = "write HTML: one page to a file or to - (standard output), all pages into a folder"},
    {0}};

static const struct guide_links file_links = {"", ".html", "index.html"};

/* --- all pages, read ------------------------------------------------------------------------ */

struct shelf {
    struct guide_text *text[PAGES_MAX];
    size_t texts;
};

static void shelf_release(struct shelf *s)
{
    for (size_t i = 0; i < s->texts; i++) guide_text_free(s->text[i]);
}

static enum tingle_status shelf_fill(struct shelf *s, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    *s = (struct shelf){0};
    for (size_t i = 0; i < guide_pages && i < PAGES_MAX && !st; i++) {
        st = guide_text_read(&s->text[i], &guide_page[i], err);
        if (!st) s->texts++;
    }
    return st;
}

/* --- JSON ----------------------------------------------------------------------------------- */

static void add_summary_keys(struct json *j, const struct guide_text *text)
{
    json_text(j, "name", text->page->name);
    json_text(j, "title", text->page->title);
    json_text(j, "summary", text->page->summary);
    json_text(j, "reviewed", text->page->reviewed);
    json_whole(j, "words", (int64_t)text->words);
    json_whole(j, "minutes", (int64_t)text->minutes);
}

static void list_json(struct buffer *out, const struct shelf *s)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "pages");
    for (size_t i = 0; i < s->texts; i++) {
        json_begin_object(&j, NULL);
        add_summary_keys(&j, s->text[i]);
        json_end(&j);
    }
    json_end(&j);
    json_text(&j, "doctor", guide_closing);
    json_end(&j);
}

static void add_contents(struct json *j, const struct guide_text *text)
{
    json_begin_array(j, "contents");
    for (size_t i = 0; i < text->headings; i++) {
        json_begin_object(j, NULL);
        json_whole(j, "level", text->heading[i].level);
        json_text(j, "title", text->heading[i].text);
        json_text(j, "anchor", text->heading[i].anchor);
        json_end(j);
    }
    json_end(j);
}

static void add_sources(struct json *j, const struct guide_text *text)
{
    json_begin_array(j, "sources");
    for (size_t i = 0; i < text->citeds; i++) {
        json_begin_object(j, NULL);
        json_text(j, "id", text->cited[i]->id);
        json_text(j, "text", text->cited[i]->text);
        json_end(j);
    }
    json_end(j);
}

static void add_markdown(struct json *j, const struct guide_page *page)
{
    struct buffer body;
    buffer_init(&body, OUTPUT_MAX_BYTES);
    for (const char *const *line = page->lines; *line; line++) buffer_add_text(&body, *line);
    json_text(j, "markdown", buffer_text(&body));
    buffer_release(&body);
}

static void page_json(struct buffer *out, const struct guide_text *text)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    add_summary_keys(&j, text);
    json_text(&j, "caution", text->page->caution);
    add_contents(&j, text);
    add_sources(&j, text);
    json_begin_array(&j, "next");
    for (size_t i = 0; i < text->linkeds; i++) json_text(&j, NULL, text->linked[i]->name);
    json_end(&j);
    add_markdown(&j, text->page);
    json_text(&j, "doctor", guide_closing);
    json_end(&j);
}

/* --- HTML ----------------------------------------------------------------------------------- */

static enum tingle_status write_html(struct cli *cli, const char *path, const struct buffer *html, struct tingle_error *err)
{
    enum tingle_status st = buffer_status(html, "the page", err);
    return st ? st : output_write(cli, path, OUTPUT_HTML, bytes_of(html->data, html->size), FILE_MODE, err);
}

static enum tingle_status path_in(char path[PATH_SIZE], const char *folder, const char *name, struct tingle_error *err)
{
    char file[100];
    snprintf(file, sizeof file, "%s.html", name);
    return path_join(path, PATH_SIZE, folder, file) ? TINGLE_OK : error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the name is too long", folder);
}

static enum tingle_status write_in(struct cli *cli, const char *folder, const char *name, const struct buffer *html, struct tingle_error *err)
{
    char path[PATH_SIZE];
    enum tingle_status st = path_in(path, folder, name, err);
    return st ? st : write_html(cli, path, html, err);
}

/* All pages may be written, or none is. */
static enum tingle_status check_folder(struct cli *cli, const struct shelf *s, const char *folder, struct tingle_error *err)
{
    char path[PATH_SIZE];
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; i <= s->texts && !st; i++) {
        st = path_in(path, folder, i < s->texts ? s->text[i]->page->name : "index", err);
        if (!st) st = output_check(cli, path, OUTPUT_HTML, err);
    }
    return st;
}

static enum tingle_status write_all(struct cli *cli, const struct shelf *s, const char *folder, struct tingle_error *err)
{
    struct buffer html;
    enum tingle_status st = folder_make(folder, err);
    buffer_init(&html, OUTPUT_MAX_BYTES);
    if (!st) st = check_folder(cli, s, folder, err);
    for (size_t i = 0; i < s->texts && !st; i++) {
        buffer_clear(&html);
        guide_html_page(&html, s->text[i], &file_links);
        st = write_in(cli, folder, s->text[i]->page->name, &html, err);
    }
    buffer_clear(&html);
    guide_html_index(&html, s->text, &file_links);
    if (!st) st = write_in(cli, folder, "index", &html, err);
    if (!st) st = answer_done(cli, "path", folder, "the guide is there; begin with index.html", err);
    buffer_release(&html);
    return st;
}

static enum tingle_status write_page(struct cli *cli, const struct guide_text *text, const char *path, struct tingle_error *err)
{
    struct buffer html;
    enum tingle_status st;
    bool to_output = strcmp(path, "-") == 0;
    buffer_init(&html, OUTPUT_MAX_BYTES);
    guide_html_page(&html, text, &file_links);
    st = to_output ? console_print(&cli->console, &html, err) : write_html(cli, path, &html, err);
    if (!st && !to_output) st = answer_done(cli, "path", path, "the page is there", err);
    buffer_release(&html);
    return st;
}

/* --- the command ---------------------------------------------------------------------------- */

static struct guide_look look_of(const struct cli *cli)
{
    return (struct guide_look){cli->console.term.colour, cli->console.term.width};
}

static void list_text(struct buffer *out, const struct shelf *s, const struct cli *cli)
{
    struct guide_look look = look_of(cli);
    for (size_t i = 0; i < s->texts; i++) guide_terminal_row(out, s->text[i], &look);
    buffer_add_text(out, "\n");
    term_add_wrapped(out, "Read one: tingle guide NAME", 0, 0, (size_t)look.width);
    term_add_wrapped(out, guide_closing, 0, 0, (size_t)look.width);
}

static enum tingle_status run_list(struct cli *cli, struct tingle_error *err)
{
    struct shelf shelf;
    struct buffer out;
    const char *html = cli_text(cli, "html");
    enum tingle_status st = shelf_fill(&shelf, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st && html) {
        st = write_all(cli, &shelf, html, err);
    } else if (!st) {
        if (cli_flag(cli, "json")) list_json(&out, &shelf);
        else list_text(&out, &shelf, cli);
        st = console_print(&cli->console, &out, err);
    }
    buffer_release(&out);
    shelf_release(&shelf);
    return st;
}

static enum tingle_status run_page(struct cli *cli, const struct guide_page *page, struct tingle_error *err)
{
    struct guide_text *text = NULL;
    struct guide_look look = look_of(cli);
    struct buffer out;
    const char *html = cli_text(cli, "html");
    enum tingle_status st = guide_text_read(&text, page, err);
    buffer_init(&out, OUTPUT_MAX_BYTES);
    if (!st && html) {
        st = write_page(cli, text, html, err);
    } else if (!st && cli_flag(cli, "json")) {
        page_json(&out, text);
        st = console_print(&cli->console, &out, err);
    } else if (!st) {
        guide_terminal(&out, text, &look);
        st = pager_print(&cli->console, &out, err);
    }
    buffer_release(&out);
    guide_text_free(text);
    return st;
}

static enum tingle_status unknown_page(const char *word, struct tingle_error *err)
{
    const char *near = guide_page_nearest(word);
    return error_set(err, TINGLE_NO_INPUT, -1, "no page '%.80s'%s%s%s (the pages: tingle guide)", word, near ? ", did you mean " : "",
                     near ? near : "", near ? "?" : "");
}

static enum tingle_status run(struct cli *cli, struct tingle_error *err)
{
    const char *html = cli_text(cli, "html");
    const struct guide_page *page;
    if (html && strcmp(html, "-") == 0 && (cli->operands == 0 || cli_flag(cli, "json")))
        return error_set(err, TINGLE_WRONG_USE, -1, "--html - goes with the name of a page and without --json (see: tingle guide --help)");
    if (cli->operands == 0) return run_list(cli, err);
    page = guide_page_find(cli->operand[0]);
    return page ? run_page(cli, page, err) : unknown_page(cli->operand[0], err);
}

const struct cli_command cmd_guide = {
    .name = "guide", .summary = "short pages: why feet go numb, when to worry, what to try",
    .examples = examples, .operands = "[NAME]", .operands_max = 1, .options = options, .shared = CLI_JSON | CLI_ANY_HOME,
    .text = "A name may be cut short. On a terminal a long page goes through $PAGER, else less. Each figure in the pages has its "
            "source; what no source says is marked as our judgement. "
            "Not yet reviewed by a clinician. If you are worried, or it changes, see a doctor.",
    .run = run};
