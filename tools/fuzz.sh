#!/usr/bin/env bash
# Fuzzes one target for a while with libFuzzer: tools/fuzz.sh TARGET SECONDS
# Starts from fuzz/corpus/TARGET. New inputs and what went wrong stay in build/fuzz-TARGET;
# copy what is worth keeping into the corpus by hand. Exit status 1 when something went wrong.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
[ $# = 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
target=$1 seconds=$2
[ -d "fuzz/corpus/$target" ] || { echo "fuzz: no such target: $target (there are: $(ls fuzz/corpus))" >&2; exit 2; }

if [ ! -e build/fuzz/build.ninja ]; then
    CC=clang meson setup build/fuzz --buildtype=debugoptimized -Dfuzzers=true -Dtests=disabled \
        -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
fi
ninja -C build/fuzz "fuzz/fuzz_$target" >/dev/null
found=build/fuzz-$target
mkdir -p "$found/new"
UBSAN_OPTIONS=halt_on_error=1 build/fuzz/fuzz/"fuzz_$target" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/" "$found/new" "fuzz/corpus/$target"
