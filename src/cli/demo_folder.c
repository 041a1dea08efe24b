/* Making and removing a temporary folder. */
#include "cli/demo_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { DEPTH_MAX = 8 };

enum tingle_status demo_folder_make(char *out, size_t size, struct tingle_error *err)
{
    const char *parent = getenv("TMPDIR");
    if (!path_join(out, size, parent && *parent ? parent : "/tmp", "tingle-demo-XXXXXX"))
        return error_set(err, TINGLE_WRONG_USE, -1, "TMPDIR is too long");
    if (!mkdtemp(out)) return error_from_errno(err, errno, "make a folder", out);
    return TINGLE_OK;
}

static void remove_tree(const char *path, int depth)
{
    char inner[DEMO_PATH_BYTES];
    struct dirent *entry;
    struct stat info;
    DIR *folder;
    if (lstat(path, &info) != 0) return;
    if (!S_ISDIR(info.st_mode)) {
        unlink(path);
        return;
    }
    folder = depth < DEPTH_MAX ? opendir(path) : NULL;
    while (folder && (entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (path_join(inner, sizeof inner, path, entry->d_name)) remove_tree(inner, depth + 1);
    }
    if (folder) closedir(folder);
    rmdir(path);
}

void demo_folder_remove(const char *folder) { remove_tree(folder, 0); }
