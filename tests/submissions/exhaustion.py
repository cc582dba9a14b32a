"""Using up what there is: time, memory, threads, descriptors, files, output."""

from submissions import MARK, Attack, body, fatal, in_cell

ATTACKS: list[Attack] = [
    in_cell("endless_cell", "computes for ever in a cell", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "ran for too long"),
    fatal("endless_calls", "computes for ever in every call", "while True:\n    try:\n        while True: pass\n    except BaseException: pass", "ran for too long"),
    fatal("sleeping_calls", "sleeps in every call", "import time\ntime.sleep(99)", "by the clock"),
    in_cell("threads_that_work", "computes in threads beside its cells", "import threading\nfor _ in range(8): threading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=True).start()\nprint('fired')",
         "It left |ran for too long"),
    in_cell("memory", "takes all memory", "kept = []\nwhile True: kept.append(bytes(2**24))", "MemoryError|ended its process"),
    in_cell("memory_mapped", "reserves memory that it does not use", "import mmap\nkept = []\ntry:\n    while True: kept.append(mmap.mmap(-1, 2**26))\nexcept (OSError, MemoryError) as error: print('fired', type(error).__name__)", "fired"),
    fatal("memory_in_calls", "takes all memory in every call", "kept = []\nwhile True: kept.append(bytearray(2**24))", "ran for too long|MemoryError"),
    in_cell("threads", "starts threads without end", "import threading\nwait = threading.Event()\nwhile True: threading.Thread(target=wait.wait, daemon=True).start()", "start new thread|used up"),
    in_cell("many_processes", "forks without end",
         "import os, subprocess, multiprocessing\nfor start in (os.fork, os.forkpty, lambda: subprocess.run(['/bin/true']), lambda: os.posix_spawn('/bin/true', ['true'], {}), lambda: os.execv('/bin/true', ['true']),\n"
         "              lambda: multiprocessing.get_context('fork').Process(target=print).start()):\n    try: start(); print('escaped')\n    except OSError as error: print('fired', type(error).__name__)", "fired PermissionError"),
    in_cell("descriptors", "opens files without end", "import os\nkept = []\nwhile True: kept.append(os.open('/dev/null', 0))", "Too many open files|used up"),
    in_cell("descriptors_in_flight", "hides descriptors in sockets",
         "import socket\npairs = [socket.socketpair() for _ in range(20)]\nsent = 0\ntry:\n    for a, b in pairs:\n        for _ in range(50): socket.send_fds(a, [b'x'], [0] * 250); sent += 1\n"
         "except OSError as error: print(type(error).__name__)\nprint('fired', sent)", "fired"),
    in_cell("disk", "fills every folder", "for place in ('/tmp', '/home', '/run', '/dev/shm'):\n    try:\n        with open(place + '/escaped', 'wb') as f:\n            while True: f.write(bytes(2**20))\n"
         "    except OSError as error: print('fired', error.errno)", "fired"),
    in_cell("sparse_file", "makes a file of a thousand gigabytes", "import os\ntry: os.truncate(os.open('/tmp/escaped', os.O_CREAT | os.O_RDWR), 2**40); print('escaped')\nexcept OSError as error: print('fired', error.errno)", "fired"),
    in_cell("inodes", "makes files without end", "try:\n    for i in range(10**6): open(f'/tmp/escaped{i}', 'w').close()\nexcept OSError as error: print('fired', error.errno)", "fired|files"),
    in_cell("output", "prints without end", "while True: print('x' * 10_000)", "printed more than"),
    in_cell("tiny_outputs", "prints nothing, a million times", "import sys\nfor _ in range(10**6):\n    display({'text/plain': ''}, raw=True)", "printed more than|too long"),
    in_cell("tiny_texts", "prints one letter a million times", "for _ in range(10**6): print('x', end='', flush=True)", "printed more than|too long"),
    in_cell("large_pictures", "shows pictures without end", "import base64\nwhile True: display({'image/png': base64.b64encode(bytes(10**6)).decode()}, raw=True)", "printed more than|at once"),
    fatal("recursion", "calls itself without end", "import sys\nsys.setrecursionlimit(10**9)\nreturn svm_loss_naive(W, X, y, reg)", "ran for too long|RecursionError|ended its process"),
    in_cell("slow_words", "gives Python work that takes for ever in one step", "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", "ran for too long"),
    in_cell("large_numbers", "computes one huge number in one step", "x = 9 ** (9 ** 9)", "ran for too long|MemoryError"),
    in_cell("low_priority", "makes itself wait for the processor, so that the clock stands still",
         "import os\nfor attempt in (lambda: os.nice(19), lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)), lambda: os.sched_setaffinity(0, {0})):\n"
         "    try: attempt(); print('escaped')\n    except OSError: print('fired')", "fired\nfired\nfired"),
    Attack("sleepers", "sleeps in its own cells, which takes no processor time", "used up their|by the clock", ("import time\ntime.sleep(5)",) * 3),
    Attack("many_short_calls", "stays just under every look at the time", "ran for too long", (MARK,),
           answers={"svm_loss_naive": body("import time\nend = time.process_time() + 0.2\nwhile 5 in W.shape and time.process_time() < end: pass\nreturn 0.0, 0.0 * W").replace("{0}", "svm_loss_naive")}),
    fatal("large_results", "returns more than fits the line", "import numpy as np\nreturn 0.0, np.zeros((1500, 1500))", "sent too much at once|ran for too long"),
]  # fmt: skip
