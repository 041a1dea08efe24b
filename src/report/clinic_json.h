/* Parts of the clinician's page as JSON that other answers give too. */
#ifndef REPORT_CLINIC_JSON_H
#define REPORT_CLINIC_JSON_H

#include <tingle/clinic.h>

#include "report/json.h"

void clinic_json_about(struct json *j, const char *key, const struct tingle_records *records); /* an object */
void clinic_json_tried(struct json *j, const struct tingle_records *records); /* "tried": [...] */
void clinic_json_checks(struct json *j, const struct tingle_records *records); /* "home_checks": [...] */

#endif
