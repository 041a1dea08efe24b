/* What to do when a foot is numb this minute (decisions.md C5): data/now_steps.csv, made by tools/gen_now.py. */
#ifndef FOOT_NOW_H
#define FOOT_NOW_H

extern const char *const now_step[]; /* one sentence each, in order, ended by NULL */
extern const char now_back[];        /* when the feeling is back */
extern const char now_not_back[];    /* when it is not */
extern const char now_signs[];       /* when to end the run at once */

#endif
