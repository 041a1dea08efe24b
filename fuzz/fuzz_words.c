/* The runner's words: any bytes are read, what comes out stays within its bounds, and the same bytes read the same. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "foot/regions.h"
#include "fuzz_target.h"
#include "words/symptom_words.h"
#include "words/text_note.h"

static void must(int holds)
{
    if (!holds) abort();
}

static void must_be_number(double value, double most) { must(isnan(value) || (value >= 0 && value <= most)); }

static void must_be_side(const char *side)
{
    must(!strcmp(side, "") || !strcmp(side, "left") || !strcmp(side, "right") || !strcmp(side, "both"));
}

/* Qualities in their order, blanks between; some exactly when numb. */
static void must_be_qualities(const char *quality, int numb)
{
    static const char *const words[] = {"numb", "tingling", "burning", "cold", "heavy"};
    must((quality[0] != '\0') == numb);
    for (size_t i = 0; i < 5; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(quality, words[i], n) == 0) quality += n + (quality[n] == ' ');
    }
    must(*quality == '\0');
}

static void try_symptoms(const char *text, size_t size)
{
    struct symptom_reading r = symptom_read(text, size), again = symptom_read(text, size);
    int numb = r.felt == SYMPTOM_NUMB, said = r.felt != SYMPTOM_NOT_SAID;
    must(r.from <= r.to && r.to <= size && (r.from < r.to) == said);
    must(text_is_line(r.quote, strlen(r.quote)) && strlen(r.quote) < SYMPTOM_QUOTE_SIZE && (r.quote[0] != '\0') == said);
    must((strlen(r.language) == 2) == said && (r.language[0] != '\0') == said);
    must((r.regions & ~foot_regions_all()) == 0 && (numb || r.regions == 0));
    must_be_side(r.side);
    must_be_qualities(r.quality, numb);
    must_be_number(r.onset_min, 2880);
    must_be_number(r.onset_km, 1000);
    must_be_number(r.severity, 10);
    must(numb || (isnan(r.onset_min) && isnan(r.onset_km) && isnan(r.severity) && r.side[0] == '\0'));
    must(r.felt == again.felt && r.from == again.from && r.to == again.to && strcmp(r.quote, again.quote) == 0);
}

static void try_note(const char *line, size_t size)
{
    struct text_note note;
    struct tingle_error err;
    if (text_note_read(&note, line, size, &err)) {
        must(err.code == TINGLE_BAD_DATA && err.message[0] && text_is_line(err.message, strlen(err.message)));
        must(err.where >= 0 && (size_t)err.where <= size);
        return;
    }
    must(!text_note_is_blank(line, size));
    must_be_side(note.side);
    must_be_qualities(note.quality, note.numb);
    must_be_number(note.onset_lo_min, 2880);
    must_be_number(note.onset_hi_min, 2880);
    must_be_number(note.onset_lo_km, 1000);
    must_be_number(note.onset_hi_km, 1000);
    must(!(note.onset_hi_min < note.onset_lo_min) && !(note.onset_hi_km < note.onset_lo_km));
    must(isnan(note.onset_lo_min) == isnan(note.onset_hi_min) && isnan(note.onset_lo_km) == isnan(note.onset_hi_km));
    must_be_number(note.severity, 10);
    must((note.regions & ~foot_regions_all()) == 0 && text_is_line(note.rest, strlen(note.rest)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    try_symptoms(text, size);
    text_note_looks_like(bytes_of(data, size));
    for (size_t from = 0, n; from < size; from += n + 1) {
        const char *end = memchr(text + from, '\n', size - from);
        n = end ? (size_t)(end - text) - from : size - from;
        try_note(text + from, n);
    }
    return 0;
}
