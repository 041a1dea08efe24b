/* Which files and folders are of interest to someone who waits for runs, and where a watch on USB keeps them.
 *
 * By names alone. What they mean is known from: Chromium (.crdownload), Firefox, curl and KDE (.part), Safari (.download),
 * Opera (.opdownload), FileZilla and WinSCP (.filepart), Syncthing (~syncthing~NAME.tmp; .syncthing.NAME.tmp is hidden), iCloud
 * (.NAME.icloud, hidden too), rsync (hidden); a Garmin watch has GARMIN/GarminDevice.xml and keeps its recordings in
 * GARMIN/Activity or GARMIN/Activities, beside daily monitoring, settings and courses (docs/ways-in.md).
 */
#ifndef ADVICE_WATCH_RULES_H
#define ADVICE_WATCH_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* For struct folder_watch_rules (base/folder_watch.h); the context is not used. */
bool watch_passes_over(void *context, const char *folder, const char *name, bool is_folder);

/* The folder of a Garmin watch's activities in `folder`, which may be GARMIN itself, where the watch is mounted, or the
 * folder above its storages (MTP). False when there is none. */
bool watch_find_garmin(void *context, char *out, size_t size, const char *folder);

#endif
