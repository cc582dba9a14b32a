"""Ending too early, living too long, and being different the second time."""

from submissions import MARK, Attack, fatal, in_cell

ATTACKS: list[Attack] = [
    in_cell("exits", "ends its process in a cell", "import os\nos._exit(0)", "ended its process"),
    fatal("exits_in_calls", "ends its process in every call", "import os\nos._exit(0)", "ended its process"),
    in_cell("crash", "crashes the interpreter", "import ctypes\nctypes.string_at(0)", "ended its process"),
    in_cell("kills_itself", "sends itself every signal", "import os, signal\nfor n in range(1, 65):\n    try: os.kill(os.getpid(), n)\n    except OSError: pass\nprint('fired')", "fired|ended its process|KeyboardInterrupt"),
    in_cell("deaf", "ignores every signal and computes for ever",
         "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: pass", "ran for too long"),
    in_cell("alarms", "has signals raise exceptions in everything that follows",
         "import signal\ndef ring(*args): raise KeyboardInterrupt\nsignal.signal(signal.SIGALRM, ring)\nsignal.setitimer(signal.ITIMER_REAL, 0.3, 0.05)\nprint('fired')", "fired"),
    in_cell("daemon", "leaves a daemon", "import os\ntry:\n    if os.fork() == 0:\n        os.setsid()\n        open('/tmp/escaped', 'w')\nexcept OSError: print('fired')", "fired"),
    in_cell("threads_that_stay", "leaves threads that outlive its cells and print",
         "import threading, time, sys\nout = sys.stdout\ndef talk():\n    while True: out.write('chatter' * 999); time.sleep(0.01)\nthreading.Thread(target=talk).start()\nprint('fired')", "fired"),
    in_cell("last_wish", "acts when the interpreter ends or an object goes",
         "import atexit, os\ndef act(): open('/tmp/escaped', 'w')\natexit.register(act)\nclass Wish:\n    def __del__(self): act()\nwish = Wish()\nprint('fired')\n", "fired"),
    in_cell("exit_by_thread", "ends the process from a thread, later", "import threading, os\nthreading.Timer(0.05, os._exit, (0,)).start()\nprint('fired')", "fired|ended its process"),
    Attack("different_when_replayed", "is another program each time that it is run", "fired|ended its process", (
        MARK, "import os\nLUCK = os.urandom(1)[0] % 2\nprint('fired', LUCK)"),
        "def {0}(W, X, y, reg):\n    import os\n    if os.urandom(1)[0] % 2: os._exit(1)\n    return 0.0, 0.0 * W\n"),
    in_cell("stopped", "stops its own process", "import os, signal\nprint('fired', flush=True)\nos.kill(os.getpid(), signal.SIGSTOP)\nos.killpg(0, signal.SIGSTOP)\nimport time; time.sleep(99)", "fired|ran for too long"),
    in_cell("debugger", "waits for a debugger and for input", "try: input()\nexcept BaseException as error: print('fired', type(error).__name__)\nimport sys\nsys.stdin.read()\nbreakpoint()", "fired"),
    Attack("longer_when_replayed", "works at once the first time, and stalls all later runs of its cells", "ended its process", (
        "print('fired')", "import os, time\nif os.urandom(1)[0] % 4: time.sleep(0.1)"),
        "def {0}(W, X, y, reg):\n    import os\n    os._exit(1)\n"),
    Attack("slow_answers_replayed", "has answers that take long and calls that lose them", "ended its process", (),
        "import time\ntime.sleep(0.1)\ndef {0}(W, X, y, reg):\n    import os\n    os._exit(1)\n"),
]  # fmt: skip
