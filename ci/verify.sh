#!/usr/bin/env bash
# Checks a course in any CI: installs rustlings-like from the source around this script, verifies,
# and leaves the reports in a folder. action.yml and ci/gitlab.yml use this script too.
#
#   ci/verify.sh                        installs and verifies
#   ci/verify.sh key                    prints a key for caching the installation
#   ci/verify.sh install                installs, unless it's already installed
#   ci/verify.sh verify [ARGUMENT...]   runs `verify` with more arguments; the exit code is its
#
# Environment variables, with their defaults:
#   RUSTLINGS_LIKE_COURSE     the course's folder (.)
#   RUSTLINGS_LIKE_REPORTS    the folder for the reports (rustlings-like-reports)
#   RUSTLINGS_LIKE_TOOLS      the folder of the installation (~/.cache/rustlings-like-tools)
#   RUSTLINGS_LIKE_ARGUMENTS  more arguments for `verify`, separated by spaces
#   RUSTLINGS_LIKE_TRUSTED    true: use cached results. Only do this if nobody who can write
#                             files there, or whose program runs here, has a reason to cheat.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
course=${RUSTLINGS_LIKE_COURSE:-.}
reports=${RUSTLINGS_LIKE_REPORTS:-rustlings-like-reports}
tools=${RUSTLINGS_LIKE_TOOLS:-$HOME/.cache/rustlings-like-tools}

# A digest of the source and the compiler.
key() {
    {
        cd "$source"
        find Cargo.toml Cargo.lock build.rs info.toml src exercises solutions -type f -print0 |
            LC_ALL=C sort -z | xargs -0 cat
        rustc --version --verbose
    } | cksum | tr -d '\n' | tr ' ' '-'
}

install() {
    local key
    key=$(key)
    if [ "$(cat "$tools/key" 2>/dev/null)" != "$key" ]; then
        cargo install --locked --force --path "$source" --root "$tools"
        printf '%s' "$key" >"$tools/key"
    fi
    # Later steps find it too.
    if [ -n "${GITHUB_PATH:-}" ]; then
        printf '%s\n' "$tools/bin" >>"$GITHUB_PATH"
    fi
    "$tools/bin/rustlings-like" --version
}

verify() {
    local words=() arguments=(
        --report "json=$reports/report.json"
        --report "junit=$reports/junit.xml"
        --report "sarif=$reports/report.sarif"
    )
    read -r -a words <<<"${RUSTLINGS_LIKE_ARGUMENTS:-}"
    # Only GitHub Actions understands annotations and the summary.
    if [ "${GITHUB_ACTIONS:-}" = true ]; then
        arguments+=(--report github=-)
    fi
    if [ "${RUSTLINGS_LIKE_TRUSTED:-}" != true ]; then
        arguments+=(--no-cache)
    fi
    "$tools/bin/rustlings-like" --course "$course" verify \
        "${arguments[@]}" ${words[@]+"${words[@]}"} "$@"
}

# Prints the comment at the top of this file.
help() {
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}"
}

case ${1:-all} in
    key) key && echo ;;
    install) install ;;
    verify) verify "${@:2}" ;;
    all)
        install
        verify
        ;;
    -h | --help) help ;;
    *)
        help >&2
        exit 2
        ;;
esac
