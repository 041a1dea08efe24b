/* How fast GPX and TCX are read, beside Expat alone on the same bytes: bench_xml [--json] [FILE...]
 *     bench_xml --write FOLDER   the made-up files, for other readers
 *     bench_xml --memory MB      the most memory that reading a made-up GPX file of so many megabytes takes
 *
 * Without files: made-up runs of one hour and of twelve, a point a second, laid out as a widespread export does (indented,
 * long decimals, a namespace for heart rate and cadence). Expat alone is XML_Parse over chunks of 64 kB with handlers that
 * do nothing, once as Tingle uses it (names as written) and once in namespace mode. Times are medians of rounds, in
 * processor time, of the three one after the other in every round, so that what slows the machine slows all three.
 */
#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "activity/activity.h"
#include "activity/activity_limits.h"
#include "base/buffer.h"
#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "base/utc.h"

enum { ROUNDS = 31, WARM_UP = 3, CHUNK_BYTES = 64 * 1024, START_S = 1772344800, HOUR_S = 3600 };
enum reader { OURS, EXPAT, EXPAT_NAMESPACES, READERS };

static void refuse(const char *what)
{
    fprintf(stderr, "bench_xml: %s\n", what);
    exit(1);
}

/* ---- made-up files --------------------------------------------------------------- */

struct step {
    char time[UTC_TEXT_SIZE];
    double lat, lon, ele, distance, speed;
    unsigned heart_rate, cadence;
};

static struct step step_at(struct random *r, size_t second)
{
    double s = (double)second;
    struct step p = {.lat = 47.3 + 2e-5 * s + 1e-6 * random_uniform(r), .lon = 8.5 + 0.01 * sin(s / 900), .ele = 420 + 30 * sin(s / 1200),
                     .distance = 3 * s, .speed = 2.8 + 0.4 * random_uniform(r), .heart_rate = 130 + (unsigned)random_index(r, 30),
                     .cadence = 82 + (unsigned)random_index(r, 8)};
    utc_text(p.time, START_S + (int64_t)second);
    p.time[strlen(p.time) - 1] = '\0'; /* without its Z */
    return p;
}

static void make_gpx(struct buffer *out, size_t seconds)
{
    struct random r;
    random_seed(&r, 1);
    buffer_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx creator=\"bench\" version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\" "
                         "xmlns:ns3=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">\n  <trk>\n    <type>running</type>\n    <trkseg>\n");
    for (size_t i = 0; i < seconds; i++) {
        struct step p = step_at(&r, i);
        buffer_printf(out, "      <trkpt lat=\"%.20f\" lon=\"%.20f\">\n        <ele>%.14f</ele>\n        <time>%s.000Z</time>\n        <extensions>\n"
                           "          <ns3:TrackPointExtension>\n            <ns3:atemp>14.0</ns3:atemp>\n            <ns3:hr>%u</ns3:hr>\n"
                           "            <ns3:cad>%u</ns3:cad>\n          </ns3:TrackPointExtension>\n        </extensions>\n      </trkpt>\n",
                      p.lat, p.lon, p.ele, p.time, p.heart_rate, p.cadence);
    }
    buffer_add_text(out, "    </trkseg>\n  </trk>\n</gpx>\n");
}

static void make_tcx(struct buffer *out, size_t seconds)
{
    struct random r;
    random_seed(&r, 1);
    buffer_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\" "
                       "xmlns:ns3=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">\n  <Activities>\n    <Activity Sport=\"Running\">\n"
                       "      <Id>2026-03-01T06:00:00.000Z</Id>\n      <Lap StartTime=\"2026-03-01T06:00:00.000Z\">\n"
                       "        <TotalTimeSeconds>%zu.0</TotalTimeSeconds>\n        <DistanceMeters>%zu.0</DistanceMeters>\n"
                       "        <Calories>1</Calories>\n        <Intensity>Active</Intensity>\n"
                       "        <TriggerMethod>Manual</TriggerMethod>\n        <Track>\n", seconds, 3 * seconds);
    for (size_t i = 0; i < seconds; i++) {
        struct step p = step_at(&r, i);
        buffer_printf(out, "          <Trackpoint>\n            <Time>%s.000Z</Time>\n            <Position>\n              <LatitudeDegrees>%.16f</LatitudeDegrees>\n"
                           "              <LongitudeDegrees>%.16f</LongitudeDegrees>\n            </Position>\n            <AltitudeMeters>%.14f</AltitudeMeters>\n"
                           "            <DistanceMeters>%.14f</DistanceMeters>\n            <HeartRateBpm>\n              <Value>%u</Value>\n            </HeartRateBpm>\n"
                           "            <Extensions>\n              <ns3:TPX>\n                <ns3:Speed>%.14f</ns3:Speed>\n                <ns3:RunCadence>%u</ns3:RunCadence>\n"
                           "              </ns3:TPX>\n            </Extensions>\n          </Trackpoint>\n",
                      p.time, p.lat, p.lon, p.ele, p.distance, p.heart_rate, p.speed, p.cadence);
    }
    buffer_add_text(out, "        </Track>\n      </Lap>\n    </Activity>\n  </Activities>\n</TrainingCenterDatabase>\n");
}

static const struct {
    const char *name;
    void (*make)(struct buffer *out, size_t seconds);
    size_t seconds;
} made[] = {{"1h.gpx", make_gpx, HOUR_S}, {"12h.gpx", make_gpx, 12 * HOUR_S}, {"1h.tcx", make_tcx, HOUR_S}, {"12h.tcx", make_tcx, 12 * HOUR_S}};

static struct bytes made_up(struct buffer *out, size_t which)
{
    buffer_init(out, ACTIVITY_MAX_FILE_BYTES);
    made[which].make(out, made[which].seconds);
    if (buffer_status(out, "a made-up file", NULL)) refuse("no memory");
    return bytes_of(out->data, out->size);
}

static int write_files(const char *folder)
{
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        struct buffer out;
        struct tingle_error err = {.message = ""};
        struct bytes file = made_up(&out, i);
        char path[4096];
        if (!path_join(path, sizeof path, folder, made[i].name) || file_write(path, file, 0644, &err)) refuse(err.message);
        buffer_release(&out);
    }
    return 0;
}

/* ---- time ------------------------------------------------------------------------ */

static void XMLCALL start_nothing(void *context, const char *name, const char **attributes) { (void)context, (void)name, (void)attributes; }
static void XMLCALL end_nothing(void *context, const char *name) { (void)context, (void)name; }
static void XMLCALL text_nothing(void *context, const char *text, int n) { (void)context, (void)text, (void)n; }

/* A file that breaks off is read up to there, by us as well. */
static void read_by_expat(struct bytes file, bool namespaces)
{
    XML_Parser p = namespaces ? XML_ParserCreateNS(NULL, '\x1F') : XML_ParserCreate(NULL);
    enum XML_Status st = XML_STATUS_OK;
    if (!p) refuse("no memory");
    XML_SetElementHandler(p, start_nothing, end_nothing);
    XML_SetCharacterDataHandler(p, text_nothing);
    for (size_t at = 0; at < file.size && st == XML_STATUS_OK; at += CHUNK_BYTES) {
        struct bytes part = bytes_slice(file, at, CHUNK_BYTES);
        st = XML_Parse(p, (const char *)part.at, (int)part.size, at + part.size == file.size);
    }
    XML_ParserFree(p);
}

static size_t read_by_us(struct bytes file)
{
    struct activity *a = NULL;
    struct tingle_error err = {.message = ""};
    size_t samples;
    if (activity_read(&a, file, "bench", &err)) refuse(err.message);
    samples = a->samples;
    activity_free(a);
    return samples;
}

static double now_s(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double read_time(struct bytes file, enum reader reader, int times, size_t *samples)
{
    double start = now_s();
    for (int i = 0; i < times; i++) {
        if (reader == OURS) *samples = read_by_us(file);
        else read_by_expat(file, reader == EXPAT_NAMESPACES);
    }
    return (now_s() - start) / times;
}

static int by_value(const void *x, const void *y)
{
    const double *a = x, *b = y;
    return (*a > *b) - (*a < *b);
}

static void measure(struct bytes file, const char *name, bool json)
{
    double round[READERS][ROUNDS], ms[READERS], mb = 1e-6 * (double)file.size;
    size_t samples = 0;
    double once = read_time(file, OURS, 1, &samples);
    int times = once < 0.01 ? (int)(0.01 / once) + 1 : 1;
    for (int i = -WARM_UP; i < ROUNDS; i++)
        for (enum reader r = OURS; r < READERS; r++) round[r][i < 0 ? 0 : i] = read_time(file, r, times, &samples);
    for (enum reader r = OURS; r < READERS; r++) {
        qsort(round[r], ROUNDS, sizeof round[r][0], by_value);
        ms[r] = 1e3 * round[r][ROUNDS / 2];
    }
    printf(json ? "{\"file\": \"%s\", \"bytes\": %zu, \"samples\": %zu, \"ms\": %.4f, \"mb_per_s\": %.1f, \"expat_ms\": %.4f, \"expat_namespaces_ms\": %.4f}\n"
                : "%-24s %9zu bytes %7zu samples %9.3f ms %7.1f MB/s; Expat alone %9.3f ms, with namespaces %9.3f ms",
           path_name(name), file.size, samples, ms[OURS], 1e3 * mb / ms[OURS], ms[EXPAT], ms[EXPAT_NAMESPACES]);
    if (!json) printf("; %.2f and %.2f times\n", ms[OURS] / ms[EXPAT], ms[OURS] / ms[EXPAT_NAMESPACES]);
}

/* ---- memory ---------------------------------------------------------------------- */

/* A line of /proc/self/status, in bytes: "VmRSS:" what is in memory, "VmHWM:" the most there was. */
static double memory_now(const char *line)
{
    char text[256];
    unsigned long kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    if (!f) refuse("no /proc here");
    while (fgets(text, sizeof text, f))
        if (text_starts_with(text, line)) kb = strtoul(text + strlen(line), NULL, 10);
    fclose(f);
    return 1024.0 * (double)kb;
}

/* From here on VmHWM counts anew (proc(5), clear_refs). */
static void forget_peak(void)
{
    FILE *f = fopen("/proc/self/clear_refs", "w");
    if (!f || fputs("5", f) < 0 || fclose(f) != 0) refuse("/proc/self/clear_refs cannot be written");
}

static int measure_memory(double mb)
{
    struct buffer out;
    struct activity *a = NULL;
    struct tingle_error err = {.message = ""};
    double before, peak, columns = 1;
    buffer_init(&out, ACTIVITY_MAX_FILE_BYTES);
    make_gpx(&out, 1000);
    mb = 1e6 * mb / (double)out.size * 1000; /* points */
    buffer_release(&out);
    buffer_init(&out, ACTIVITY_MAX_FILE_BYTES);
    make_gpx(&out, (size_t)mb);
    if (buffer_status(&out, "a made-up file", &err)) refuse(err.message);
    before = memory_now("VmRSS:");
    forget_peak();
    if (activity_read(&a, bytes_of(out.data, out.size), "bench", &err)) refuse(err.message);
    peak = memory_now("VmHWM:");
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) columns += a->column[c].value != NULL;
    columns *= 8 * (double)a->rows;
    printf("%.1f MB, %zu points: peak %.1f MB above the file, columns %.1f MB, the rest %.1f MB\n", 1e-6 * (double)out.size, a->rows,
           1e-6 * (peak - before), 1e-6 * columns, 1e-6 * (peak - before - columns));
    activity_free(a);
    buffer_release(&out);
    return 0;
}

int main(int argc, char **argv)
{
    bool json = argc > 1 && strcmp(argv[1], "--json") == 0;
    if (argc == 3 && strcmp(argv[1], "--write") == 0) return write_files(argv[2]);
    if (argc == 3 && strcmp(argv[1], "--memory") == 0) return measure_memory(strtod(argv[2], NULL));
    for (size_t i = 0; argc < 2 + json && i < sizeof made / sizeof *made; i++) {
        struct buffer out;
        measure(made_up(&out, i), made[i].name, json);
        buffer_release(&out);
    }
    for (int i = 1 + json; i < argc; i++) {
        struct file_bytes file;
        struct tingle_error err = {.message = ""};
        if (file_read(&file, argv[i], ACTIVITY_MAX_FILE_BYTES, &err)) refuse(err.message);
        measure(file_view(&file), argv[i], json);
        file_release(&file);
    }
    return 0;
}
