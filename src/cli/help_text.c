/* Help and completion from the command table; the manual pages are in help_man.c. */
#include "cli/help_text.h"

#include <stdio.h>
#include <string.h>

#include "cli/help_words.h"

enum { OPTION_COLUMNS = 26, COMMAND_COLUMNS = 14, NOTE_INDENT = 2 };

const char help_tagline[] = "why do my feet go numb when I run, and what do I do about it";

const char *const help_about[] = {
    "Tingle reads what your watch recorded, keeps a short note of what your feet felt, and says "
    "which things go with the numbness for you and how sure that is. Nothing leaves this computer.",
    "Tingle informs; it does not diagnose. If you are worried, or it changes, see a doctor.", NULL};

const struct help_status help_statuses[] = {
    {0, "done"},
    {1, "the answer is no, or a check failed"},
    {2, "wrong use: a command, option or value that Tingle does not know"},
    {65, "bad data: a file is damaged or not what it should be"},
    {66, "no such input: a file, run or record is not there or not readable"},
    {70, "a defect in Tingle, or not enough memory"},
    {73, "cannot write: disk full, read-only, not permitted, or the journal is in use"},
    {0, NULL}};

const struct help_variable help_variables[] = {
    {"TINGLE_HOME", "the folder of your data, when --home is not given"},
    {"XDG_DATA_HOME", "where that folder is made otherwise: $XDG_DATA_HOME/tingle"},
    {"NO_COLOR", "when set to anything, no colours and bars"},
    {"PAGER", "what long pages of the guide go through on a terminal; else less"},
    {NULL, NULL}};

void help_option_name(char *out, size_t size, const struct cli_option *o)
{
    char letter[8] = "";
    if (o->letter) snprintf(letter, sizeof letter, "-%c, ", o->letter);
    snprintf(out, size, "%s--%s%s%s", letter, o->name, o->argument ? " " : "",
             o->argument ? o->argument : "");
}

/* "one of a, b, c", the choices of an option behind its help; nothing for other kinds. */
void help_add_choices(struct buffer *out, const struct cli_option *o)
{
    if (o->kind != CLI_CHOICE) return;
    for (size_t i = 0; o->choices[i]; i++)
        buffer_printf(out, "%s%s", i ? ", " : ": ", o->choices[i]);
}

static void add_two_columns(struct buffer *out, const struct term *term, const char *left,
                            const char *right, size_t columns)
{
    size_t width = (size_t)term->width, indent = NOTE_INDENT + columns;
    buffer_printf(out, "%*s", NOTE_INDENT, "");
    if (term_columns(left) + 1 > columns) {
        buffer_printf(out, "%s\n%*s", left, (int)indent, "");
    } else {
        term_add_padded(out, left, columns);
    }
    term_add_wrapped(out, right, indent, indent, width);
}

static void add_section(struct buffer *out, const struct term *term, const char *title)
{
    buffer_add_byte(out, '\n');
    term_add_heading(out, term, title);
}

/* Paragraphs separated by empty lines, wrapped. A line that starts with a blank is kept as it is. */
static void add_paragraphs(struct buffer *out, const struct term *term, const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t n = end ? (size_t)(end - text) : strlen(text);
        char paragraph[2000];
        snprintf(paragraph, sizeof paragraph, "%.*s", (int)n, text);
        buffer_printf(out, "%*s", NOTE_INDENT, "");
        term_add_wrapped(out, paragraph, NOTE_INDENT, NOTE_INDENT, (size_t)term->width);
        text += n + (end ? 2 : 0);
        if (*text) buffer_add_byte(out, '\n');
    }
}

void help_overview(struct buffer *out, const struct term *term)
{
    buffer_printf(out, "tingle: %s\n", help_tagline);
    add_section(out, term, "Start here");
    add_two_columns(out, term, "tingle demo", "the whole thing on a simulated runner", 30);
    add_two_columns(out, term, "tingle import FOLDER", "take in the files of your watch", 30);
    add_two_columns(out, term, "tingle log", "note how your feet felt on the last run", 30);
    add_two_columns(out, term, "tingle why", "what goes with the numbness", 30);
    add_section(out, term, "Commands");
    for (size_t i = 0; cli_commands[i]; i++)
        add_two_columns(out, term, cli_commands[i]->name, cli_commands[i]->summary,
                        COMMAND_COLUMNS);
    add_section(out, term, "More");
    add_two_columns(out, term, "tingle CMD --help", "a command, with examples", 30);
    add_two_columns(out, term, "tingle --version", "the version", 30);
    buffer_add_byte(out, '\n');
    for (size_t i = 0; help_about[i]; i++)
        term_add_wrapped(out, help_about[i], 0, 0, (size_t)term->width);
}

static void add_options(struct buffer *out, const struct cli_command *command,
                        const struct term *term)
{
    const struct cli_option *o;
    struct buffer line;
    char name[80];
    buffer_init(&line, 1000);
    for (size_t i = 0; (o = cli_option_at(command, i)); i++) {
        buffer_clear(&line);
        buffer_add_text(&line, o->help);
        help_add_choices(&line, o);
        help_option_name(name, sizeof name, o);
        add_two_columns(out, term, name, buffer_text(&line), OPTION_COLUMNS);
    }
    buffer_release(&line);
}

void help_command(struct buffer *out, const struct cli_command *command, const struct term *term)
{
    char status[8];
    buffer_printf(out, "tingle %s: %s\n", command->name, command->summary);
    add_section(out, term, "Examples");
    for (const struct cli_example *e = command->examples; e->line; e++)
        buffer_printf(out, "  tingle %s\n      %s\n", e->line, e->does);
    add_section(out, term, "Usage");
    buffer_printf(out, "  tingle %s [options]%s%s\n", command->name, *command->operands ? " " : "",
                  command->operands);
    add_section(out, term, "Options");
    add_options(out, command, term);
    if (command->text) {
        add_section(out, term, "Notes");
        add_paragraphs(out, term, command->text);
    }
    add_section(out, term, "Exit status");
    for (const struct help_status *s = help_statuses; s->text; s++) {
        snprintf(status, sizeof status, "%d", s->status);
        add_two_columns(out, term, status, s->text, 4);
    }
}

/* --- completion ------------------------------------------------------------------------------ */

static void add_option_words(struct buffer *out, const struct cli_command *command)
{
    const struct cli_option *o;
    for (size_t i = 0; (o = cli_option_at(command, i)); i++)
        buffer_printf(out, "%s--%s", i ? " " : "", o->name);
}

/* Words that may follow `--name` of any command: choices; the rest completes files. */
static void add_choice_cases(struct buffer *out)
{
    for (size_t i = 0; cli_commands[i]; i++) {
        const struct cli_option *o;
        for (size_t k = 0; (o = cli_option_at(cli_commands[i], k)); k++) {
            if (o->kind != CLI_CHOICE) continue;
            buffer_printf(out, "        '%s --%s') words='", cli_commands[i]->name, o->name);
            for (size_t c = 0; o->choices[c]; c++)
                buffer_printf(out, "%s%s", c ? " " : "", o->choices[c]);
            buffer_add_text(out, "' ;;\n");
        }
    }
}

void help_completion_bash(struct buffer *out)
{
    buffer_add_text(out, "# bash completion of tingle; made by: tingle help --completion bash\n"
                         "_tingle() {\n"
                         "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                         "    local command=${COMP_WORDS[1]} words=\n"
                         "    COMPREPLY=()\n"
                         "    case \"$command ${COMP_WORDS[2]}\" in\n");
    for (size_t i = 0; cli_commands[i]; i++)
        if (strchr(cli_commands[i]->name, ' '))
            buffer_printf(out, "        '%s') command='%s' ;;\n", cli_commands[i]->name,
                          cli_commands[i]->name);
    buffer_add_text(out, "    esac\n"
                         "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
                         "        words='");
    for (size_t i = 0; cli_commands[i]; i++)
        buffer_printf(out, "%s%.*s", i ? " " : "", (int)strcspn(cli_commands[i]->name, " "),
                      cli_commands[i]->name);
    buffer_add_text(out, "'\n"
                         "    elif [[ $word == -* ]]; then\n"
                         "        case $command in\n");
    for (size_t i = 0; cli_commands[i]; i++) {
        buffer_printf(out, "            '%s') words='", cli_commands[i]->name);
        add_option_words(out, cli_commands[i]);
        buffer_add_text(out, "' ;;\n");
    }
    buffer_add_text(out, "        esac\n"
                         "    else\n"
                         "        case \"$command $previous\" in\n");
    add_choice_cases(out);
    buffer_add_text(out, "        *) ;;\n"
                         "        esac\n"
                         "    fi\n"
                         "    [ -z \"$words\" ] || mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                         "}\n"
                         "complete -o default -F _tingle tingle\n");
}
