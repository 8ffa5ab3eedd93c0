//! What a job in the sandbox cannot do, on Linux.
//!
//! Landlock (kernel 6.12 or later, for its scope of signals) bounds files, TCP, abstract
//! sockets and signals; a seccomp filter takes away all other sockets and what could be used
//! to get around it. Both are inherited by everything that the job starts, and neither can be
//! taken off again. Time, memory, output and processes are bounded by the guard, as always.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
};
use rustix::io::Errno;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

use super::Sandbox;

/// The version of Landlock that has all that is asked for.
const NEEDED: ABI = ABI::V6;

/// Where systems keep what every program needs.
const SYSTEM: [&str; 11] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/alternatives",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/nix/store",
    "/gnu/store",
];

/// Devices that are harmless and often used.
const DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];

/// A sandbox that a process can enter.
pub struct Prepared {
    ruleset: RulesetCreated,
    filter: BpfProgram,
}

/// What this machine lacks for the sandbox; `None` if it has everything.
pub fn missing() -> Option<String> {
    let nothing = Sandbox::default();
    prepare(&nothing).err().map(|error| error.to_string())
}

/// Makes the rules ready.
///
/// # Errors
/// The kernel cannot hold them all.
pub fn prepare(sandbox: &Sandbox) -> io::Result<Prepared> {
    let ruleset = ruleset(sandbox).map_err(|error| {
        io::Error::other(format!(
            "the kernel's Landlock is missing or too old (Linux 6.12 is needed): {error}"
        ))
    })?;
    let filter = filter()
        .map_err(|error| io::Error::other(format!("no seccomp filter can be made: {error}")))?;
    Ok(Prepared { ruleset, filter })
}

fn ruleset(sandbox: &Sandbox) -> Result<RulesetCreated, RulesetError> {
    let read = AccessFs::from_read(NEEDED);
    let all = AccessFs::from_all(NEEDED);
    let devices = AccessFs::ReadFile | AccessFs::WriteFile;
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(all)?
        .handle_access(AccessNet::from_all(NEEDED))?
        .scope(Scope::from_all(NEEDED))?
        .create()?
        .add_rules(path_beneath_rules(SYSTEM.map(Path::new), read))?
        .add_rules(path_beneath_rules(&sandbox.read, read))?
        .add_rules(path_beneath_rules(&sandbox.write, all))?
        .add_rules(path_beneath_rules(DEVICES.map(Path::new), devices))
}

/// System calls that fail: new sockets, and ways around them or into other processes.
fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
    let refused = [
        libc::SYS_socket,
        libc::SYS_io_uring_setup,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_getfd,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_mount,
        libc::SYS_move_mount,
        libc::SYS_fsopen,
    ];
    let rules: BTreeMap<i64, Vec<_>> = refused.into_iter().map(|call| (call, vec![])).collect();
    let permission_denied = Errno::ACCESS.raw_os_error().unsigned_abs();
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(permission_denied),
        arch,
    )?;
    filter.try_into()
}

impl Prepared {
    /// Puts this process and all that it starts into the sandbox, for good.
    ///
    /// # Errors
    /// It cannot be entered; then nothing must be started.
    pub fn enter(self) -> io::Result<()> {
        let status = self.ruleset.restrict_self().map_err(io::Error::other)?;
        if status.ruleset != landlock::RulesetStatus::FullyEnforced {
            return Err(io::ErrorKind::Unsupported.into());
        }
        seccompiler::apply_filter(&self.filter).map_err(io::Error::other)
    }
}
