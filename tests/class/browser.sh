#!/usr/bin/env bash
# Makes a demo class, writes its report, and walks every page with Chromium and axe-core. It needs
# chromium, nodejs and npm, which fetches axe-core and puppeteer-core into target/class-browser.
#   tests/class/browser.sh [PROGRAM]    a program with the feature `class`
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-target/debug/rustlings-like}")
work=$PWD/target/class-browser
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)

mkdir -p "$work"
if [ ! -d "$work/node_modules/axe-core" ] || [ ! -d "$work/node_modules/puppeteer-core" ]; then
    # It downloads no browser of its own.
    npm install --silent --no-audit --no-fund --prefix "$work" axe-core@4.14.1 puppeteer-core@24.43.1
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
now=2026-11-30T15:00:00Z
"$program" class demo "$scratch/class" --learners 30 --seed 4 --graded --now $now
"$program" class report --class "$scratch/class" --html "$scratch/pages" --now $now
node tests/class/browser.mjs "$work/node_modules" "$chromium" "$scratch/pages"
