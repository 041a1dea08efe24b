/* GPX 1.0 and 1.1: track points with their extensions.
 *
 *     gpx creator="..."            the program that wrote it
 *       trk                        a track: an outing of its own if over 30 min from the last
 *         type                     sport, in the writer's words ("running", Strava's "9")
 *         trkseg                   a piece without a pause: a lap
 *           trkpt lat lon          degrees
 *             ele, time            m, ISO 8601
 *             speed                m/s (GPX 1.0, and extensions)
 *             extensions ...       hr, cad, atemp, power, speed at any depth below the point,
 *                                  whatever their namespace
 *
 * Cadence in GPX counts turns of one leg; it is doubled to steps per minute. Waypoints and routes
 * are no track: they are only counted, to say what the file is.
 */
#ifndef ACTIVITY_GPX_READ_H
#define ACTIVITY_GPX_READ_H

#include "activity/activity.h"

/* As activity_read, for a file whose outermost element is gpx. */
enum tingle_status gpx_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err);

#endif
