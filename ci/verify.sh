#!/usr/bin/env bash
# Checks a course in any CI: installs rustlings-like from the source that this script lies in,
# verifies, and leaves the reports in a folder. action.yml and ci/gitlab.yml do it by this
# script too.
#
#   ci/verify.sh                        all of it
#   ci/verify.sh key                    prints a key for caching what `install` makes
#   ci/verify.sh install                installs, unless that was done
#   ci/verify.sh verify [ARGUMENT...]   verifies with further arguments; the exit code is its
#
# The environment may say:
#   RUSTLINGS_LIKE_COURSE     the course's folder (.)
#   RUSTLINGS_LIKE_REPORTS    where the reports go (rustlings-like-reports)
#   RUSTLINGS_LIKE_TOOLS      where it is installed (~/.cache/rustlings-like-tools)
#   RUSTLINGS_LIKE_ARGUMENTS  further arguments of `verify`, divided at spaces
#   RUSTLINGS_LIKE_TRUSTED    true: use stored results. Only where nobody who can put files
#                             there, or whose program runs here, has a reason to cheat.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
course=${RUSTLINGS_LIKE_COURSE:-.}
reports=${RUSTLINGS_LIKE_REPORTS:-rustlings-like-reports}
tools=${RUSTLINGS_LIKE_TOOLS:-$HOME/.cache/rustlings-like-tools}

# Of the source and the compiler.
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
    # Steps after this one find it as well.
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
    # Annotations and a summary, where somebody obeys them.
    if [ "${GITHUB_ACTIONS:-}" = true ]; then
        arguments+=(--report github=-)
    fi
    if [ "${RUSTLINGS_LIKE_TRUSTED:-}" != true ]; then
        arguments+=(--no-cache)
    fi
    "$tools/bin/rustlings-like" --course "$course" verify \
        "${arguments[@]}" ${words[@]+"${words[@]}"} "$@"
}

# What stands at the top of this file.
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
