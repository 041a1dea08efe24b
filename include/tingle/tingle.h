/* Tingle: why do a runner's feet go numb on a run?
 *
 * The whole public interface. Each header is a manual page of its own:
 *
 *     error.h     how functions fail
 *     read.h      one watch file as columns
 *     fit.h       feet, shoes and laces: what fits
 *     journal.h   the runner's file: runs, notes, shoes; out and back in
 *     import.h    files and folders into the journal
 *     watch.h     folders into which runs come
 *     where.h     regions of the foot, and what is noted of them
 *     why.h       the answer
 *     doctor.h    warning signs: when a doctor should look
 *     clinic.h    the clinician's page, and what is recorded for it
 *     scales.h    questionnaires
 *     simulate.h  a runner with known truth
 *     model.h     the onset model on plain CSV files
 *
 * Plain structs and functions; nothing here prints, exits or keeps global state.
 */
#ifndef TINGLE_TINGLE_H
#define TINGLE_TINGLE_H

#include <tingle/clinic.h>
#include <tingle/doctor.h>
#include <tingle/error.h>
#include <tingle/fit.h>
#include <tingle/import.h>
#include <tingle/journal.h>
#include <tingle/model.h>
#include <tingle/read.h>
#include <tingle/scales.h>
#include <tingle/simulate.h>
#include <tingle/watch.h>
#include <tingle/where.h>
#include <tingle/why.h>

#define TINGLE_VERSION "0.1.0"

#endif
