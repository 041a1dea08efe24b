/* The commands, in the order in which help lists them: what a runner does first comes first. */
#include "cli/command.h"

extern const struct cli_command
    cmd_about, cmd_homecheck, cmd_report, cmd_tried,
    cmd_backup, cmd_check, cmd_delete, cmd_demo, cmd_doctor, cmd_export, cmd_guide, cmd_help, cmd_import, cmd_log,
    cmd_model_fit, cmd_now, cmd_original, cmd_read, cmd_restore, cmd_runs, cmd_scales, cmd_scales_answer, cmd_shoes, cmd_shoes_add, cmd_simulate, cmd_where, cmd_why;

const struct cli_command *const cli_commands[] = {
    &cmd_import,
    &cmd_log,
    &cmd_why,
    &cmd_where,
    &cmd_runs,
    &cmd_shoes,
    &cmd_shoes_add,
    &cmd_doctor,
    &cmd_now,
    &cmd_scales,
    &cmd_scales_answer,
    &cmd_about,
    &cmd_tried,
    &cmd_homecheck,
    &cmd_report,
    &cmd_guide,
    &cmd_demo,
    &cmd_read,
    &cmd_simulate,
    &cmd_model_fit,
    &cmd_check,
    &cmd_export,
    &cmd_backup,
    &cmd_restore,
    &cmd_original,
    &cmd_delete,
    &cmd_help,
    NULL};
