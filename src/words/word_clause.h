/* What a sentence says about one symptom word: that it was so, that it was not, or nothing of this run.
 *
 * A clause ends where a new thought begins ("but", "because"); a comma, a bracket or a dash parts it into pieces.
 * Negations reach over a list of ailments ("no pain, numbness or tingling"), else not over a comma. Another day or
 * person, a hope, a question of others and figures of speech make a statement none of this run.
 */
#ifndef WORDS_WORD_CLAUSE_H
#define WORDS_WORD_CLAUSE_H

#include "words/word_amounts.h"
#include "words/word_line.h"
#include "words/symptom_words.h"

/* The clause around an item, and the piece of it between commas. */
struct word_span word_clause(const struct word_line *line, size_t item);
struct word_span word_piece(const struct word_line *line, size_t item);

/* What is said of the symptom at an item. *began is set to the amount that "no numbness until km 8" names, and left
 * alone otherwise. */
enum symptom_felt word_felt(const struct word_line *line, size_t item, const struct word_amount *amount, size_t amounts,
                            struct word_amount *began);

#endif
