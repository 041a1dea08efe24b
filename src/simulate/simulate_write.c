/* The folder of a simulated runner. */
#include "simulate/simulate_write.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "activity/fit_encode.h"
#include "base/file_bytes.h"
#include "base/text.h"

enum { PATH_SIZE = 4096, FILE_MAX = 256 << 20 };

static enum tingle_status folder_prepare(const char *folder, struct tingle_error *err)
{
    DIR *dir;
    struct dirent *entry;
    bool empty = true;
    if (path_exists(folder) && !path_is_folder(folder))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: is a file; name a new or empty folder", folder);
    if (!path_exists(folder)) return folder_make(folder, err);
    dir = opendir(folder);
    if (!dir) return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the folder cannot be read", folder);
    while (empty && (entry = readdir(dir))) empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
    closedir(dir);
    if (empty) return TINGLE_OK;
    return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: is not empty; a simulated runner needs a new or empty folder", folder);
}

static enum tingle_status file_put(const char *folder, const char *name, const struct buffer *b, struct tingle_error *err)
{
    char path[PATH_SIZE];
    enum tingle_status st = buffer_status(b, name, err);
    if (st) return st;
    if (!path_join(path, sizeof path, folder, name))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the path is too long", folder);
    return file_write(path, bytes_of(b->data, b->size), 0600, err);
}

static enum tingle_status activity_put(const char *folder, const struct simulate_runner *runner, size_t index, struct buffer *b,
                                       struct tingle_error *err)
{
    struct activity *a = NULL;
    char name[32];
    enum tingle_status st = simulate_activity_of(&a, runner, index, err);
    if (st) return st;
    buffer_clear(b);
    st = fit_encode_activity(b, a, err);
    simulate_activity_free(a);
    if (st) return st;
    snprintf(name, sizeof name, "%04zu.fit", index + 1);
    return file_put(folder, name, b, err);
}

static enum tingle_status activities_put(const char *folder, const struct simulate_runner *runner, struct buffer *b,
                                         struct tingle_error *err)
{
    char path[PATH_SIZE];
    enum tingle_status st = TINGLE_OK;
    if (!path_join(path, sizeof path, folder, "activities"))
        return error_set(err, TINGLE_CANNOT_WRITE, -1, "%s: the path is too long", folder);
    st = folder_make(path, err);
    for (size_t i = 0; i < runner->run_count && !st; i++) st = activity_put(path, runner, i, b, err);
    return st;
}

static void summary_fill(struct simulate_summary *summary, const struct simulate_runner *runner)
{
    int cause = runner->truth.cause;
    *summary = (struct simulate_summary){.runs = runner->run_count, .noted = runner->noted};
    for (size_t i = 0; i < runner->run_count; i++) summary->numb += runner->run[i].numb && runner->run[i].note.noted;
    if (cause >= 0) snprintf(summary->cause, sizeof summary->cause, "%s", simulate_kind_name((enum simulate_kind)cause));
}

enum tingle_status simulate_write(const struct simulate_options *options, const char *folder,
                                  struct simulate_summary *summary, struct tingle_error *err)
{
    static const struct {
        const char *name;
        void (*text)(struct buffer *, const struct simulate_runner *);
    } file[] = {{"notes.csv", simulate_notes_csv},
                {"shoes.csv", simulate_shoes_csv},
                {"answers.json", simulate_answers_json},
                {"truth.json", simulate_truth_json}};
    struct simulate_runner *runner = NULL;
    struct buffer b;
    enum tingle_status st;
    buffer_init(&b, FILE_MAX);
    st = simulate_runner_new(&runner, options, err);
    if (!st) st = folder_prepare(folder, err);
    if (!st) st = activities_put(folder, runner, &b, err);
    for (size_t i = 0; i < sizeof file / sizeof *file && !st; i++) {
        buffer_clear(&b);
        file[i].text(&b, runner);
        st = file_put(folder, file[i].name, &b, err);
    }
    if (!st && summary) summary_fill(summary, runner);
    buffer_release(&b);
    simulate_runner_free(runner);
    return st;
}
