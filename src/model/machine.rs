//! Recognises what a machine lacks from a failed tool's message, and says how to get it.

use crate::rust::Edition;

/// Facts about the machine that exercises are checked on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Machine {
    /// The operating system.
    pub system: System,
    /// Where the Rust toolchain comes from.
    pub origin: ToolchainOrigin,
}

/// An operating system, as far as advice differs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu and their derivatives.
    Debian,
    /// Fedora, RHEL and their derivatives.
    Fedora,
    /// Arch Linux and its derivatives.
    Arch,
    /// Alpine Linux.
    Alpine,
    /// SUSE and openSUSE.
    Suse,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Any other system. We know no commands for it.
    #[default]
    Other,
}

/// Who installed a toolchain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ToolchainOrigin {
    /// rustup, which calls it by this name.
    Rustup(String),
    /// The system's package manager.
    System,
    /// We don't know.
    #[default]
    Unknown,
}

impl System {
    /// Recognises a Linux distribution by the text of its `/etc/os-release`.
    pub fn from_os_release(text: &str) -> Self {
        let value = |key: &str| {
            let mut lines = text.lines();
            let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            value
                .unwrap_or_default()
                .trim_matches(['"', '\''])
                .to_lowercase()
        };
        // The system's own name comes before those that it derives from.
        let names = format!("{} {}", value("ID"), value("ID_LIKE"));
        let system = |name: &str| match name {
            "debian" | "ubuntu" => Some(Self::Debian),
            "fedora" | "rhel" | "centos" => Some(Self::Fedora),
            "arch" => Some(Self::Arch),
            "alpine" => Some(Self::Alpine),
            "suse" | "opensuse" => Some(Self::Suse),
            _ => None,
        };
        let mut systems = names.split_whitespace().map(system);
        systems.find_map(|system| system).unwrap_or(Self::Other)
    }

    /// How to install a linker and the C library, worded to follow "it is missing: ".
    fn how_to_get_linker(self) -> &'static str {
        match self {
            Self::Debian => "`sudo apt install build-essential` installs it",
            Self::Fedora => "`sudo dnf install gcc` installs it",
            Self::Arch => "`sudo pacman -S base-devel` installs it",
            Self::Alpine => "`apk add build-base` (as root) installs it",
            Self::Suse => "`sudo zypper install gcc` installs it",
            Self::MacOs => "`xcode-select --install` installs it",
            Self::Windows => {
                "install the Visual Studio Build Tools with \"Desktop development with C++\" \
                 from https://visualstudio.microsoft.com/visual-cpp-build-tools/"
            }
            Self::Other => "install a C compiler such as gcc or clang, which includes it",
        }
    }
}

impl Machine {
    /// How to install clippy: a sentence without its full stop.
    pub fn how_to_get_clippy(&self) -> String {
        match (&self.origin, self.system) {
            (ToolchainOrigin::Rustup(name), _) => {
                format!("`rustup component add clippy --toolchain {name}` installs it")
            }
            (ToolchainOrigin::System, System::Debian) => {
                "`sudo apt install rust-clippy` installs it".to_owned()
            }
            (ToolchainOrigin::System, System::Fedora) => {
                "`sudo dnf install clippy` installs it".to_owned()
            }
            (ToolchainOrigin::System, System::Alpine) => {
                "`apk add rust-clippy` (as root) installs it".to_owned()
            }
            _ => "`rustup component add clippy` installs it if rustup manages this toolchain"
                .to_owned(),
        }
    }

    fn how_to_update(&self) -> &'static str {
        match self.origin {
            ToolchainOrigin::Rustup(_) => "`rustup update` installs a newer one",
            _ => "install a newer one, for example with rustup (https://rustup.rs)",
        }
    }

    /// Explains a tool's message in one sentence with a way out, if the machine is the cause.
    /// Otherwise returns the message itself.
    pub fn explain(&self, words: &str) -> String {
        let fault = Fault::find(words);
        fault.map_or_else(|| words.trim().to_owned(), |fault| fault.sentence(self))
    }
}

/// How a message about a full disk begins.
pub const NO_SPACE: &str = "no space is left on the disk";

/// Something that a machine lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The program that rustc links with is missing.
    NoLinker {
        /// The program that rustc looked for.
        name: String,
    },
    /// The program that rustc links with exists, but not the linker that it calls.
    NoInnerLinker,
    /// A crate has C code, and there is no C compiler.
    NoCCompiler {
        /// The compiler that the crate's build looked for.
        name: String,
    },
    /// Files of the C library or the system that every program is linked with are missing.
    NoCLibrary,
    /// macOS's developer tools are missing.
    NoXcodeTools,
    /// A disk is full.
    NoSpace,
    /// The user's quota on a disk is used up.
    Quota,
    /// A disk, or a folder of it, is only to be read.
    ReadOnly,
    /// The toolchain has no standard library for this target.
    NoStandardLibrary {
        /// The target, or an empty string if the compiler doesn't name it.
        target: String,
    },
    /// The compiler doesn't know this edition.
    UnknownEdition {
        /// The edition, such as `2024`.
        edition: String,
    },
    /// A crate needs a newer Rust.
    TooOldForCrates,
}

impl Fault {
    /// Recognises a fault in the message of rustc, a linker, cargo or the system.
    pub fn find(words: &str) -> Option<Self> {
        let has = |sign: &str| words.contains(sign);
        if has("No space left on device") || has("not enough space on the disk") {
            return Some(Self::NoSpace);
        }
        if has("Disk quota exceeded") {
            return Some(Self::Quota);
        }
        if has("Read-only file system") {
            return Some(Self::ReadOnly);
        }
        if has("invalid active developer path") || has("xcode-select: note: No developer tools") {
            return Some(Self::NoXcodeTools);
        }
        if let Some(name) = between(words, "linker `", "` not found") {
            return Some(Self::NoLinker { name });
        }
        if has("link: extra operand") {
            // A Unix shell's own `link`, which isn't the linker.
            let name = "link.exe".to_owned();
            return Some(Self::NoLinker { name });
        }
        if let Some(name) = between(words, "failed to find tool \"", "\"") {
            return Some(Self::NoCCompiler { name });
        }
        if words.lines().any(misses_inner_linker) {
            return Some(Self::NoInnerLinker);
        }
        if words.lines().any(misses_c_library) {
            return Some(Self::NoCLibrary);
        }
        if has("can't find crate for `std`") || has("can't find crate for `core`") {
            let target = between(words, "the `", "` target may not be installed");
            let target = target.unwrap_or_default();
            return Some(Self::NoStandardLibrary { target });
        }
        if has("argument for `--edition` must be one of") {
            // One that no Rust has isn't the machine's fault.
            let edition = between(words, "(instead was `", "`)");
            let edition = edition.filter(|edition| Edition::is_name(edition))?;
            return Some(Self::UnknownEdition { edition });
        }
        let is_too_old = has("is not supported by the following package")
            || has("feature `edition2024` is required")
            || (has("cannot be built because it requires rustc") && has("or newer"));
        is_too_old.then_some(Self::TooOldForCrates)
    }

    /// What's wrong and what to do: a sentence without its full stop.
    pub fn sentence(&self, machine: &Machine) -> String {
        let get_linker = machine.system.how_to_get_linker();
        match self {
            Self::NoLinker { name } if is_usual_linker(name) => {
                format!("rustc can't find its linker, `{name}`: {get_linker}")
            }
            Self::NoLinker { name } => format!(
                "rustc can't find the linker `{name}`, which isn't its usual one: install it, \
                 or change `linker` in cargo's configuration"
            ),
            Self::NoInnerLinker => {
                format!("the C compiler can't find its linker: {get_linker}")
            }
            Self::NoCCompiler { name } => {
                format!("a crate has C code, but there is no C compiler `{name}`: {get_linker}")
            }
            Self::NoCLibrary => format!(
                "the linker can't find the C library's files: {}",
                get_linker.replace(" installs it", " installs them")
            ),
            Self::NoXcodeTools => {
                "Apple's command line tools are missing: `xcode-select --install` installs them"
                    .to_owned()
            }
            Self::NoSpace => format!("{NO_SPACE}: free some, then try again"),
            Self::Quota => "your disk quota is used up: free some space, then try again".to_owned(),
            Self::ReadOnly => "the disk is read-only: use a folder where you can write".to_owned(),
            Self::NoStandardLibrary { target } => no_standard_library(target, machine),
            Self::UnknownEdition { edition } => format!(
                "this Rust is too old: it doesn't know edition {edition}; {}",
                machine.how_to_update()
            ),
            Self::TooOldForCrates => format!(
                "this Rust is too old for one of the crates; {}",
                machine.how_to_update()
            ),
        }
    }
}

/// Whether rustc uses a linker of this name by default.
fn is_usual_linker(name: &str) -> bool {
    ["cc", "gcc", "clang", "link.exe"].contains(&name)
}

/// Whether `cc` says that the linker it calls is missing.
fn misses_inner_linker(line: &str) -> bool {
    let is_executable = line.contains("unable to execute command: Executable");
    line.contains("cannot find 'ld'")
        || line.contains("cannot find ‘ld’")
        || line.contains("fatal error: cannot execute")
        || (is_executable && line.contains("doesn't exist"))
}

/// Whether a linker says that files are missing which every program is linked with.
fn misses_c_library(line: &str) -> bool {
    let of_system = [
        "library not found for -lSystem",
        "library 'System' not found",
        "cannot open input file 'kernel32.lib'",
        "cannot open file 'kernel32.lib'",
        "cannot open file 'msvcrt.lib'",
    ];
    if of_system.iter().any(|words| line.contains(words)) {
        return true;
    }
    let misses = ["cannot find ", "cannot open ", "unable to find library "];
    let Some(missing) = misses.iter().find_map(|words| line.split_once(words)) else {
        return false;
    };
    let word = missing.1.split([':', ' ']).next().unwrap_or_default();
    let word = word.trim_matches(['"', '\'', '`']);
    let file = word.rsplit('/').next().unwrap_or(word);
    let libraries = [
        "-lc",
        "-lgcc",
        "-lgcc_s",
        "-lm",
        "-lpthread",
        "-ldl",
        "-lrt",
        "-lutil",
    ];
    let files = [
        "Scrt1.o",
        "crt1.o",
        "crti.o",
        "crtn.o",
        "crtbeginS.o",
        "crtendS.o",
    ];
    libraries.contains(&word) || files.contains(&file)
}

fn no_standard_library(target: &str, machine: &Machine) -> String {
    let of = match target {
        "" => "standard library".to_owned(),
        target => format!("standard library for {target}"),
    };
    let add = match target {
        "" => "TARGET",
        target => target,
    };
    match &machine.origin {
        ToolchainOrigin::Rustup(name) => {
            format!(
                "this Rust has no {of}: `rustup target add {add} --toolchain {name}` installs it"
            )
        }
        _ => format!(
            "this Rust has no {of}: `rustup target add {add}` installs it if rustup manages this \
             toolchain"
        ),
    }
}

/// The text between `before` and `behind` in the first line that has both.
fn between(text: &str, before: &str, behind: &str) -> Option<String> {
    let found = text.lines().find_map(|line| {
        let (_, rest) = line.split_once(before)?;
        Some(rest.split_once(behind)?.0)
    });
    found.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine(system: System) -> Machine {
        let origin = ToolchainOrigin::Unknown;
        Machine { system, origin }
    }

    #[test]
    fn systems_are_told_by_their_own_name_and_by_what_they_are_made_of() {
        let system = System::from_os_release;
        assert_eq!(system("NAME=x\nID=debian\n"), System::Debian);
        assert_eq!(
            system("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"),
            System::Debian
        );
        assert_eq!(
            system("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"),
            System::Fedora
        );
        assert_eq!(system("ID=manjaro\nID_LIKE=arch\n"), System::Arch);
        assert_eq!(system("ID=alpine\n"), System::Alpine);
        assert_eq!(
            system("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n"),
            System::Suse
        );
        assert_eq!(system("ID=nixos\nVARIANT_ID=debian\n"), System::Other);
        assert_eq!(system(""), System::Other);
    }

    #[test]
    fn a_missing_linker_has_a_command_for_each_system() {
        let words = "error: linker `cc` not found\n  = note: No such file or directory";
        for (system, command) in [
            (System::Debian, "apt install build-essential"),
            (System::Fedora, "dnf install gcc"),
            (System::Arch, "pacman -S base-devel"),
            (System::Alpine, "apk add build-base"),
            (System::Suse, "zypper install gcc"),
            (System::MacOs, "xcode-select --install"),
            (System::Windows, "Visual Studio Build Tools"),
            (System::Other, "gcc or clang"),
        ] {
            let sentence = machine(system).explain(words);
            assert!(
                sentence.contains("`cc`") && sentence.contains(command),
                "{sentence}"
            );
            assert!(!sentence.contains('\n'), "{sentence}");
        }
        let other = machine(System::Debian).explain("linker `my-ld` not found");
        assert!(
            other.contains("`my-ld`") && !other.contains("apt"),
            "{other}"
        );
    }

    #[test]
    fn faults_are_told_from_the_words_of_tools() {
        let target = "wasm32-unknown-unknown".to_owned();
        for (words, fault) in [
            (
                "collect2: fatal error: cannot find 'ld'",
                Fault::NoInnerLinker,
            ),
            (
                "cc: fatal error: cannot execute ‘collect2’: x",
                Fault::NoInnerLinker,
            ),
            (
                "clang: error: unable to execute command: Executable \"ld\" doesn't exist!",
                Fault::NoInnerLinker,
            ),
            (
                "/usr/bin/ld: cannot find Scrt1.o: No such file or directory",
                Fault::NoCLibrary,
            ),
            (
                "rust-lld: error: cannot open /usr/lib/crti.o: No such",
                Fault::NoCLibrary,
            ),
            (
                "ld: cannot find -lgcc_s: No such file or directory",
                Fault::NoCLibrary,
            ),
            (
                "rust-lld: error: unable to find library -lc",
                Fault::NoCLibrary,
            ),
            (
                "LINK : fatal error LNK1181: cannot open input file 'kernel32.lib'",
                Fault::NoCLibrary,
            ),
            ("ld: library not found for -lSystem", Fault::NoCLibrary),
            (
                "error occurred in cc-rs: failed to find tool \"cc\": No such file or directory",
                Fault::NoCCompiler {
                    name: "cc".to_owned(),
                },
            ),
            (
                "couldn't create x: No space left on device (os error 28)",
                Fault::NoSpace,
            ),
            ("LLVM ERROR: Disk quota exceeded", Fault::Quota),
            (
                "couldn't create x: Read-only file system (os error 30)",
                Fault::ReadOnly,
            ),
            (
                "xcrun: error: invalid active developer path (/Library/x)",
                Fault::NoXcodeTools,
            ),
            (
                "error[E0463]: can't find crate for `std`\n = note: the `wasm32-unknown-unknown` \
                 target may not be installed",
                Fault::NoStandardLibrary { target },
            ),
            (
                "error: argument for `--edition` must be one of: <2015|2018|2021>. (instead was \
                 `2024`)",
                Fault::UnknownEdition {
                    edition: "2024".to_owned(),
                },
            ),
            (
                "error: rustc 1.80.0 is not supported by the following packages:\n  x@1.0.0",
                Fault::TooOldForCrates,
            ),
        ] {
            assert_eq!(Fault::find(words), Some(fault), "{words}");
        }
    }

    #[test]
    fn what_is_not_the_machines_fault_keeps_its_words() {
        for words in [
            "rust-lld: error: unable to find library -lmine",
            "ld: cannot find -lssl: No such file or directory",
            "undefined symbol: missing_function",
            "  \"cc\" \"-lc\" \"/usr/lib/crti.o\"",
        ] {
            assert_eq!(Fault::find(words), None, "{words}");
        }
        assert_eq!(Machine::default().explain(" as it is\n"), "as it is");
    }

    #[test]
    fn how_to_get_clippy_depends_on_who_installed_rust() {
        let of = |origin, system| Machine { system, origin }.how_to_get_clippy();
        let rustup = ToolchainOrigin::Rustup("stable".to_owned());
        assert!(of(rustup, System::Fedora).contains("rustup component add clippy"));
        assert!(of(ToolchainOrigin::System, System::Debian).contains("apt install rust-clippy"));
        assert!(of(ToolchainOrigin::System, System::Fedora).contains("dnf install clippy"));
        assert!(
            of(ToolchainOrigin::System, System::Other).contains("if rustup manages this toolchain")
        );
        assert!(
            of(ToolchainOrigin::Unknown, System::Debian)
                .contains("if rustup manages this toolchain")
        );
    }
}
