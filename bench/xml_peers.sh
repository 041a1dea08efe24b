#!/usr/bin/env bash
# Our GPX and TCX readers beside independent ones and Expat alone, in one run: bench/xml_peers.sh BENCH_XML [FILE...]
#
# BENCH_XML is the built bench_xml; without files it makes runs of one hour and of twelve. Peers are put into a temporary
# folder with the package managers of their languages; what cannot be had is skipped with a message. Every reader reads the
# whole file into its own shape of result; figures are medians of processor time.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bench=$(realpath "${1:?usage: bench/xml_peers.sh BENCH_XML [FILE...]}")
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
  "$bench" --write "$folder"
  files=("$folder"/1h.gpx "$folder"/12h.gpx "$folder"/1h.tcx "$folder"/12h.tcx)
fi

quietly() { "$@" >"$folder/log" 2>&1; }
skip() { printf '  %-34s skipped: %s\n' "$1" "$2"; }
row() { # name, milliseconds
  awk -v n="$1" -v ms="$2" -v b="$bytes" -v o="$ours" \
    'BEGIN { printf "  %-34s %12.3f ms %9.2f MB/s %9.2f x\n", n, ms, b / ms / 1000, ms / o }'
}
field() { awk -F"\"$1\": " '{ print $2 + 0 }' <<<"$figures"; }

# venv NAME PACKAGE...: a Python of its own with these packages.
venv() {
  command -v python3 >/dev/null && quietly python3 -m venv "$folder/$1" && quietly "$folder/$1/bin/pip" install "${@:2}"
}

rust_peer() {
  command -v cargo >/dev/null || return
  (cd "$folder" && export CARGO_TARGET_DIR="$folder/target" && quietly cargo new --name peer rust && cd rust &&
    cp "$here/peers/gpx.rs" src/main.rs && quietly cargo add gpx && quietly cargo build --release)
}

have=" "
venv plain gpxpy tcxreader && have+="plain "
venv lxml gpxpy lxml && have+="lxml "
venv tcxparser python-tcxparser && have+="tcxparser "
rust_peer && have+="rust "
has() { [[ $have == *" $1 "* ]]; }

# peer WHAT IT NEEDS, name, command...
peer() {
  local figure
  if ! has "$1"; then skip "$2" "cannot be had"
  elif figure=$("${@:3}" 2>"$folder/log"); then row "$2" "$figure"
  else skip "$2" "cannot read this file"; fi
}

for file in "${files[@]}"; do
  figures=$("$bench" --json "$file")
  bytes=$(stat -c %s "$file")
  ours=$(field ms)
  printf '%s, %d bytes: time for one reading, and how many times ours\n' "$(basename "$file")" "$bytes"
  row "tingle (C)" "$ours"
  row "Expat alone, as we use it" "$(field expat_ms)"
  row "Expat alone, with namespaces" "$(field expat_namespaces_ms)"
  case ${file,,} in
    *.gpx)
      peer rust "gpx (Rust)" "$folder/target/release/peer" "$file"
      peer lxml "gpxpy with lxml (Python)" "$folder/lxml/bin/python" "$here/xml_peers.py" gpxpy "$file"
      peer plain "gpxpy (Python)" "$folder/plain/bin/python" "$here/xml_peers.py" gpxpy "$file" ;;
    *.tcx)
      peer plain "tcxreader (Python)" "$folder/plain/bin/python" "$here/xml_peers.py" tcxreader "$file"
      peer tcxparser "python-tcxparser (Python)" "$folder/tcxparser/bin/python" "$here/xml_peers.py" tcxparser "$file" ;;
  esac
done
