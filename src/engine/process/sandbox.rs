//! The sandbox, on Linux.
//!
//! Landlock (from Linux 6.12, for its scope of signals) limits files, TCP, abstract sockets and
//! signals. Seccomp filters refuse all other sockets, ways around Landlock, and what Landlock
//! doesn't cover. Everything that the job starts inherits both, and nothing can take them off.
//! The guard limits time, memory, disk, output and processes, as always.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
};
use rustix::io::Errno;
use rustix::thread::{CapabilitySet, CapabilitySets};
#[cfg(target_arch = "x86_64")]
use seccompiler::sock_filter;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};

use super::Sandbox;

/// The first version of Landlock that has all we ask for.
const REQUIRED_ABI: ABI = ABI::V6;

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

/// A sandbox that is ready for a process to enter.
pub struct PreparedSandbox {
    ruleset: RulesetCreated,
    filters: Vec<BpfProgram>,
}

/// What this machine lacks for the sandbox, as a sentence; `None` if it has everything.
pub fn missing() -> Option<String> {
    let nothing = Sandbox::default();
    prepare(&nothing).err().map(|error| error.to_string())
}

/// Prepares the rules, which is too much work between fork and exec.
///
/// # Errors
/// The kernel doesn't support all of them.
pub fn prepare(sandbox: &Sandbox) -> io::Result<PreparedSandbox> {
    let ruleset = ruleset(sandbox).map_err(|error| {
        io::Error::other(format!(
            "the kernel's Landlock is missing or too old (Linux 6.12 is needed): {error}"
        ))
    })?;
    let filters = filters(sandbox.program)
        .map_err(|error| io::Error::other(format!("no seccomp filter can be made: {error}")))?;
    Ok(PreparedSandbox { ruleset, filters })
}

fn ruleset(sandbox: &Sandbox) -> Result<RulesetCreated, RulesetError> {
    let read = AccessFs::from_read(REQUIRED_ABI);
    let all = AccessFs::from_all(REQUIRED_ABI);
    // As root, a device would lead to all of the machine.
    let write = all & !(AccessFs::MakeChar | AccessFs::MakeBlock);
    let devices = AccessFs::ReadFile | AccessFs::WriteFile;
    Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(all)?
        .handle_access(AccessNet::from_all(REQUIRED_ABI))?
        .scope(Scope::from_all(REQUIRED_ABI))?
        .create()?
        .add_rules(path_beneath_rules(SYSTEM.map(Path::new), read))?
        .add_rules(path_beneath_rules(&sandbox.read, read))?
        .add_rules(path_beneath_rules(&sandbox.write, write))?
        .add_rules(path_beneath_rules(DEVICES.map(Path::new), devices))
}

/// System calls that fail for compilers and programs alike, and why.
const REFUSED: [i64; 67] = [
    // New sockets, and a way to create them that filters don't see.
    libc::SYS_socket,
    libc::SYS_io_uring_setup,
    // Other processes: their memory, files, limits and scheduling.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    libc::SYS_migrate_pages,
    libc::SYS_move_pages,
    libc::SYS_setpriority,
    libc::SYS_ioprio_set,
    libc::SYS_sched_setscheduler,
    libc::SYS_sched_setparam,
    libc::SYS_sched_setattr,
    // Memory, queues and semaphores that others can open, and that would stay.
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_shmctl,
    libc::SYS_msgget,
    libc::SYS_msgsnd,
    libc::SYS_msgrcv,
    libc::SYS_msgctl,
    libc::SYS_semget,
    libc::SYS_semop,
    libc::SYS_semctl,
    libc::SYS_mq_open,
    libc::SYS_mq_unlink,
    // Watching what others do with their files.
    libc::SYS_inotify_add_watch,
    libc::SYS_fanotify_init,
    libc::SYS_fanotify_mark,
    // Memory and files that no process shows: in a message that nobody has read, or without a
    // name from the beginning.
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_memfd_create,
    libc::SYS_memfd_secret,
    // Keys, and parts of the kernel that had many vulnerabilities.
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    // Namespaces and mounts; files opened by a handle instead of a path.
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_open_tree,
    libc::SYS_mount_setattr,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_open_by_handle_at,
    // The machine itself, which root may change.
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
];

/// System calls that change what Landlock doesn't cover: permissions, owners, times and attributes
/// of any file. Linkers need some of them, so they fail for programs only. Newer system calls have
/// the same number on all processors.
const FILE_ATTRIBUTES: [i64; 14] = [
    libc::SYS_fchmodat,
    FCHMODAT2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    SETXATTRAT,
    REMOVEXATTRAT,
    FILE_SETATTR,
];

const FCHMODAT2: i64 = 452;
const SETXATTRAT: i64 = 463;
const REMOVEXATTRAT: i64 = 466;
const FILE_SETATTR: i64 = 469;

/// Older forms of the same, which newer processors don't have.
#[cfg(target_arch = "x86_64")]
const OLD_FILE_ATTRIBUTES: &[i64] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
];

#[cfg(not(target_arch = "x86_64"))]
const OLD_FILE_ATTRIBUTES: &[i64] = &[];

/// Requests to `ioctl` that change attributes of files: `FS_IOC_SETFLAGS`, `FS_IOC_FSSETXATTR`.
const ATTRIBUTE_IOCTLS: [u64; 2] = [0x4008_6602, 0x401c_5820];

/// Flags that `clone` must not have: each makes a new namespace.
const NAMESPACES: [i32; 7] = [
    libc::CLONE_NEWNS,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
];

/// The bits of a file's mode that say what it is.
const FILE_TYPE: u64 = libc::S_IFMT as u64;

/// The bits of `socketpair`'s second argument that are the socket's type.
const SOCKET_TYPE: u64 = 0xf;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// All filters of a job. If several have a rule for a system call, the strictest counts.
fn filters(program: bool) -> Result<Vec<BpfProgram>, seccompiler::Error> {
    let mut refused: Rules = REFUSED.into_iter().map(|call| (call, vec![])).collect();
    refused.extend(refused_by_argument()?);
    let mut filters = Vec::new();
    if program {
        let attributes = FILE_ATTRIBUTES.iter().chain(OLD_FILE_ATTRIBUTES);
        refused.extend(attributes.map(|call| (*call, vec![])));
        let ioctls = ATTRIBUTE_IOCTLS.map(|request| when(1, SeccompCmpOp::Eq, request));
        refused.insert(
            libc::SYS_ioctl,
            ioctls.into_iter().collect::<Result<_, _>>()?,
        );
        // Copying a file ends with this call, so it does nothing and reports success.
        let ignored = [(libc::SYS_fchmod, vec![])].into_iter().collect();
        filters.push(filter(ignored, 0)?);
    }
    filters.push(filter(
        refused,
        Errno::ACCESS.raw_os_error().unsigned_abs(),
    )?);
    let no_such_call = Errno::NOSYS.raw_os_error().unsigned_abs();
    // Its flags are in memory, where no filter sees them. Without it, libraries use `clone`.
    let unknown = [(libc::SYS_clone3, vec![])].into_iter().collect();
    filters.push(filter(unknown, no_such_call)?);
    #[cfg(target_arch = "x86_64")]
    filters.push(no_second_numbers(no_such_call));
    Ok(filters)
}

/// System calls that are refused only with certain arguments.
fn refused_by_argument() -> Result<Rules, seccompiler::Error> {
    // A datagram socket of a pair can be connected to any address that is a file.
    let datagrams = [libc::SOCK_DGRAM, libc::SOCK_RAW];
    let datagrams = datagrams.map(|kind| {
        let kind = u64::from(kind.unsigned_abs());
        when(1, SeccompCmpOp::MaskedEq(SOCKET_TYPE), kind)
    });
    let namespaces = NAMESPACES.map(|flag| {
        let flag = u64::from(flag.unsigned_abs());
        when(0, SeccompCmpOp::MaskedEq(flag), flag)
    });
    let devices = |mode: u8| {
        let kinds = [libc::S_IFCHR, libc::S_IFBLK];
        let kinds = kinds.map(|kind| when(mode, SeccompCmpOp::MaskedEq(FILE_TYPE), kind.into()));
        kinds.into_iter().collect::<Result<Vec<_>, _>>()
    };
    // 0 is the calling process itself.
    let of_others = || when(0, SeccompCmpOp::Ne, 0).map(|rule| vec![rule]);
    let mut rules = Rules::from([
        (libc::SYS_mknodat, devices(2)?),
        (
            libc::SYS_socketpair,
            datagrams.into_iter().collect::<Result<_, _>>()?,
        ),
        (
            libc::SYS_clone,
            namespaces.into_iter().collect::<Result<_, _>>()?,
        ),
        (libc::SYS_prlimit64, of_others()?),
        (libc::SYS_sched_setaffinity, of_others()?),
    ]);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_mknod, devices(1)?);
    Ok(rules)
}

fn when(argument: u8, is: SeccompCmpOp, value: u64) -> Result<SeccompRule, seccompiler::Error> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, is, value)?;
    Ok(SeccompRule::new(vec![condition])?)
}

/// A filter under which these system calls return an error, or do nothing and succeed if it's 0.
fn filter(rules: Rules, error: u32) -> Result<BpfProgram, seccompiler::Error> {
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let action = SeccompAction::Errno(error);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, action, arch)?;
    Ok(filter.try_into()?)
}

/// Refuses the second number that each system call may have on this processor (x32). The other
/// filters know the first numbers only.
#[cfg(target_arch = "x86_64")]
fn no_second_numbers(error: u32) -> BpfProgram {
    const FIRST: u32 = 0x4000_0000;
    let step = |code: u32, jt: u8, k: u32| sock_filter {
        code: u16::try_from(code).unwrap_or_default(),
        jt,
        jf: 0,
        k,
    };
    vec![
        step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0),
        step(libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K, 1, FIRST),
        step(libc::BPF_RET | libc::BPF_K, 0, libc::SECCOMP_RET_ALLOW),
        step(
            libc::BPF_RET | libc::BPF_K,
            0,
            libc::SECCOMP_RET_ERRNO | error,
        ),
    ]
}

impl PreparedSandbox {
    /// Puts this process and all that it starts into the sandbox, for good.
    ///
    /// # Errors
    /// The kernel refuses. Then the job must not start.
    pub fn enter(self) -> io::Result<()> {
        let status = self.ruleset.restrict_self().map_err(io::Error::other)?;
        if status.ruleset != landlock::RulesetStatus::FullyEnforced {
            return Err(io::ErrorKind::Unsupported.into());
        }
        drop_capabilities()?;
        for filter in &self.filters {
            seccompiler::apply_filter(filter).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

/// What root keeps: files that belong to others can be read and written, where the rules allow it.
const KEPT_CAPABILITIES: CapabilitySet = CapabilitySet::CHOWN
    .union(CapabilitySet::DAC_OVERRIDE)
    .union(CapabilitySet::DAC_READ_SEARCH)
    .union(CapabilitySet::FOWNER)
    .union(CapabilitySet::FSETID);

/// Takes all other rights of root's away, such as making devices and passing limits on pipes. They
/// don't come back with another program, since none can gain rights any more. Nobody else has any.
fn drop_capabilities() -> io::Result<()> {
    let had = rustix::thread::capabilities(None)?;
    let kept = CapabilitySets {
        effective: had.effective & KEPT_CAPABILITIES,
        permitted: had.permitted & KEPT_CAPABILITIES,
        inheritable: CapabilitySet::empty(),
    };
    rustix::thread::clear_ambient_capability_set()?;
    Ok(rustix::thread::set_capabilities(None, kept)?)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "x86_64")]
    #[test]
    #[allow(unsafe_code, reason = "a system call by its number")]
    fn a_second_number_of_a_call_is_refused() {
        const SECOND_GETPID: libc::c_long = 0x4000_0000 + libc::SYS_getpid;
        // A filter holds for its thread; this one answers with another error than a kernel
        // that has no second numbers.
        let thread = std::thread::spawn(|| {
            let error = libc::EPERM.unsigned_abs();
            seccompiler::apply_filter(&super::no_second_numbers(error)).expect("it is applied");
            // SAFETY: the call has no arguments and touches no memory.
            let answers = unsafe { (libc::syscall(SECOND_GETPID), libc::getpid()) };
            (answers, std::io::Error::last_os_error().raw_os_error())
        });
        let ((second, first), error) = thread.join().expect("it ends");
        assert_eq!((second, error), (-1, Some(libc::EPERM)));
        assert!(first > 0);
    }
}
