/* Reading a prior file with Jansson: model_prior.h. */
#include "advice/model_prior.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "activity/json_read.h"
#include "base/file_bytes.h"

enum { PRIOR_MAX_BYTES = 1 << 20 };

/* A place for a number: key, where it goes, its range. */
struct slot {
    const char *key;
    double *value;
    double lo, hi;
};

static const double far = 1e6, smallest_sd = 1e-6;

static enum tingle_status read_number(const json_t *json, const struct slot *slot, const char *path, const char *inside,
                                      struct tingle_error *err)
{
    const double value = json_is_number(json) ? json_number_value(json) : NAN;
    if (!(value >= slot->lo && value <= slot->hi))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: \"%s%s%s\" must be a number from %g to %g", path, inside,
                         *inside ? "." : "", slot->key, slot->lo, slot->hi);
    *slot->value = value;
    return TINGLE_OK;
}

/* Reads an object whose keys are all among the slots. */
static enum tingle_status read_object(json_t *json, const struct slot *slot, size_t slots, const char *path,
                                      const char *inside, struct tingle_error *err)
{
    const char *key;
    json_t *item;
    if (!json_is_object(json)) return error_set(err, TINGLE_BAD_DATA, -1, "%s: \"%s\" must be an object", path, inside);
    json_object_foreach(json, key, item)
    {
        size_t i = 0;
        enum tingle_status st;
        while (i < slots && strcmp(slot[i].key, key) != 0) i++;
        if (i == slots)
            return error_set(err, TINGLE_BAD_DATA, -1, "%s: \"%s.%s\" is not a key of a prior file", path, inside, key);
        st = read_number(item, &slot[i], path, inside, err);
        if (st) return st;
    }
    return TINGLE_OK;
}

static enum tingle_status read_effect(json_t *json, struct onset_effect *effect, const char *path, const char *inside,
                                      struct tingle_error *err)
{
    const struct slot slots[] = {{"mean", &effect->mean, -far, far}, {"sd", &effect->sd, smallest_sd, far}};
    return read_object(json, slots, 2, path, inside, err);
}

static enum tingle_status read_effects(json_t *json, struct onset_effect *effect, const char *const *names,
                                       size_t covariates, const char *path, struct tingle_error *err)
{
    const char *key;
    json_t *item;
    if (!json_is_object(json)) return error_set(err, TINGLE_BAD_DATA, -1, "%s: \"effects\" must be an object", path);
    json_object_foreach(json, key, item)
    {
        size_t k = 0;
        enum tingle_status st;
        while (k < covariates && strcmp(names[k], key) != 0) k++;
        if (k == covariates)
            return error_set(err, TINGLE_BAD_DATA, -1, "%s: \"effects.%s\" is no covariate column of the bins", path, key);
        st = read_effect(item, &effect[k], path, key, err);
        if (st) return st;
    }
    return TINGLE_OK;
}

static enum tingle_status read_prior(json_t *root, struct onset_prior *prior, struct onset_data *data,
                                     struct onset_effect *effect, const char *path, struct tingle_error *err)
{
    const struct slot tau[] = {{"mean", &prior->log_tau_mean, -far, far}, {"sd", &prior->log_tau_sd, 0.0, far}};
    const struct slot load[] = {{"eps", &prior->load.eps, 0.0, far},
                                {"t0_min", &prior->load.t0_min, smallest_sd, far},
                                {"relief_run", &prior->load.relief_run, 0.0, far}};
    const struct slot scalar[] = {{"sigma_shoe", &prior->sigma_shoe, smallest_sd, far},
                                  {"kappa_sd", &prior->kappa_sd, 0.0, far},
                                  {"recovery_sd", &prior->recovery_sd, smallest_sd, far},
                                  {"omega", &data->omega, 0.0, 1.0}};
    const char *key;
    json_t *item;
    enum tingle_status st = TINGLE_OK;
    json_object_foreach(root, key, item)
    {
        size_t i = 0;
        while (i < 4 && strcmp(scalar[i].key, key) != 0) i++;
        if (i < 4) st = read_number(item, &scalar[i], path, "", err);
        else if (strcmp(key, "b0") == 0) st = read_effect(item, &prior->b0, path, key, err);
        else if (strcmp(key, "g") == 0) st = read_effect(item, &prior->g, path, key, err);
        else if (strcmp(key, "log_tau") == 0) st = read_object(item, tau, 2, path, key, err);
        else if (strcmp(key, "load") == 0) st = read_object(item, load, 3, path, key, err);
        else if (strcmp(key, "effects") == 0) st = read_effects(item, effect, data->names, data->covariates, path, err);
        else if (strcmp(key, "squared_multiplier") == 0 && json_is_boolean(item)) data->squared_multiplier = json_is_true(item);
        else st = error_set(err, TINGLE_BAD_DATA, -1, "%s: \"%s\" is not a key of a prior file", path, key);
        if (st) return st;
    }
    return st;
}

enum tingle_status model_prior_read(struct onset_prior *prior, struct onset_data *data, struct arena *arena,
                                    const char *path, struct tingle_error *err)
{
    struct onset_effect *effect = arena_array(arena, data->covariates, sizeof *effect);
    struct file_bytes file = {0};
    json_error_t json_error;
    json_t *root = NULL;
    enum tingle_status st = TINGLE_OK;
    if (!effect) return error_no_memory(err, "the prior");
    for (size_t k = 0; k < data->covariates; k++) {
        effect[k] = onset_prior_effect(data->names[k]);
        effect[k].nuisance = 0.0;
    }
    onset_prior_default(prior, effect, data->covariates);
    prior->shoe_nuisance = 0.0;
    if (!path) return TINGLE_OK;
    st = file_read(&file, path, PRIOR_MAX_BYTES, err);
    if (st) return st;
    st = json_parse(&root, file_view(&file), JSON_REJECT_DUPLICATES, &json_error);
    if (st == TINGLE_NO_MEMORY)
        st = error_no_memory(err, path);
    else if (!json_is_object(root))
        st = error_set(err, TINGLE_BAD_DATA, root ? 1 : json_error.line, "%s: line %d: %s", path, root ? 1 : json_error.line,
                       root ? "a prior file is one JSON object" : json_error.text);
    if (!st) st = read_prior(root, prior, data, effect, path, err);
    json_decref(root);
    file_release(&file);
    return st;
}
