#include "words/symptom_words.h"
