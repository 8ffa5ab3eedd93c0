//! The compiler alone: what no tool around it can undercut.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::environment::{REST, command, timed};
use super::sources::Save;

/// Names the folders in which a program looks for its dynamic libraries.
const LIBRARY_PATH: &str = match cfg!(target_os = "macos") {
    true => "DYLD_LIBRARY_PATH",
    false => "LD_LIBRARY_PATH",
};

/// What compiles.
#[derive(Debug, Clone, Copy)]
pub enum Driver {
    /// The compiler with clippy's lints.
    Clippy,
    /// The compiler.
    Rustc,
}

/// The toolchain of a folder, called without rustup's detour.
pub struct Compiler {
    folder: PathBuf,
    sysroot: PathBuf,
    libdir: PathBuf,
}

impl Compiler {
    /// Asks for the toolchain; `folder` is also where it will work.
    pub fn find(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        let mut ask = command("rustc", &folder);
        ask.args(["--print", "sysroot", "--print", "target-libdir"]);
        let text = String::from_utf8(timed(&mut ask)?.0.stdout)?;
        let mut lines = text.lines().map(PathBuf::from);
        Ok(Self {
            sysroot: lines.next().context("rustc names no sysroot")?,
            libdir: lines.next().context("rustc names no libdir")?,
            folder,
        })
    }

    /// The compiler's own file.
    pub fn rustc(&self) -> PathBuf {
        self.sysroot.join("bin/rustc")
    }

    /// Compiles a content with a driver and runs its tests.
    pub fn pass(&self, driver: Driver, save: &Save, crates: &[String]) -> Result<Duration> {
        let (compiled, time) = self.compile(driver, save, crates)?;
        ensure!(compiled, "the bare compiler refuses the passing exercise");
        let mut tests = command(self.program(), &self.folder);
        let (output, more_time) = timed(tests.env(LIBRARY_PATH, &self.libdir))?;
        ensure!(output.status.success(), "the bare tests fail: {output:?}");
        Ok(time + more_time)
    }

    /// Compiles a content with a driver, which must refuse it.
    pub fn refuse(&self, driver: Driver, save: &Save, crates: &[String]) -> Result<Duration> {
        let (compiled, time) = self.compile(driver, save, crates)?;
        ensure!(!compiled, "the bare compiler takes the broken exercise");
        Ok(time)
    }

    /// Only type-checks a content, which must be refused, with this `rustc`.
    pub fn refuse_metadata(&self, rustc: &Path, save: &Save) -> Result<Duration> {
        let source = self.folder.join("alone.rs");
        fs::write(&source, &save.text)?;
        let mut rustc = command(rustc, &self.folder);
        rustc
            .args(["--edition", "2024", "--emit=metadata", "--out-dir"])
            .args([&self.folder, &source]);
        sleep(REST);
        let (output, time) = timed(&mut rustc)?;
        let text = String::from_utf8_lossy(&output.stderr);
        ensure!(
            text.contains("error[E0"),
            "rustc says something else: {text}"
        );
        Ok(time)
    }

    fn compile(&self, driver: Driver, save: &Save, crates: &[String]) -> Result<(bool, Duration)> {
        let source = self.folder.join("bare.rs");
        fs::write(&source, &save.text)?;
        let name = match driver {
            Driver::Clippy => "bin/clippy-driver",
            Driver::Rustc => "bin/rustc",
        };
        let mut driver = command(self.sysroot.join(name), &self.folder);
        driver
            .args(["--edition", "2024", "--test", "-Cprefer-dynamic"])
            .arg("--error-format=json")
            .args(crates)
            .arg(&source)
            .arg("-o")
            .arg(self.program());
        sleep(REST);
        let (output, time) = timed(&mut driver)?;
        Ok((output.status.success(), time))
    }

    fn program(&self) -> PathBuf {
        self.folder.join("bare")
    }
}

/// How long a compiler takes to tell its version.
pub fn version(rustc: &Path, folder: &Path) -> Result<Duration> {
    sleep(REST);
    let (output, time) = timed(command(rustc, folder).arg("--version"))?;
    ensure!(output.status.success(), "{} fails", rustc.display());
    Ok(time)
}
