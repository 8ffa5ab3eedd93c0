//! How a program is compiled, so that variants of it can be compiled the same way.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::engine::cache::Input;
use crate::engine::crates::Crates;
use crate::engine::ordinary_file;
use crate::engine::process::Job;
use crate::engine::rustc::{self, Compile, Target};
use crate::engine::toolchain::Compiler;
use crate::model::cache_key::VariantKey;
use crate::model::limits::Limits;
use crate::model::module_files::ExerciseFile;

/// All that decides what the compiler says of a program, but for its text.
#[derive(Debug, Clone)]
pub struct CompileContext {
    compiler: PathBuf,
    /// Those that say nothing of where it writes.
    flags: Vec<String>,
    /// Changes to our own environment; `None` removes.
    env: Vec<(OsString, Option<OsString>)>,
    /// The folder in which the compiler is started: the course's.
    pub root: PathBuf,
    /// The program's file below that, as messages call it. If it has several, the first.
    pub path: String,
    /// The files of a program that has several.
    modules: Option<VariedModules>,
    /// What stands for the compiler's files.
    toolchain: String,
    /// What stands for the course's crates, where the program uses them.
    crates: Option<String>,
    sandboxed: bool,
}

/// The files of a program of which one is varied.
#[derive(Debug, Clone)]
struct VariedModules {
    /// The path of the one that is varied, below the course's folder.
    varied: String,
    files: Vec<ExerciseFile>,
}

/// The variant's own folder in that of its compile.
const SOURCE: &str = "source";

/// What the compiler makes there. Nobody needs it, but rustc has to write somewhere: a file such
/// as `/dev/null` it would replace by its own.
const PRODUCT: &str = "variant.rmeta";

/// How many files and folders around a program's file and above it we make links to.
const MOST_LINKS: usize = 1000;

/// Columns that no message is longer than: in fewer, rustc shortens long types.
const WIDTH: &str = "--diagnostic-width=10000";

impl CompileContext {
    /// The one in which this is compiled.
    pub fn of(compile: &Compile, root: &Path, sandboxed: bool) -> Self {
        let mut flags = compile.flags(Target::Errors);
        flags.extend(compile.crates.map(Crates::flags).unwrap_or_default());
        flags.extend(compile.configured_flags(Target::Errors));
        flags.push(WIDTH.to_owned());
        Self {
            compiler: compile.toolchain.rustc.clone(),
            flags,
            env: compile.variables(),
            root: root.to_owned(),
            path: compile.path.to_owned(),
            modules: None,
            toolchain: compile.toolchain.id.clone(),
            crates: compile.crates.map(|crates| crates.id.clone()),
            sandboxed,
        }
    }

    /// The same for a program of these files of which the one at `varied` is varied.
    #[must_use]
    pub fn with_modules(mut self, varied: &str, files: &[ExerciseFile]) -> Self {
        self.modules = Some(VariedModules {
            varied: varied.to_owned(),
            files: files.to_vec(),
        });
        self
    }

    /// The path of the file that is varied.
    fn varied(&self) -> &str {
        self.modules.as_ref().map_or(&self.path, |it| &it.varied)
    }

    /// The same with a variable of the environment taken away.
    #[must_use]
    pub fn without_variable(mut self, name: &str) -> Self {
        self.env.push((name.into(), None));
        self
    }

    /// The one of a file in the folder `root`, compiled with these flags and no crates.
    pub fn of_lone_file(
        compiler: &Compiler,
        mut flags: Vec<String>,
        env: Vec<(OsString, Option<OsString>)>,
        root: &Path,
        name: &str,
    ) -> Self {
        flags.push(WIDTH.to_owned());
        Self {
            compiler: compiler.rustc.clone(),
            flags,
            env,
            root: root.to_owned(),
            path: name.to_owned(),
            modules: None,
            toolchain: compiler.id.clone(),
            crates: None,
            sandboxed: false,
        }
    }

    #[cfg(test)]
    pub(super) fn add_flags(&mut self, flags: &[&str]) {
        self.flags
            .extend(flags.iter().map(|flag| (*flag).to_owned()));
    }

    /// The name under which the reply to a variant is stored.
    pub(super) fn key(&self, text: &str) -> String {
        let key = VariantKey {
            schema: super::store::SCHEMA,
            toolchain: &self.toolchain,
            path: self.varied(),
            flags: &self.flags,
            crates: self.crates.as_deref(),
            sandboxed: self.sandboxed,
            text,
        };
        key.digest()
    }

    /// Writes a variant to where [`Self::job`] expects it.
    pub(super) fn write(&self, folder: &Path, text: &str) -> io::Result<()> {
        let source = folder.join(SOURCE);
        let write = |path: &str, text: &str| {
            let file = source.join(path);
            fs::create_dir_all(file.parent().unwrap_or(&source))?;
            fs::write(file, text)
        };
        let files = self.modules.iter().flat_map(|modules| &modules.files);
        for file in files.filter(|file| file.path != self.varied()) {
            write(&file.path, &file.text)?;
        }
        write(self.varied(), text)
    }

    /// Puts links to what lies around the program's file around the variant, for a program that
    /// has modules in other files or includes some.
    ///
    /// # Errors
    /// There are too many files, or this system lets nobody make links.
    pub(super) fn link_neighbours(&self, folder: &Path) -> io::Result<()> {
        let source = folder.join(SOURCE);
        let mut links = 0;
        for inner in Path::new(&self.path).ancestors() {
            let Some(around) = inner.parent() else { break };
            for entry in fs::read_dir(self.root.join(around))? {
                let entry = entry?;
                links += 1;
                if links > MOST_LINKS {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                let link = source.join(around).join(entry.file_name());
                let is_written = self.modules.is_some() && link.symlink_metadata().is_ok();
                if Some(entry.file_name().as_os_str()) != inner.file_name() && !is_written {
                    make_link(&std::path::absolute(entry.path())?, &link)?;
                }
            }
        }
        Ok(())
    }

    /// The job that compiles the variant in this folder. All that it writes goes there too.
    pub(super) fn job(&self, folder: &Path, limits: Limits) -> Job {
        // Below the course where it lies there, so that a comma in its path ends nothing.
        let below = folder.strip_prefix(&self.root).unwrap_or(folder);
        let product = below.join(PRODUCT);
        let source = below.join(SOURCE);
        let mut args: Vec<OsString> = self.flags.iter().map(Into::into).collect();
        let mut emit = OsString::from("--emit=metadata=");
        emit.push(&product);
        emit.push(",dep-info=");
        emit.push(rustc::inputs_file(&product));
        let mut output = OsString::from("--out-dir=");
        output.push(below);
        let mut remap = OsString::from("--remap-path-prefix=");
        remap.push(&source);
        remap.push("=");
        args.extend([emit, output, remap, source.join(&self.path).into()]);
        Job {
            program: self.compiler.clone(),
            args,
            waiting_args: Vec::new(),
            cwd: self.root.clone(),
            env: self.env.clone(),
            limits,
            yields: true,
            in_order: false,
            input: String::new(),
            sandbox: None,
        }
    }

    /// The files that the compiler read beside the variant. `None` if that isn't known, or if it
    /// also read variables: then the reply is good for this time only.
    pub(super) fn inputs(&self, folder: &Path) -> Option<Vec<Input>> {
        let list = rustc::inputs_file(&folder.join(PRODUCT));
        let list = ordinary_file::read_own_text(&list).ok()?;
        let paths = rustc::read_inputs(&list, self.crates.is_some())?;
        let source = folder.join(SOURCE);
        let original = |path: &String| {
            let path = self.root.join(path);
            let below = path.strip_prefix(&source).unwrap_or(&path);
            below.to_string_lossy().into_owned()
        };
        let read = paths.iter().map(original);
        read.filter(|path| path != self.varied())
            .map(|path| Input::of(&self.root, &path))
            .collect()
    }
}

#[cfg(unix)]
fn make_link(to: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, link)
}

#[cfg(windows)]
fn make_link(to: &Path, link: &Path) -> io::Result<()> {
    if to.is_dir() {
        std::os::windows::fs::symlink_dir(to, link)
    } else {
        std::os::windows::fs::symlink_file(to, link)
    }
}
