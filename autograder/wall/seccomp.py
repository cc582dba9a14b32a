"""A system call filter for submissions: no new processes, no kernel features that a notebook has no use for.

The filter is a classic BPF program, as `seccomp(2)` and bubblewrap's `--seccomp` take it. Threads stay allowed, because
NumPy uses them. What is denied fails with EPERM, so that Python raises an ordinary `PermissionError`.
"""

from __future__ import annotations

import errno
import platform
import struct

_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}

# name: numbers on x86_64 and aarch64 (None: the call does not exist there), from the kernel's syscall tables
_DENIED = {
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    # namespaces, mounts and file handles
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    # memory that no limit of ours counts
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "io_setup": (206, 0),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    # a place in the queue for the processor: what waits in it is not charged for waiting
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "sched_setaffinity": (203, 122),
    # large attack surface of the kernel
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "fanotify_init": (300, 262),
    "syslog": (103, 116),
    "personality": (135, 92),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
}
_CLONE, _CLONE3, _SOCKET, _SOCKETPAIR, _FCNTL = (56, 220), (435, 435), (41, 198), (53, 199), (72, 25)
_SETLEASE = 1024  # a lease on a file of the interpreter makes everybody else wait for it, 45 seconds each time
_CLONE_THREAD = 0x10000
_FAMILIES = (1,)  # Unix alone, which asyncio needs; the network namespace has nobody to talk to
_X32_BIT = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _HAS_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24  # offsets in struct seccomp_data, little endian
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


def supported() -> bool:
    """Whether there is a filter for this machine's architecture."""
    return platform.machine() in _ARCHITECTURES


def program() -> bytes:
    """Assemble the filter for this machine.

    Raises:
        KeyError: if the architecture is not `supported`.
    """
    arch, column = _ARCHITECTURES[platform.machine()]
    deny = _return(_error(errno.EPERM))
    lines = [_op(_LOAD, _ARCH), _op(_EQUAL, arch, yes=1), _return(_KILL), _op(_LOAD, _NUMBER)]
    if column == 0:  # the x32 numbers name the same calls again
        lines += [_op(_AT_LEAST, _X32_BIT, no=1), deny]
    for numbers in _DENIED.values():
        number = numbers[column]
        if number is not None:
            lines += [_op(_EQUAL, number, no=1), deny]
    # glibc falls back to clone, whose flags a filter can read, when clone3 does not exist
    lines += [_op(_EQUAL, _CLONE3[column], no=1), _return(_error(errno.ENOSYS))]
    lines += [_op(_EQUAL, _CLONE[column], no=4), _op(_LOAD, _FIRST_ARGUMENT)]
    lines += [_op(_HAS_BITS, _CLONE_THREAD, no=1), _return(_ALLOW), deny]
    lines += [_op(_EQUAL, _FCNTL[column], no=4), _op(_LOAD, _SECOND_ARGUMENT)]
    lines += [_op(_EQUAL, _SETLEASE, no=1), deny, _return(_ALLOW)]
    lines += [_op(_EQUAL, _SOCKET[column], yes=2), _op(_EQUAL, _SOCKETPAIR[column], yes=1), _return(_ALLOW)]
    lines += [_op(_LOAD, _FIRST_ARGUMENT)]
    for family in _FAMILIES:
        lines += [_op(_EQUAL, family, no=1), _return(_ALLOW)]
    return b"".join([*lines, deny])


def _op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; a comparison skips `yes` instructions when it holds and `no` when it does not."""
    return struct.pack("<HBBI", code, yes, no, value)


def _return(action: int) -> bytes:
    return _op(_RETURN, action)


def _error(number: int) -> int:
    return 0x00050000 | number
