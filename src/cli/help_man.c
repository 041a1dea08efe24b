/* Manual pages from the command table, in the macros of man(7). */
#include <stdio.h>
#include <string.h>

#include <tingle/tingle.h>

#include "cli/help_text.h"
#include "cli/help_words.h"

/* Text with what roff would act on made plain: backslashes, hyphens of options, a leading dot. */
static void add_roff(struct buffer *out, const char *text)
{
    bool line_start = true;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\'')) buffer_add_text(out, "\\&");
        line_start = *text == '\n';
        if (*text == '\\') buffer_add_text(out, "\\e");
        else if (*text == '-') buffer_add_text(out, "\\-");
        else if (*text == '"') buffer_add_text(out, "\\(dq"); /* in a macro's argument it would only quote */
        else buffer_add_byte(out, *text);
    }
}

static void add_title(struct buffer *out, const char *name)
{
    buffer_add_text(out, ".TH \"");
    for (; *name; name++)
        buffer_add_byte(out, *name == ' ' ? '-' : *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name);
    buffer_printf(out, "\" \"1\" \"%s\" \"Tingle %s\" \"Tingle\"\n", TINGLE_RELEASE_DAY, TINGLE_VERSION);
}

static void add_tagged(struct buffer *out, const char *tag, const char *text)
{
    buffer_add_text(out, ".TP\n.B ");
    add_roff(out, tag);
    buffer_add_byte(out, '\n');
    add_roff(out, text);
    buffer_add_byte(out, '\n');
}

static void add_paragraphs(struct buffer *out, const char *text)
{
    const char *end;
    for (; (end = strstr(text, "\n\n")); text = end + 2) {
        char paragraph[2000];
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)(end - text), text);
        add_roff(out, paragraph);
        buffer_add_text(out, "\n.PP\n");
    }
    add_roff(out, text);
    buffer_add_byte(out, '\n');
}

static void add_statuses(struct buffer *out)
{
    char status[8];
    buffer_add_text(out, ".SH EXIT STATUS\n");
    for (const struct help_status *s = help_statuses; s->text; s++) {
        snprintf(status, sizeof status, "%d", s->status);
        add_tagged(out, status, s->text);
    }
}

static void add_variables(struct buffer *out)
{
    buffer_add_text(out, ".SH ENVIRONMENT\n");
    for (const struct help_variable *v = help_variables; v->name; v++)
        add_tagged(out, v->name, v->text);
}

/* "tingle-model-fit" for "model fit". */
static void page_name(char *out, size_t size, const struct cli_command *command)
{
    snprintf(out, size, "tingle-%s", command->name);
    for (char *p = out; *p; p++)
        if (*p == ' ') *p = '-';
}

static void add_options(struct buffer *out, const struct cli_command *command)
{
    const struct cli_option *o;
    char name[80];
    struct buffer line;
    buffer_init(&line, 1000);
    buffer_add_text(out, ".SH OPTIONS\n");
    for (size_t i = 0; (o = cli_option_at(command, i)); i++) {
        help_option_name(name, sizeof name, o);
        buffer_clear(&line);
        buffer_add_text(&line, o->help);
        help_add_choices(&line, o);
        add_tagged(out, name, buffer_text(&line));
    }
    buffer_release(&line);
}

static void man_command(struct buffer *out, const struct cli_command *command)
{
    char page[80];
    page_name(page, sizeof page, command);
    add_title(out, page);
    buffer_add_text(out, ".SH NAME\n");
    add_roff(out, page);
    buffer_add_text(out, " \\- ");
    add_roff(out, command->summary);
    buffer_add_text(out, "\n.SH EXAMPLES\n");
    for (const struct cli_example *e = command->examples; e->line; e++) {
        char line[200];
        snprintf(line, sizeof line, "tingle %s", e->line);
        add_tagged(out, line, e->does);
    }
    buffer_add_text(out, ".SH SYNOPSIS\n.B tingle ");
    add_roff(out, command->name);
    buffer_add_text(out, "\n[options] ");
    add_roff(out, command->operands);
    buffer_add_byte(out, '\n');
    add_options(out, command);
    if (command->text) {
        buffer_add_text(out, ".SH NOTES\n");
        add_paragraphs(out, command->text);
    }
    add_statuses(out);
    add_variables(out);
    buffer_add_text(out, ".SH SEE ALSO\n.BR tingle (1)\n");
}

static void man_program(struct buffer *out)
{
    add_title(out, "tingle");
    buffer_add_text(out, ".SH NAME\ntingle \\- ");
    add_roff(out, help_tagline);
    buffer_add_text(out, "\n.SH SYNOPSIS\n.B tingle\ncommand [options]\n.SH DESCRIPTION\n");
    for (size_t i = 0; help_about[i]; i++) {
        if (i) buffer_add_text(out, ".PP\n");
        add_roff(out, help_about[i]);
        buffer_add_byte(out, '\n');
    }
    buffer_add_text(out, ".SH COMMANDS\n");
    for (size_t i = 0; cli_commands[i]; i++)
        add_tagged(out, cli_commands[i]->name, cli_commands[i]->summary);
    add_statuses(out);
    add_variables(out);
    buffer_add_text(out, ".SH SEE ALSO\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        char page[80];
        page_name(page, sizeof page, cli_commands[i]);
        buffer_add_text(out, ".BR ");
        add_roff(out, page);
        buffer_printf(out, " (1)%s\n", cli_commands[i + 1] ? "," : "");
    }
}

void help_man(struct buffer *out, const struct cli_command *command)
{
    if (command) man_command(out, command);
    else man_program(out);
}
