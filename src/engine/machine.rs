//! Finds out about this machine, so that advice fits it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::machine::{Machine, System, ToolchainOrigin};

/// Describes this machine, with the toolchain in `sysroot` that compiles for `host`.
pub fn this(sysroot: &Path, host: &str) -> Machine {
    Machine {
        system: system(),
        origin: toolchain_origin(sysroot, host),
    }
}

/// The operating system that this program runs on.
pub fn system() -> System {
    match std::env::consts::OS {
        "macos" => System::MacOs,
        "windows" => System::Windows,
        "linux" => {
            let files = ["/etc/os-release", "/usr/lib/os-release"];
            let text = files.iter().find_map(|file| fs::read_to_string(file).ok());
            text.map_or(System::Other, |text| System::from_os_release(&text))
        }
        _ => System::Other,
    }
}

fn toolchain_origin(sysroot: &Path, host: &str) -> ToolchainOrigin {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let toolchains = rustup_home().map(|home| real(&home.join("toolchains")));
    let real = real(sysroot);
    match (real.parent(), real.file_name()) {
        (Some(folder), Some(name)) if toolchains.as_deref() == Some(folder) => {
            let name = name.to_string_lossy();
            let short = name.strip_suffix(&format!("-{host}"));
            ToolchainOrigin::Rustup(short.unwrap_or(&name).to_owned())
        }
        _ if cfg!(target_os = "linux") && sysroot == Path::new("/usr") => ToolchainOrigin::System,
        _ => ToolchainOrigin::Unknown,
    }
}

fn rustup_home() -> Option<PathBuf> {
    let set = std::env::var_os("RUSTUP_HOME").filter(|home| !home.is_empty());
    set.map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".rustup")))
}
