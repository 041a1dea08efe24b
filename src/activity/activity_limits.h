/* The limits that keep a hostile or broken file from taking the machine: every reader of this
 * room stops at these with TINGLE_LIMIT and says which one. */
#ifndef ACTIVITY_ACTIVITY_LIMITS_H
#define ACTIVITY_ACTIVITY_LIMITS_H

enum {
    ACTIVITY_MAX_FILE_BYTES = 256 * 1024 * 1024, /* of one file; a day of one-second records is about 5 MB */
    ACTIVITY_MAX_SAMPLES = 1000 * 1000,          /* 11 days at one a second */
    ACTIVITY_MAX_CHAINED = 1000,                 /* FIT files in one file, those behind are left out; real ones have up to 7 */
    ACTIVITY_MAX_DEVELOPER_SERIES = 64,
    ACTIVITY_MAX_MARKS = 200 * 1000,             /* laps, events, sessions, tracks: of each */
    ACTIVITY_MAX_XML_DEPTH = 64,
    ACTIVITY_MAX_XML_TEXT = 4096,                /* bytes of text of one element that is looked at */
    ACTIVITY_MAX_JSON_VALUES = 8 * 1000 * 1000,  /* two days of the wordiest watch; about 1 GB as a tree */
    ACTIVITY_MAX_XML_TOKEN = 1024 * 1024,        /* bytes of one tag or comment */
    ACTIVITY_MAX_NAME = 63                       /* bytes kept of a name from a file */
};

/* Bytes that one activity may take in all: columns of the largest number of samples are beyond it on purpose. */
#define ACTIVITY_MAX_MEMORY ((size_t)1024 * 1024 * 1024)

#endif
