//! Checks an exercise on a cargo package: cargo builds a copy of it, and its tests run one program
//! after another.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::engine::check::Checker;
use crate::engine::check::package_subject::PackageToBuild;
use crate::engine::check::plan::BuildPlan;
use crate::engine::check::pristine::{take_mark, word};
use crate::engine::check::report::program_output;
use crate::engine::files;
use crate::engine::process::{Cancel, Job};
use crate::engine::removal::remove_folder;
use crate::engine::rustc::Target;
use crate::model::cargo_exercise::{
    PackagePlaces, TestProgram, required_names, test_programs, with_workspace,
};
use crate::model::check_report::{CheckReport, MissingClippy};
use crate::model::course::MANIFEST;
use crate::model::diagnostic::Level;
use crate::model::judge::{self, CompileEvidence, Evidence, RunEvidence};
use crate::model::libtest::{self, TestRun};
use crate::model::limits::Limits;
use crate::model::module_files::ExerciseFile;
use crate::model::outcome::{Ending, Outcome};
use crate::model::rustc_json::{self, CompilerOutput};
use crate::model::verdict::Reason;

/// What came of building a package.
struct Built {
    compiled: Ending,
    said: CompilerOutput,
    programs: Vec<TestProgram>,
}

/// What came of a package's tests.
struct Tested {
    run: Outcome,
    results: TestRun,
    /// The tests that each program has.
    programs: Vec<(TestProgram, Vec<String>)>,
}

impl Checker {
    /// Builds and tests a package.
    pub(super) fn check_package(
        &self,
        plan: &BuildPlan,
        package: &PackageToBuild,
        cancel: &Cancel,
    ) -> CheckReport {
        let subject = &plan.subject;
        let check = || {
            let folder = self.output(&plan.key)?;
            let report = self.check_package_in(&folder, plan, package, cancel);
            // What stays behind goes with the scratch folder.
            let _ = remove_folder(&folder);
            report
        };
        let report = check().unwrap_or_else(|message: String| {
            subject.unsigned_report(Reason::ToolFailure { message })
        });
        subject.sign(report)
    }

    fn check_package_in(
        &self,
        folder: &Path,
        plan: &BuildPlan,
        package: &PackageToBuild,
        cancel: &Cancel,
    ) -> Result<CheckReport, String> {
        let subject = &plan.subject;
        // Cargo names it by its real path. On Windows, such paths are written in another way.
        let real = fs::canonicalize(folder).ok().filter(|_| cfg!(unix));
        let folder = real.unwrap_or_else(|| folder.to_owned());
        let copy = folder.join("package");
        lay_out(&copy, &package.files)
            .map_err(|error| format!("{} could not be laid out: {error}", subject.path))?;
        let built_in = copy.to_string_lossy().replace('\\', "/");
        let own_folder = subject.path.strip_suffix(MANIFEST).unwrap_or(&subject.path);
        let places = PackagePlaces {
            built_in: &built_in,
            folder: own_folder.trim_end_matches('/'),
            files: &package.files,
        };
        let built = self.build_package(&folder, &copy, &places, plan, false, cancel)?;
        let is_built = built.compiled == Ending::Exited(0) && !cancel.is_cancelled();
        let tested = if is_built {
            Some(self.test_package(&folder, &built.programs, &places, plan, package, cancel)?)
        } else {
            None
        };
        let strict = subject.exercise.strict_clippy;
        let has_clippy = plan.tools.toolchain.clippy.is_some();
        let lints = if strict && is_built && has_clippy {
            Some(self.build_package(&folder, &copy, &places, plan, true, cancel)?)
        } else {
            None
        };
        let without_clippy = (strict && !has_clippy).then(|| MissingClippy::Missing {
            advice: plan.tools.toolchain.machine.how_to_get_clippy(),
        });
        let programs = tested.as_ref().map_or(&[][..], |it| &it.programs[..]);
        let required = required_names(&package.required, programs);
        let first = lints.as_ref().unwrap_or(&built);
        let run = tested.as_ref().map(|tested| RunEvidence {
            ending: tested.run.ending,
            stderr: tested.run.stderr.text(),
        });
        let tests = run
            .as_ref()
            .zip(tested.as_ref().map(|tested| &tested.results));
        let reason = judge::judge(&Evidence {
            compile: CompileEvidence {
                ending: first.compiled,
                diagnostics: &first.said.diagnostics,
                text: &first.said.other_text,
            },
            wasm: None,
            tests,
            main: None,
            strict,
            without_clippy: without_clippy.as_ref(),
            machine: &plan.tools.toolchain.machine,
            required_tests: &required,
            edited_tests: &subject.graded.edited,
            not_done: None,
            seconds: subject.limits.time.as_secs(),
        });
        let test_stderr = tested
            .as_ref()
            .map(|tested| program_output(&tested.run).stderr);
        Ok(CheckReport {
            diagnostics: first.said.diagnostics.clone(),
            test_stderr: test_stderr.unwrap_or_default(),
            tests: tested.map_or_else(Vec::new, |tested| tested.results.tests),
            without_clippy,
            ..subject.unsigned_report(reason)
        })
    }

    /// Has cargo build all tests of a package, or lint it with clippy.
    fn build_package(
        &self,
        folder: &Path,
        copy: &Path,
        places: &PackagePlaces,
        plan: &BuildPlan,
        lints: bool,
        cancel: &Cancel,
    ) -> Result<Built, String> {
        let toolchain = plan.tools.toolchain;
        let verb: &[&str] = if lints {
            &["check", "--all-targets"]
        } else {
            &["test", "--no-run"]
        };
        let always = [
            "--workspace",
            "--offline",
            "--message-format=json-diagnostic-rendered-ansi",
            "--target",
            &toolchain.host,
        ];
        let mut args: Vec<OsString> = verb.iter().chain(&always).map(Into::into).collect();
        args.extend(["--manifest-path".into(), copy.join(MANIFEST).into()]);
        args.extend(["--target-dir".into(), folder.join("target").into()]);
        let flags = [&toolchain.flags.course[..], &toolchain.flags.linking].concat();
        let clippy = toolchain.clippy.as_ref().filter(|_| lints);
        let own: [(&str, OsString); 7] = [
            ("CARGO_HOME", folder.join("cargo-home").into()),
            ("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}").into()),
            ("CARGO_INCREMENTAL", "0".into()),
            ("CARGO_TERM_COLOR", "never".into()),
            ("RUSTC", toolchain.rustc.clone().into()),
            ("RUSTC_WRAPPER", OsString::new()),
            (
                "RUSTC_WORKSPACE_WRAPPER",
                clippy.map_or_else(OsString::new, |it| it.clone().into()),
            ),
        ];
        // What somebody set for their own packages isn't about this one.
        let foreign = std::env::vars_os().map(|(name, _)| name).filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with("CARGO_") || name.starts_with("RUSTC") || name.starts_with("RUSTFLAGS")
        });
        let mut env: Vec<(OsString, Option<OsString>)> = foreign.map(|name| (name, None)).collect();
        env.extend(own.map(|(name, value)| (name.into(), Some(value))));
        let job = Job {
            program: toolchain.cargo.clone(),
            args,
            waiting_args: Vec::new(),
            cwd: copy.to_owned(),
            env,
            limits: Limits::compiler(),
            yields: false,
            in_order: false,
            input: String::new(),
            sandbox: None,
        };
        let outcome = self.run_in(folder, job, cancel)?;
        let (stdout, stderr) = (outcome.stdout.text(), outcome.stderr.text());
        let mut said = rustc_json::parse_any(&stdout);
        let diagnostics = std::mem::take(&mut said.diagnostics).into_iter();
        said.diagnostics = diagnostics.map(|it| places.in_diagnostic(it)).collect();
        said.other_text = places.in_text(&stderr);
        let failed = matches!(outcome.ending, Ending::Exited(status) if status != 0);
        let is_error = |level| level == Level::Error;
        if failed && !said.diagnostics.iter().any(|it| is_error(it.level)) {
            said.diagnostics.push(places.cargo_error(&stderr));
        }
        Ok(Built {
            // Cargo's status isn't that of the compiler, which failed.
            compiled: if failed {
                Ending::Exited(1)
            } else {
                outcome.ending
            },
            programs: test_programs(&stdout, places.built_in),
            said,
        })
    }

    /// Runs all tests of a package. Those that leave marks run alone.
    fn test_package(
        &self,
        folder: &Path,
        programs: &[TestProgram],
        places: &PackagePlaces,
        plan: &BuildPlan,
        package: &PackageToBuild,
        cancel: &Cancel,
    ) -> Result<Tested, String> {
        let mut tested = Tested {
            run: Outcome::silence(),
            results: TestRun {
                complete: true,
                ..TestRun::default()
            },
            programs: Vec::new(),
        };
        let started = Instant::now();
        for program in programs {
            let mut job = plan.program_job(PathBuf::from(&program.executable), Target::Tests);
            job.cwd = PathBuf::from(&program.package);
            job.env.push((
                "CARGO_MANIFEST_DIR".into(),
                Some(program.package.clone().into()),
            ));
            job.limits.time = job.limits.time.saturating_sub(started.elapsed());
            let run_folder = folder.join("run");
            let results = if package.is_sealed {
                let tests = required_of(program, package);
                self.run_marked(&tests, &run_folder, &job, started, &mut tested.run, cancel)?
            } else {
                let run = self.run_in(&run_folder, job, cancel)?;
                let results = libtest::parse(&places.in_text(&run.stdout.text()));
                tested.run.add(run, |text| places.in_text(text));
                results
            };
            let results = program.name_results(results);
            let names = results.tests.iter().map(|test| test.name.clone());
            tested.programs.push((program.clone(), names.collect()));
            tested.results.tests.extend(results.tests);
            tested.results.complete &= results.complete;
            tested.results.unfinished = tested.results.unfinished.or(results.unfinished);
            if !tested.results.complete || !matches!(tested.run.ending, Ending::Exited(_)) {
                break;
            }
        }
        for test in &mut tested.results.tests {
            test.output = places.in_text(&test.output);
        }
        Ok(tested)
    }

    /// Runs these tests of a program, each alone, with a word of its own that it has to print.
    fn run_marked(
        &self,
        tests: &[String],
        folder: &Path,
        job: &Job,
        started: Instant,
        whole: &mut Outcome,
        cancel: &Cancel,
    ) -> Result<TestRun, String> {
        let mut all = TestRun {
            complete: true,
            ..TestRun::default()
        };
        let time = job.limits.time + started.elapsed();
        for test in tests {
            let word = word()?;
            let mut job = job.clone();
            job.args.extend(["--exact".into(), test.into()]);
            job.limits.time = time.saturating_sub(started.elapsed());
            job.input.clone_from(&word);
            let mut run = self.run_in(folder, job, cancel)?;
            let is_marked = take_mark(&mut run, &word);
            let mut result = libtest::parse(&run.stdout.text());
            // It may have printed what looks like others' results.
            result.tests.retain(|it| it.name == *test);
            let is_there = !result.tests.is_empty();
            let proven = is_marked.then(|| test.clone());
            let result = result.believed(proven.as_slice());
            whole.add(run, str::to_owned);
            all.tests.extend(result.tests);
            // A test that isn't there is one that's missing.
            if is_there {
                all.complete &= result.complete;
                all.unfinished = all.unfinished.or(result.unfinished);
            }
            if !all.complete || !matches!(whole.ending, Ending::Exited(_)) {
                break;
            }
        }
        Ok(all)
    }
}

/// The required tests that a program may have, by their names in it.
fn required_of(program: &TestProgram, package: &PackageToBuild) -> Vec<String> {
    let required = package.required.iter();
    required
        .filter_map(|(file, test)| program.name_of(file, test))
        .collect()
}

/// Writes a package where cargo builds it.
fn lay_out(folder: &Path, package: &[ExerciseFile]) -> std::io::Result<()> {
    for file in package {
        let text = if file.path == MANIFEST {
            with_workspace(&file.text)
        } else {
            file.text.clone()
        };
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        files::write_if_new(&path, &text)?;
    }
    Ok(())
}
