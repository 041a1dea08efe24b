#!/usr/bin/env bash
# Our FIT reader beside independent ones, on the same file, in one run: bench/fit_peers.sh BENCH_FIT [FILE]
#
# BENCH_FIT is the built bench_fit; without FILE it makes a 12-hour run of its own. Peers are put into
# a temporary folder with the package managers of their languages; what cannot be had is skipped with a
# message. Every reader decodes all fields of the whole file in memory, checksums checked where it can, into its own
# shape of result. Two can also hand each message to the caller and forget it: these rows say "keeping nothing".
# The figure is the median of the rounds in processor time, so that other work on the machine does not count.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bench=$(realpath "${1:?usage: bench/fit_peers.sh BENCH_FIT [FILE]}")
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
file=$folder/run.fit
if [ $# -gt 1 ]; then cp "$2" "$file"; else "$bench" --write "$file"; fi
bytes=$(stat -c %s "$file")
ours=$("$bench" --json "$file" | sed 's/.*"ms": \([0-9.]*\).*/\1/')

row() { # name, milliseconds
  awk -v n="$1" -v ms="$2" -v b="$bytes" -v o="$ours" \
    'BEGIN { printf "%-28s %12.3f ms %9.2f MB/s %9.1f x\n", n, ms, b / ms / 1000, ms / o }'
}
skip() { printf '%-28s skipped: %s\n' "$1" "$2"; }
modes() { # name, program: a row, or two of those that know both ways
  local name=$1; shift
  row "$name" "$("$@" "$file" keep)"
  case $name in *muktihari* | rustyfit*) row "  keeping nothing" "$("$@" "$file" stream)" ;; esac
}
quietly() { "$@" >"$folder/log" 2>&1; }

printf '%d bytes; time for one reading, and how many times ours\n' "$bytes"
row "tingle (C)" "$ours"

python_peers() {
  command -v python3 >/dev/null || { skip "Python" "no python3"; return; }
  quietly python3 -m venv "$folder/venv" || { skip "Python" "no venv module"; return; }
  for name in fitdecode fitparse; do
    quietly "$folder/venv/bin/pip" install "$name" || { skip "$name (Python)" "cannot be installed"; continue; }
    row "$name (Python)" "$("$folder/venv/bin/python" "$here/fit_peers.py" "$name" "$file")"
  done
}

go_peer() { # name, module
  mkdir -p "$folder/$1" && cp "$here/peers/$1.go" "$folder/$1/main.go"
  if (cd "$folder/$1" && export GOPATH="$folder/go" GOFLAGS=-modcacherw &&
      quietly go mod init peer && quietly go get "$2" && quietly go mod tidy && quietly go build -o peer .); then
    modes "$2 (Go)" env GOMAXPROCS=1 "$folder/$1/peer"
  else
    skip "$2 (Go)" "cannot be built"
  fi
}

go_peers() {
  command -v go >/dev/null || { skip "Go" "no go"; return; }
  go_peer muktihari github.com/muktihari/fit
  go_peer tormoder github.com/tormoder/fit
}

rust_peers() {
  command -v cargo >/dev/null || { skip "Rust" "no cargo"; return; }
  for crate in rustyfit fitparser; do
    if (cd "$folder" && export CARGO_TARGET_DIR="$folder/target_$crate" && quietly cargo new --name peer "rust_$crate" &&
        cd "rust_$crate" && cp "$here/peers/$crate.rs" src/main.rs && quietly cargo add "$crate" && quietly cargo build --release); then
      modes "$crate (Rust)" "$folder/target_$crate/release/peer"
    else
      skip "$crate (Rust)" "cannot be built"
    fi
  done
}

node_peers() {
  command -v npm >/dev/null || { skip "JavaScript" "no npm"; return; }
  if (mkdir -p "$folder/node" && cd "$folder/node" && quietly npm install fit-file-parser); then
    cp "$here/peers/fit_file_parser.mjs" "$folder/node/"
    row "fit-file-parser (JS)" "$(node "$folder/node/fit_file_parser.mjs" "$file")"
  else
    skip "fit-file-parser (JS)" "cannot be installed"
  fi
}

go_peers
rust_peers
node_peers
python_peers
