//! Compiles the crates of a shard.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::engine::fast::linker;
use crate::engine::fast::together::shard::{Root, Shape, Shard};
use crate::engine::ordinary_file;
use crate::engine::rustc::{self, Compile, Target};
use crate::engine::tool_settings::CLIPPY_FILES;
use crate::model::outcome::Outcome;
use crate::model::shard::{self, Member};
use crate::rust::Outline;

/// With fewer files, reading about all the crates in the library takes longer than making the
/// code once more.
const FEWEST_FOR_LIBRARY: usize = 8;

impl Shard<'_> {
    /// Compiles one of the two crates with the files of these members. `None` if that can't even
    /// be tried.
    pub(super) fn compile(
        &self,
        folder: &Path,
        root: Root,
        target: Target,
        members: &[usize],
    ) -> Option<Outcome> {
        let first = self.files[members[0]].candidate;
        let output = match target {
            Target::Lints => folder.join("lints"),
            _ => folder.join(root.name()),
        };
        let outline = Outline {
            tests: Vec::new(),
            has_tests: matches!(root, Root::Tests),
            has_main: true,
            main_does_something: true,
            global_allocator: false,
        };
        let source = root.file();
        let mut of_first = first.plan.compile(target);
        let sealed_root = first.sealed().map(|sealed| sealed.root_path(first.path()));
        if let Some(path) = &sealed_root {
            of_first.path = path;
        }
        let compile = match self.shape {
            Shape::Modules => {
                self.write_root(folder, root, self.root_text(root, members))?;
                self.write_sealed_modules(folder, root, members)?;
                let at_root = members.iter().find(|member| self.is_root(**member));
                let at_root = at_root.map(|member| self.files[*member].candidate);
                Compile {
                    name: at_root.map_or("shard", |one| &one.plan.subject.exercise.name),
                    path: &source,
                    outline: &outline,
                    tests: outline.has_tests,
                    ..of_first
                }
            }
            Shape::Whole => {
                let levels = self.files[members[0]].levels();
                let text = shard::root_of_file(first.path(), levels);
                self.write_root(folder, root, text)?;
                Compile {
                    path: &source,
                    ..of_first
                }
            }
            Shape::File => of_first,
        };
        let run = |linking| {
            let mut job = compile.job(target, linking, folder, &output.join("program"));
            job.args.splice(0..0, self.library_flags());
            self.checker.run_in(&output, job, self.cancel)
        };
        linker::direct_first(run).ok()
    }

    /// Whether the compiler read the exercises and nothing else: a macro may read files too, and
    /// which exercise depends on them is not known.
    pub(super) fn reads_members_only(&self, program: &Path) -> bool {
        let list = ordinary_file::read_own_text(rustc::inputs_file(program));
        let by_cargo = self.files.iter().any(|file| file.candidate.has_crates());
        let files = list
            .ok()
            .and_then(|list| rustc::read_inputs(&list, by_cargo));
        let roots = [Root::Tests, Root::Mains].map(Root::file);
        let is_known = |path: &String| {
            roots.contains(path)
                || self.files.iter().any(|file| file.is_at(path))
                || path == rustc::PACKAGE_FILE
                // Clippy's driver lists what it was told, with its whole path.
                || CLIPPY_FILES.iter().any(|name| Path::new(path).ends_with(name))
        };
        files.is_some_and(|files| files.iter().all(is_known))
    }

    /// Writes a text of ours as the root of a crate.
    fn write_root(&self, folder: &Path, root: Root, mut text: String) -> Option<()> {
        if self.library().is_some() {
            text.push_str(&shard::with_instantiations());
        }
        fs::write(folder.join(root.file()), text).ok()
    }

    /// Writes the modules of members that have the original's tests.
    fn write_sealed_modules(&self, folder: &Path, root: Root, members: &[usize]) -> Option<()> {
        for number in members {
            let candidate = self.files[*number].candidate;
            let Some(sealed) = candidate.sealed() else {
                continue;
            };
            let more = match root {
                Root::Tests => shard::items_for_tests(candidate.main_place),
                Root::Mains => shard::items_for_mains(),
            };
            let text = sealed.root.as_ref()?.module(more);
            fs::write(folder.join(sealed.root_path(candidate.path())), text).ok()?;
        }
        Some(())
    }

    /// The library with code of the crates' generic functions, if it is worth it.
    fn library(&self) -> Option<&Path> {
        let first = self.files.first()?.candidate;
        let crates = first.plan.tools.crates.as_ref();
        let library = crates.and_then(|crates| crates.instantiations.library());
        library.filter(|_| self.files.len() >= FEWEST_FOR_LIBRARY)
    }

    fn library_flags(&self) -> Vec<OsString> {
        let Some(library) = self.library() else {
            return Vec::new();
        };
        let mut named = OsString::from(format!("{}=", shard::INSTANTIATIONS));
        named.push(library);
        vec!["--extern".into(), named]
    }

    fn root_text(&self, root: Root, members: &[usize]) -> String {
        let module_files: Vec<Option<String>> = (self.files.iter())
            .map(|file| {
                let sealed = file.candidate.sealed();
                sealed.map(|sealed| sealed.root_path(file.candidate.path()))
            })
            .collect();
        let member = |number: &usize| {
            let file = &self.files[*number];
            Member {
                number: *number,
                path: file.candidate.path(),
                levels: file.levels(),
                main: file.candidate.main_place,
                is_root: self.is_root(*number),
                module_file: module_files[*number].as_deref(),
            }
        };
        let listed: Vec<Member> = members.iter().map(member).collect();
        match root {
            Root::Tests => shard::root_of_tests(&listed),
            Root::Mains => shard::root_of_mains(&listed),
        }
    }
}
