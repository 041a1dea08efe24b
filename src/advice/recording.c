/* A watch file from disk. */
#include "advice/recording.h"

#include "archive/gunzip.h"
#include "base/text.h"

enum tingle_status recording_bytes(struct file_bytes *out, const char *path, struct tingle_error *err)
{
    struct file_bytes packed = {0};
    enum tingle_status st = file_read(out, path, RECORDING_MAX_BYTES, err);
    if (st || !bytes_start_with(file_view(out), "\x1F\x8B")) return st;
    packed = *out;
    *out = (struct file_bytes){0};
    st = archive_gunzip(out, file_view(&packed), RECORDING_MAX_BYTES, path, err);
    file_release(&packed);
    return st;
}

enum tingle_status recording_open(struct activity **out, const char *path, struct tingle_error *err)
{
    struct file_bytes file = {0};
    enum tingle_status st = recording_bytes(&file, path, err);
    *out = NULL;
    if (!st) st = activity_read(out, file_view(&file), path, err);
    file_release(&file);
    return st;
}
