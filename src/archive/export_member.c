/* What a member of an export is, by name first and by its first bytes where names are translated. */
#include "archive/export_catalogue.h"

#include <string.h>

#include "base/text.h"

enum export_member export_member_kind(const char *path, struct bytes head)
{
    const char *name = path_name(path);
    (void)head;
    if (text_same(name, "activities.csv")) return EXPORT_MEMBER_STRAVA_ACTIVITIES;
    if (text_ends_with(name, "summarizedActivities.json")) return EXPORT_MEMBER_GARMIN_SUMMARY;
    return EXPORT_MEMBER_OTHER;
}
