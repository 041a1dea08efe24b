#include "words/text_note.h"
