#!/bin/sh
# What the tests need beside Python packages: a Chromium and a Firefox, and rapper as a second RDF parser.
set -eu
need=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || need="chromium"
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || need="$need firefox-esr"
command -v rapper >/dev/null 2>&1 || need="$need raptor2-utils"
[ -n "$need" ] || exit 0
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ]; then run=""; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then run="sudo"; else run="none"; fi
  if [ "$run" != none ]; then
    $run apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq $need >/dev/null
    exit 0
  fi
fi
echo "The tests need:$need. Install them with your system's package manager (Debian: apt-get install$need); tests that use them are skipped now." >&2
