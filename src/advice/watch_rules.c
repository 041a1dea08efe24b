/* Names of unfinished downloads; Garmin's folders. */
#include "advice/watch_rules.h"

#include <dirent.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/text.h"
#include "journal/journal.h"

enum { PATH_BYTES = 4096, STORAGES_MAX = 64 };

static bool is_unfinished(const char *name)
{
    static const char *const tails[] = {".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart",
                                        ".tmp",  ".temp",    ".icloud",     "~"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (text_ends_with(name, tails[i])) return true;
    return text_starts_with(name, "~syncthing~");
}

static bool holds(const char *folder, const char *name)
{
    char path[PATH_BYTES];
    return path_join(path, sizeof path, folder, name) && path_exists(path);
}

/* Of what `tingle export` wrote: `tingle import FOLDER` takes it, all together. */
static bool is_exported(const char *folder)
{
    return holds(folder, "tingle-export.json") || (strcmp(path_name(folder), "originals") == 0 && holds(folder, "../tingle-export.json"));
}

bool watch_passes_over(void *context, const char *folder, const char *name, bool is_folder)
{
    char path[PATH_BYTES];
    (void)context;
    if (name[0] == '.') return true;
    if (is_folder) return path_join(path, sizeof path, folder, name) && is_exported(path);
    return is_exported(folder) || is_unfinished(name) || text_starts_with(name, JOURNAL_FILE_NAME) || strcmp(name, "truth.json") == 0;
}

/* What is called `name` in a folder, in whatever case, into out. */
static bool find_named(char *out, size_t size, const char *folder, const char *name)
{
    DIR *dir = opendir(folder);
    struct dirent *d;
    bool found = false;
    while (dir && !found && (d = readdir(dir)))
        found = text_same(d->d_name, name) && path_join(out, size, folder, d->d_name);
    if (dir) closedir(dir);
    return found;
}

/* The activities in a folder that is called GARMIN. */
static bool find_activities(char *out, size_t size, const char *garmin)
{
    return (find_named(out, size, garmin, "Activity") || find_named(out, size, garmin, "Activities")) && path_is_folder(out);
}

/* Someone's copies may lie in a folder of that name too, beside other runs: a watch is known by its description, or by being
 * mounted under its name. */
static bool find_watch(char *out, size_t size, const char *folder, bool is_named)
{
    char garmin[PATH_BYTES], device[PATH_BYTES];
    if (find_named(garmin, sizeof garmin, folder, "GARMIN") && (is_named || find_named(device, sizeof device, garmin, "GarminDevice.xml")))
        return find_activities(out, size, garmin);
    return (is_named || find_named(device, sizeof device, folder, "GarminDevice.xml")) && find_activities(out, size, folder);
}

bool watch_find_garmin(void *context, char *out, size_t size, const char *folder)
{
    char storage[PATH_BYTES];
    struct dirent *d;
    DIR *dir;
    bool found = find_watch(out, size, folder, text_same(path_name(folder), "GARMIN"));
    (void)context;
    dir = found ? NULL : opendir(folder);
    for (int n = 0; dir && !found && n < STORAGES_MAX && (d = readdir(dir)); n++)
        found = d->d_name[0] != '.' && path_join(storage, sizeof storage, folder, d->d_name) && find_watch(out, size, storage, false);
    if (dir) closedir(dir);
    return found;
}
