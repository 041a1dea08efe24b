/* A temporary folder of the demo's own, and its removal. */
#ifndef CLI_DEMO_FOLDER_H
#define CLI_DEMO_FOLDER_H

#include <stddef.h>

#include "base/error.h"

enum { DEMO_PATH_BYTES = 1024 };

/* Makes TMPDIR/tingle-demo-XXXXXX (TMPDIR else /tmp), for this user only. */
enum tingle_status demo_folder_make(char *out, size_t size, struct tingle_error *err);

/* Removes the folder and all that is in it; what cannot be removed stays. Links are not followed. */
void demo_folder_remove(const char *folder);

#endif
