#!/usr/bin/env bash
# Runs a command that is bound by the permissions of files, also when the tests are run by root.
[ "$(id -u)" = 0 ] || exec "$@"
exec setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -dac_override,-dac_read_search "$@"
