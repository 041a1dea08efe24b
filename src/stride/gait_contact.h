/* Contact time and what follows from it: the spring-mass model of running.
 *
 * With a half-sine vertical force during stance, steps of time T = 60/cadence and contact tc, the
 * impulse of a step must equal body weight x T, so (Morin, Dalleau, Kyrolainen, Jeannin, Belli,
 * "A simple method for measuring stiffness during running", J Appl Biomech 2005;21:167)
 *
 *     mean stance force  F_avg = T / tc          body weights
 *     peak force         F     = (pi/2) T / tc   = (pi/2) (tf/tc + 1)
 *
 * Without measured contact: F_avg = 0.95 + 0.15 v (line through Munro, Miller and Fuglevand, J Biomech
 * 1987, runners at 3 to 5 m/s), sd 0.12, used for 2.2 to 5.0 m/s; evidence.md 5.4. It holds no
 * information of the individual beyond the cadence. The method is not valid on slopes: beyond +/-2 %
 * [J] the level value at that speed stands in.
 */
#ifndef STRIDE_GAIT_CONTACT_H
#define STRIDE_GAIT_CONTACT_H

#include "stride/gait_seconds.h"
#include "stride/run_exposure.h"

#define CONTACT_PI 3.14159265358979323846
#define CONTACT_LEVEL_PCT 2.0
#define CONTACT_DEFAULT_MPS 2.65 /* a jog: where the published duty factors were taken */

/* Mean stance force in body weights at a speed; NaN gives that of CONTACT_DEFAULT_MPS. */
double contact_mean_force_bw(double speed_mps);

/* The population's cadence at a speed: 150 + 6 (v - 2) steps/min, sd 10 [J]; evidence.md 5.4. */
double contact_cadence_spm(double speed_mps);

/* Contact time in ms estimated from cadence and speed. */
double contact_time_ms(double cadence_spm, double speed_mps);

/* Peak force in body weights from cadence and contact time; never under pi/2 (no flight). */
double contact_peak_bw(double cadence_spm, double contact_ms);

struct spring_mass {
    double peak_n, peak_bw;      /* largest vertical force */
    double drop_m;               /* of the body's centre in stance */
    double vertical_stiffness_n_m;
    double leg_compression_m, leg_stiffness_n_m;
    double duty_factor;          /* contact / stride time */
};

/* All estimates of evidence.md 5.3 for a runner of mass kg and height m. False (nothing written) without
 * flight, or when the contact is longer than the leg can reach. */
bool spring_mass_estimate(struct spring_mass *out, double mass_kg, double height_m, double speed_mps,
                          double cadence_spm, double contact_ms);

/* Step rate and peak force of every second; NaN where not running. */
struct contact_seconds {
    enum contact_source source;
    double *step_hz, *peak_bw;
    double mean_contact_ms;  /* over running seconds measured, or estimated */
    double invalid_slope_s;
};

/* Decides on one source for the run: measured when at least half of the running seconds have a contact
 * time [J]. A running second without one takes the level line, shifted to the run's own mean. */
enum tingle_status contact_find(struct contact_seconds *c, struct arena *arena, const struct gait_seconds *g,
                                double run_mean_mps, struct tingle_error *err);

static inline bool grade_is_level(double grade_pct) { return !(grade_pct > CONTACT_LEVEL_PCT || grade_pct < -CONTACT_LEVEL_PCT); }

#endif
