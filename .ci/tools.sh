# shellcheck shell=bash
# What .ci/run and .ci/full share: steps, and what happens where a tool is missing.

step() { printf '\n== %s\n' "$*"; }

# Whether this is CI, where nothing is skipped: the variable CI isn't empty.
is_ci() { [ -n "${CI:-}" ]; }

# require WHAT COMMAND...: whether the command works, so that a check that needs it can run. Where
# it doesn't, CI fails here; elsewhere we say loudly that the check is skipped.
require() {
    if "${@:2}" >/dev/null 2>&1; then
        return 0
    fi
    if is_ci; then
        echo "FAILED: $1 is missing, and CI skips nothing" >&2
        exit 1
    fi
    echo "SKIPPED, LOUDLY: $1 is missing" >&2
    return 1
}

# apt_install PACKAGE...: in CI, as root, with apt-get. What isn't there afterwards is a matter
# for `require`.
apt_install() {
    if is_ci && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@"
    fi
}
