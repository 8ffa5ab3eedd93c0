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

absolute() {
    case $1 in
        /* | [A-Za-z]:*) printf '%s' "$1" ;;
        *) printf '%s/%s' "$PWD" "$1" ;;
    esac
}

case ${BASH_SOURCE[0]} in
    */*) source=$(cd "${BASH_SOURCE[0]%/*}/.." && pwd) ;;
    *) source=$(cd .. && pwd) ;;
esac
course=${RUSTLINGS_LIKE_COURSE:-.}
reports=${RUSTLINGS_LIKE_REPORTS:-rustlings-like-reports}
tools=$(absolute "${RUSTLINGS_LIKE_TOOLS:-$HOME/.cache/rustlings-like-tools}")

# rustup and cargo obey files in the current folder and in all above it, and this script is started
# in the learner's checkout: a toolchain's `path` or a `rustc-wrapper` there would start programs of
# the learner's. So both only ever start in this folder, and build a copy of the source elsewhere.
neutral=/

# A digest of the source and the compiler.
key() {
    {
        cd "$source"
        find Cargo.toml Cargo.lock build.rs info.toml src exercises solutions -type f -print0 |
            LC_ALL=C sort -z | xargs -0 cat
        cd "$neutral"
        rustc --version --verbose
    } | cksum | tr -d '\n' | tr ' ' '-'
}

# The learner's checkout, if this folder is in it. Starts no program.
checkout_around() {
    local above=$1 learners
    learners=$(cd "$course" 2>/dev/null && pwd -P) || learners=$(pwd -P)
    while [ -n "$above" ]; do
        if [ -e "$above/.git" ] && [ "${learners#"$above"}" != "$learners" ]; then
            printf '%s' "$above"
            return
        fi
        above=${above%/*}
    done
}

# Ends the script if a program of the learner's could be found in PATH. Only our own may be there.
refuse_learners_programs() {
    local places place own
    own=$(cd "$tools/bin" 2>/dev/null && pwd -P) || own=
    IFS=: read -r -a places <<<"$PATH"
    for place in "${places[@]}"; do
        place=$(cd "${place:-.}" 2>/dev/null && pwd -P) || continue
        if [ "$place" != "$own" ] && [ -n "$(checkout_around "$place")" ]; then
            printf '%s\n' "error: PATH leads to $place, which is in the learner's checkout: take it out of PATH" >&2
            exit 4
        fi
    done
}

# Ends the script if the learner's repository brought files into this folder: we would start them or
# obey them. What CI put there from a cache isn't the repository's.
refuse_learners_files() {
    local name=$1 folder checkout rest files
    folder=$(cd "$2" 2>/dev/null && pwd -P) || return 0
    checkout=$(checkout_around "$folder")
    if [ -n "$checkout" ]; then
        rest=${folder#"$checkout"}
        files=$(tracked "$checkout" "${rest#/}") || files=unknown
        if [ -n "$files" ]; then
            printf '%s\n' "error: $name is $folder, where the learner's repository has files of its own: remove them, or name another folder" >&2
            exit 4
        fi
    fi
}

# The files that a repository has below a folder of its own. A file system may not tell upper from
# lower case. Nothing that the repository's settings name is started.
tracked() (
    cd "$1" || exit
    export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ALLOW_PROTOCOL=none
    export GIT_NO_LAZY_FETCH=1 GIT_OPTIONAL_LOCKS=0
    unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
    git --no-pager --git-dir=.git --work-tree=. -c core.fsmonitor=false \
        -c core.hooksPath=/dev/null ls-files --cached -- ":(icase,top)$2"
)

# Ends the script if cargo would find settings above a folder. Those in CARGO_HOME count anyway.
refuse_settings_above() {
    local above file
    above=$(cd "$1" && pwd -P)
    while [ "$above" != "$(dirname "$above")" ]; do
        above=$(dirname "$above")
        for file in "${above%/}"/.cargo/config "${above%/}"/.cargo/config.toml "${above%/}"/Cargo.toml; do
            if [ -e "$file" ] && ! [ "${file%/*}" -ef "${CARGO_HOME:-$HOME/.cargo}" ]; then
                printf '%s\n' "error: cargo would obey $file: set TMPDIR to a folder that has no such file in or above it" >&2
                exit 4
            fi
        done
    done
}

install() {
    local key entry
    refuse_learners_files RUSTLINGS_LIKE_TOOLS "$tools"
    refuse_learners_files CARGO_HOME "${CARGO_HOME:-$HOME/.cargo}"
    refuse_learners_files RUSTUP_HOME "${RUSTUP_HOME:-$HOME/.rustup}"
    key=$(key)
    if [ "$(cat "$tools/key" 2>/dev/null)" != "$key" ]; then
        copy=$(mktemp -d)
        trap 'rm -rf "$copy"' EXIT
        refuse_settings_above "$copy"
        for entry in "$source"/* "$source/.git"; do
            if [ -e "$entry" ] && [ "${entry##*/}" != target ]; then
                cp -R "$entry" "$copy/"
            fi
        done
        (cd "$neutral" && cargo install --locked --force --path "$copy" --root "$tools")
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

refuse_learners_programs
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
