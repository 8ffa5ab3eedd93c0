#!/usr/bin/env bash
# Builds every solution of chapter 21_wasm for WebAssembly, calls what they export from node,
# and runs the tests that need the target.
#
# Where rustup has the target, that is simple: rustup target add wasm32-unknown-unknown, and
# cargo test --test wasm. This is for machines that have only Debian's second compiler
# (rustc-web, cargo-web, rust-web-src) and nodejs: it builds the standard library as well, and
# needs rust-lld of a rustup toolchain. All it writes is in target/wasm.
set -euo pipefail
cd "$(dirname "$0")/../.."
wasm=wasm32-unknown-unknown
work=$PWD/target/wasm
host=$(rustc -vV | sed -n 's/^host: //p')
lld=$(rustc --print sysroot)/lib/rustlib/$host/bin/rust-lld
build() { # PACKAGE ARGS...
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_DIR=$work/target \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$lld \
        /usr/bin/cargo build --quiet --release -Zbuild-std=std,panic_abort,test -Zbuild-std-features= --target $wasm \
        --manifest-path "$work/$1/Cargo.toml" "${@:2}"
}
manifest() { # PACKAGE
    echo '#![no_std]' >"$work/$1/src/lib.rs"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' "$1"
}

rm -rf "$work"
mkdir -p "$work/std-alone/src" "$work/solutions/src" "$work/modules"

# The standard library alone, and a toolchain around it that has the target.
manifest std-alone >"$work/std-alone/Cargo.toml"
build std-alone
root=$work/sysroot
mkdir -p "$root/bin" "$root/lib/rustlib/$wasm/lib" "$root/lib/rustlib/$host/bin"
cp "$work/target/$wasm/release/deps/"*.rlib "$root/lib/rustlib/$wasm/lib/"
rm "$root/lib/rustlib/$wasm/lib/"libstd_alone-*
ln -s "$(/usr/bin/rustc --print target-libdir)" "$root/lib/rustlib/$host/lib"
ln -s "$lld" "$root/lib/rustlib/$host/bin/rust-lld"
ln -s /usr/bin/cargo "$root/bin/cargo"
cat >"$root/bin/rustc" <<END
#!/bin/sh
case "\$*" in
*--sysroot*) exec /usr/bin/rustc "\$@" ;;
*) exec /usr/bin/rustc --sysroot "$root" "\$@" ;;
esac
END
chmod +x "$root/bin/rustc"

# The solutions, each a module of its own, with the crates' versions of the course.
{
    manifest solutions
    echo '[dependencies]'
    grep '^wasm-bindgen = ' info.toml
    for solution in solutions/21_wasm/*.rs; do
        printf '[[example]]\nname = "%s"\npath = "%s"\ncrate-type = ["cdylib"]\n' \
            "$(basename "$solution" .rs)" "$PWD/$solution"
    done
} >"$work/solutions/Cargo.toml"
cp exercises/Cargo.lock "$work/solutions/Cargo.lock"
build solutions --examples
for solution in solutions/21_wasm/*.rs; do
    name=$(basename "$solution" .rs)
    cp "$work/target/$wasm/release/examples/$name.wasm" "$work/modules/"
done
node tests/wasm/call.mjs tests/wasm/calls.json "$work/modules"

# The same through our own program.
WASM_RUSTC=$root/bin/rustc cargo test --locked --test wasm -- --include-ignored
