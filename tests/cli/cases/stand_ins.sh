#!/usr/bin/env bash
# A copy of tools/setup.sh, and commands in stand-ins/ that take the place of those that would change the system.
mkdir -p tools stand-ins
cp "$TINGLE_SOURCE/tools/setup.sh" tools/
printf '#!/bin/sh\necho stand-in for apt-get was called >&2\nexit 9\n' >stand-ins/apt-get
printf '#!/bin/sh\nexit 1\n' >stand-ins/sudo
printf '#!/bin/sh\necho 1000\n' >stand-ins/id
chmod +x stand-ins/*
