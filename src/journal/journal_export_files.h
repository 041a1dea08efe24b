/* What the two halves of the export agree on: names, headers, version. The format: docs/export.md. */
#ifndef JOURNAL_JOURNAL_EXPORT_FILES_H
#define JOURNAL_JOURNAL_EXPORT_FILES_H

#include "journal/journal.h"

/* Version 1 knew no services: no container column, no told.csv, no proposals.csv. Version 2 knew no feet.csv, tried.csv,
 * home-checks.csv and scales.csv. Both are read all the same. */
enum { EXPORT_VERSION = 3, EXPORT_NAME_SIZE = 200 };

#define EXPORT_ORIGINALS_HEADER_1 "file,name,size,imported_at\n"
#define EXPORT_ORIGINALS_HEADER "file,name,size,imported_at,container\n"
#define EXPORT_RUNS_HEADER                                                                                              \
    "run,start,start_unix_s,utc_offset_s,elapsed_s,moving_s,distance_m,temperature_c,sport,sub_sport,title,device,shoe," \
    "felt,files\n"
#define EXPORT_SOURCES_HEADER "run,sha256,part,leads\n"
#define EXPORT_TOLD_HEADER "run,service,service_id,title,description,private_note,gear,weather_c\n"
#define EXPORT_PROPOSALS_HEADER "run,service,quote,felt,side,regions,quality,onset,severity,state\n"
#define EXPORT_TRIED_HEADER "since,what,result\n"
#define EXPORT_HOME_CHECKS_HEADER "day,check,moment,left_failed,right_failed\n"
#define EXPORT_SCALES_HEADER "day,scale,item,value\n"
#define EXPORT_PROFILE_HEADER "key,value,set_at\n"

/* The name of an original in the folder: its hash, and its own name as far as every system takes it. */
void export_file_name(char out[EXPORT_NAME_SIZE], const uint8_t sha256[SHA256_SIZE], const char *name);

#endif
