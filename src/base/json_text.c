/* One pass over JSON that knows strings from the rest. */
#include "base/json_text.h"

#include <assert.h>
#include <string.h>

struct mender {
    struct bytes in;
    size_t at;            /* next byte to look at */
    size_t copied;        /* bytes of `in` before this one are in `out` */
    struct buffer *out;
    struct json_text_report *report;
    size_t depth;
    char open[JSON_TEXT_MAX_DEPTH]; /* the closing bracket of each level */
    bool any_safe;
    size_t safe_in, safe_out, safe_depth; /* up to here every value is whole */
};

static bool is_blank(uint8_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static size_t first_byte(struct bytes text)
{
    size_t at = bytes_start_with(text, "\xEF\xBB\xBF") ? 3 : 0;
    while (at < text.size && is_blank(text.at[at])) at++;
    return at;
}

bool json_text_begins(struct bytes text)
{
    size_t at = first_byte(text);
    return at < text.size && (text.at[at] == '{' || text.at[at] == '[');
}

static void copy_up_to(struct mender *m, size_t at)
{
    assert(m->copied <= at && at <= m->in.size);
    buffer_add(m->out, m->in.at + m->copied, at - m->copied);
    m->copied = at;
}

/* Everything before `at` is whole. */
static void note_safe(struct mender *m, size_t at)
{
    m->any_safe = true;
    m->safe_in = at;
    m->safe_out = m->out->size + (at - m->copied);
    m->safe_depth = m->depth;
}

/* From the opening quote to behind the closing one, or to the end of the text. */
static void step_over_string(struct mender *m)
{
    for (m->at++; m->at < m->in.size; m->at++) {
        if (m->in.at[m->at] == '\\') m->at++;
        else if (m->in.at[m->at] == '"') break;
    }
    m->at = m->at < m->in.size ? m->at + 1 : m->in.size;
}

/* Puts null in the place of a word that is no number of JSON; false when `word` does not stand here. */
static bool replace_word(struct mender *m, const char *word)
{
    size_t n = strlen(word);
    if (!bytes_start_with(bytes_slice(m->in, m->at, n), word)) return false;
    copy_up_to(m, m->at);
    buffer_add_text(m->out, "null");
    if (!m->report->no_numbers++) m->report->first_no_number = m->at;
    m->at += n;
    m->copied = m->at;
    return true;
}

static void open_bracket(struct mender *m, char closing)
{
    if (m->depth == JSON_TEXT_MAX_DEPTH) {
        m->report->too_deep = true;
        return;
    }
    m->open[m->depth++] = closing;
    m->report->values++;
    m->at++;
}

/* True when the text is at an end: the outermost bracket closed, or one that was never opened. */
static bool close_bracket(struct mender *m)
{
    bool fits = m->depth && m->open[m->depth - 1] == (char)m->in.at[m->at];
    if (!fits) return true;
    m->depth--;
    m->at++;
    note_safe(m, m->at);
    return m->depth == 0;
}

/* One step; false when the text is at its end, sound or not. */
static bool step(struct mender *m)
{
    switch (m->in.at[m->at]) {
    case '"': step_over_string(m); return true;
    case '{': open_bracket(m, '}'); return !m->report->too_deep;
    case '[': open_bracket(m, ']'); return !m->report->too_deep;
    case '}':
    case ']': return !close_bracket(m);
    case ',':
        note_safe(m, m->at++);
        m->report->values++;
        return true;
    case 'N':
        if (replace_word(m, "NaN")) return true;
        break;
    case 'I':
        if (replace_word(m, "Infinity")) return true;
        break;
    case '-':
        if (replace_word(m, "-Infinity") || replace_word(m, "-NaN")) return true;
        break;
    default: break;
    }
    m->at++;
    return true;
}

/* Back to where every value was whole, and closes what is open there. */
static void mend_end(struct mender *m)
{
    m->report->cut = true;
    m->report->cut_at = m->safe_in;
    if (m->out->no_memory || m->out->too_large) return;
    assert(m->safe_out <= m->out->size);
    m->out->size = m->safe_out;
    m->out->data[m->out->size] = '\0';
    for (size_t i = m->safe_depth; i-- > 0;) buffer_add_byte(m->out, m->open[i]);
}

static bool only_filling(struct bytes rest)
{
    for (size_t i = 0; i < rest.size; i++)
        if (!is_blank(rest.at[i]) && rest.at[i] != 0) return false;
    return true;
}

void json_text_mend(struct buffer *out, struct bytes text, struct json_text_report *report)
{
    struct mender m = {.in = text, .out = out, .report = report};
    *report = (struct json_text_report){0};
    m.at = m.copied = first_byte(text);
    while (m.at < text.size && step(&m)) continue;
    if (report->too_deep) return;
    report->end = m.at;
    if (m.at < text.size && m.depth) { /* a bracket that does not fit: the parser is to say so */
        copy_up_to(&m, text.size);
        return;
    }
    copy_up_to(&m, m.at);
    report->trailing = !only_filling(bytes_slice(text, m.at, SIZE_MAX));
    if (m.depth && m.any_safe) mend_end(&m);
}
