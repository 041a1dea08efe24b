#!/usr/bin/env bash
# Installs the Debian packages of tools/packages.txt that are missing.
#   tools/setup.sh build    what ./tingle needs
#   tools/setup.sh test     that and what ./check needs
# Touches neither network nor system when nothing is missing. Root installs; others go through
# sudo, or are told exactly what to run (exit status 2).
set -euo pipefail
list=$(dirname "$0")/packages.txt

case ${1:-} in
    build) wanted='build' ;;
    test) wanted='build|test' ;;
    *) echo "usage: tools/setup.sh build|test" >&2; exit 2 ;;
esac
mapfile -t packages < <(awk -v want="^($wanted)\$" '$1 ~ want {print $2}' "$list")

if ! command -v dpkg-query >/dev/null; then
    echo "tingle: not a Debian system: please have what $list names" >&2
    exit 0
fi
installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "${packages[@]}" 2>/dev/null |
    awk '$1 == "ii" {print $2}') || true
missing=()
for package in "${packages[@]}"; do
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

install=(apt-get install -y --no-install-recommends "${missing[@]}")
as_root=()
if [ "$(id -u)" != 0 ]; then
    # With a terminal sudo may ask for the password; without one it must not wait for it.
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=(sudo)
    else
        echo "tingle: Debian packages are missing. As root, run:" >&2
        echo "  apt-get update && ${install[*]}" >&2
        exit 2
    fi
fi

echo "tingle: installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Other installs on the machine may hold the package lock: wait for them.
options=(-qq -o DPkg::Lock::Timeout=300 -o APT::Install-Recommends=false)
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$@" >>"$log" 2>&1; }
if ! { apt update && apt install -y "${missing[@]}"; }; then
    tail -n 15 "$log" >&2
    echo "tingle: installing failed (above). As root, run:" >&2
    echo "  apt-get update && ${install[*]}" >&2
    exit 2
fi
