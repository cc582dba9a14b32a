"""The wall, attacked: shells forked from a zygote, shells with a wall of their own, and what a shell can do with its line."""

import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from waiting import until

from autograder import doctor
from autograder.course.settings import Limits
from autograder.wall import bubblewrap, outputs, seccomp, session, wire, zygote
from autograder.wall.bubblewrap import SandboxError
from autograder.wall.process import Budget
from autograder.wall.session import SessionLost, started

pytestmark = pytest.mark.usefixtures("wall")
SMALL = replace(Limits(), output=1, files=1000)


def soon():
    return Budget(1, 4)


def texts(ran):
    return "".join(output.get("text", "") for output in ran.outputs)


@pytest.fixture(params=["forked", "separate"])
def way(request, monkeypatch):
    """Both ways in which a submission is kept apart, whichever this machine would take."""
    if request.param == "separate":
        source = zygote.Source()
        source.forks = False
        monkeypatch.setattr(zygote, "SOURCE", source)
    with started(Limits(), "bubblewrap") as shell:
        assert shell.way == request.param
    return request.param


def test_every_attack_of_the_doctor_is_refused(released, way):
    findings = list(doctor.findings(released))
    assert [finding for finding in findings if not finding.fine] == []
    assert len(findings) > 30
    assert any(doctor.WAYS[way] in finding.detail for finding in findings)


def test_the_doctor_sees_an_open_door(released):
    """A check that cannot fail proves nothing: without the wall the doctor's attacks get through."""
    dangerous = ("fork", "becoming a program", "raising a limit", "new namespaces", "mounts")
    with started(Limits(), "none") as shell:
        open_doors = [
            what
            for what, attack in doctor._attacks(released, 9, __file__, str(Path.home()))
            if not any(word in what for word in dangerous) and not doctor._attacked(shell, what, attack).fine
        ]
    assert {"hidden tests", "other files", "new processes: a program", "processes of others"} <= set(open_doors)


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("while True: pass", "too long .more than 1 seconds of processor time"),
        ("import time\nwhile True:\n    print('.', flush=True); time.sleep(0.05)", "too long .more than 4 seconds by the clock"),
        ("while True:\n    try:\n        while True: pass\n    except BaseException: pass", "too long"),
        ("import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\n"
         "while True: pass", "too long"),
        ("import threading\nfor _ in range(4): threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()\n"
         "import time; time.sleep(99)", "too long"),
        ("while True: print('x' * 1000)", "more than 1 MB"),
        ("print('x' * 5_000_000)", "at once|more than 1 MB"),
        ("display({'text/plain': 'x' * 3_000_000}, raw=True)", "more than 1 MB"),
        ("import os; os._exit(0)", "ended its process"),
        ("import ctypes; ctypes.string_at(0)", "ended its process"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL); os._exit(3)", "ended its process"),
        ("import os; os.write(3, b'\\xff' * 9); import time; time.sleep(9)", "too much at once"),
        ("import os; os.write(3, b'\\0\\0\\0\\2[]'); import time; time.sleep(9)", "broke the line"),
        ("import os; os.write(3, b'\\0\\0\\0\\2{]'); import time; time.sleep(9)", "broke the line"),
        ("import os; os.write(3, b'\\0\\0\\0\\x10{\"failure\": {}   }'); import time; time.sleep(9)", "broke the line"),
        ("import os; os.close(3); import time; time.sleep(9)", "cut the line|ended its process"),
        ("import socket; socket.socket(fileno=3).shutdown(2)", "cut the line|ended its process"),
        ("import os, time\nos.write(3, b'\\0\\0\\xff\\xff')\nwhile True:\n    os.write(3, b' '); time.sleep(0.05)", "by the clock|too long|broke"),
        ("import sys; sys.modules['autograder.wall.wire'].send = lambda *a: None", "too long"),
    ],
)  # fmt: skip
def test_a_shell_that_misbehaves_is_lost_with_a_reason(attack, reason):
    with started(SMALL, "bubblewrap") as shell, pytest.raises(SessionLost, match=reason):
        shell.run(attack, "attack", soon())
        shell.run("1 + 1", "after", soon())


def test_a_busy_machine_costs_nothing_by_the_clock(monkeypatch):
    """The clock stands still while a process waits for a processor."""
    from autograder.wall import process

    with started(SMALL, "bubblewrap") as shell:
        budget = Budget(1, 1)
        budget.check(shell.process)
        real, start = time.monotonic, time.monotonic()
        waited = iter((100.0, 100.0, 0.0))
        monkeypatch.setattr(process.time, "monotonic", lambda: real() + 100)
        before = process.usage(shell.process)
        monkeypatch.setattr(process, "usage", lambda _: process.Usage(before.processor, before.waited + next(waited)))
        budget.check(shell.process)
        budget.check(shell.process)
        with pytest.raises(process.OutOfTime, match="by the clock"):
            budget.check(shell.process)
    assert real() - start < 60


def test_files_are_limited_in_number(way):
    many = "for i in range(10**6): open(f'/tmp/{i}', 'w').close()"
    with started(SMALL, "bubblewrap") as shell:
        if way == "forked":  # the file system itself has room for no more
            assert shell.run(many, "many", Budget(5, 4)).failure.type_name == "OSError"
        else:
            with pytest.raises(SessionLost, match="more than 1000 files"):
                shell.run(many, "many", Budget(5, 4))


def test_nothing_outside_can_be_written_to(way):
    """If root grades, not the settings of the machine either."""
    with started(SMALL, "bubblewrap") as shell:
        ran = shell.run(
            "import os, sys\n"
            "for path in ('/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/dev/kmsg', '/usr/x', '/x', '/dev/x',\n"
            "             sys.prefix + '/x', os.__file__):\n"
            "    try: open(path, 'r+' if os.path.exists(path) else 'w')\n"
            "    except OSError: print('refused')",
            "write",
            soon(),
        )
        assert texts(ran) == "refused\n" * 8


def kept_in(place):
    """What is to be seen in an empty folder behind the wall: on the way to a Python that lies there on this machine."""
    return sorted({path.relative_to(place).parts[0] for path in bubblewrap.readable() if path.is_relative_to(place)})


def test_nothing_is_left_of_a_submission(way):
    marker = f"dh{os.getpid()}{way}"[:15]
    with started(Limits(), "bubblewrap") as shell:
        shell.run(
            "import threading, time, ctypes, signal\n"
            f"ctypes.CDLL(None).prctl(15, b'{marker}', 0, 0, 0)\n"
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            "threading.Thread(target=lambda: time.sleep(1000)).start()\n"
            "for place in ('/tmp', '/home', '/run', '/dev/shm'): open(place + '/left', 'w').close()",
            "left",
            soon(),
        )
        assert processes(marker)
    deadline = time.monotonic() + 20
    while processes(marker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not processes(marker)
    with started(Limits(), "bubblewrap") as shell:
        ran = shell.run(
            "import os\n"
            "print([sorted(os.listdir(p)) for p in ('/tmp', '/run', '/dev/shm')], 'left' in os.listdir('/home'))",
            "see",
            soon(),
        )
        assert texts(ran) == f"{[kept_in(place) for place in ('/tmp', '/run', '/dev/shm')]} False\n"


def processes(name):
    found = []
    for comm in Path("/proc").glob("[0-9]*/comm"):
        try:
            found += [comm.parent.name] if comm.read_text().strip() == name else []
        except OSError:
            pass
    return found


def test_two_submissions_do_not_see_each_other(way):
    with started(Limits(), "bubblewrap") as one, started(Limits(), "bubblewrap") as other:
        one.run("open('/tmp/mine', 'w').write('answer')\nimport numpy; numpy.mine = 'answer'", "one", soon())
        ran = other.run(
            "import os, numpy\n"
            "print(sorted(os.listdir('/tmp')), hasattr(numpy, 'mine'), [p for p in os.listdir('/proc') if p.isdigit()])",
            "other", soon(),
        )  # fmt: skip
        assert texts(ran) == f"{kept_in('/tmp')} False ['1']\n"


def test_a_shell_holds_nothing_of_ours():
    """No right, no descriptor but its line, no word of the course in its memory."""
    with started(Limits(), "bubblewrap") as shell:
        ran = shell.run(
            "import os\n"
            "status = dict(line.split(':\\t', 1) for line in open('/proc/self/status').read().splitlines() if ':\\t' in line)\n"
            "print([int(status[name], 16) for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')], status['NoNewPrivs'],\n"
            "      status['Seccomp'], status['Pid'], [os.readlink(f'/proc/self/fd/{n}').split(':')[0] for n in range(4)],\n"
            "      [n for n in range(4, 256) if os.path.exists(f'/proc/self/fd/{n}') and 'fd' not in os.readlink(f'/proc/self/fd/{n}')])",
            "rights", soon(),
        )  # fmt: skip
        assert texts(ran) == "[0, 0, 0, 0, 0] 1 2 1 ['/dev/null', '/dev/null', '/dev/null', 'socket'] []\n"


def test_random_numbers_of_numpy_differ_from_shell_to_shell():
    draw = "import numpy as np, random, os\nprint(np.random.rand(), random.random())"
    seen = set()
    for _ in range(2):
        with started(Limits(), "bubblewrap") as shell:
            seen |= set(texts(shell.run(draw, "draw", soon())).split())
    assert len(seen) == 4


def test_cells_of_ours_are_run_once_for_many_shells_and_are_not_shared():
    prefix = (("import numpy as np\nTWO = [2]\nprint('ready')", "imports"), ("np.random.seed(3)", "seed"))
    shown = zygote.SOURCE.prepared(prefix)
    assert [output.text for output in outputs.of(shown[0])] == ["ready\n"]
    draws = set()
    for _ in range(2):
        with started(Limits(), "bubblewrap", prefix) as shell:
            ran = shell.run("TWO.append(3)\nprint(TWO, np.random.rand())", "mine", soon())
            draws.add(texts(ran))
    assert len(draws) == 1
    assert draws.pop().startswith("[2, 3] ")


def test_a_zygote_that_died_is_replaced():
    zygote.SOURCE.way("bubblewrap")
    dying = zygote.SOURCE._zygote
    dying._program.process.kill()

    def works():
        try:  # it may fork some more while it dies; whatever was in them is tried again and blamed on nobody
            with started(Limits(), "bubblewrap") as shell:
                return shell.run("1", "after", soon()).failure is None and zygote.SOURCE._zygote is not dying
        except SandboxError:
            return False

    until(works)


def test_a_shell_that_dies_with_its_zygote_is_no_fault_of_the_submission():
    with started(Limits(), "bubblewrap") as shell:
        zygote.SOURCE._zygote._program.process.kill()
        zygote.SOURCE._zygote._program.process.wait()
        with pytest.raises(SandboxError, match="the program behind the wall has ended"):
            shell.run("import time\nwhile True: time.sleep(1)", "lost", soon())


def test_the_wall_ends_with_its_grader():
    code = (
        "import os, signal\nfrom autograder.course.settings import Limits\nfrom autograder.wall.session import started\n"
        "with started(Limits(), 'bubblewrap') as shell:\n    print(shell.process.pid, flush=True)\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


def test_only_pictures_and_text_are_kept_of_outputs():
    with started(Limits(), "bubblewrap") as shell:
        ran = shell.run(
            "from IPython.display import display, HTML, Javascript, SVG\n"
            "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n"
            "display({'image/png': '\"><script>', 'text/plain': 'x'}, raw=True)\n"
            "import matplotlib.pyplot as plt; plt.plot([1, 2]);",
            "show", soon(),
        )  # fmt: skip
    kinds = [set(output.data) for output in ran.outputs if output.output_type == "display_data"]
    assert {kind for found in kinds for kind in found} == {"text/plain", "image/png"}
    assert kinds[2] == {"text/plain"}


@pytest.mark.parametrize(
    "message",
    [
        '{"stream": "stdout", "text": "\\\\ud800"}',
        '{"stream": "stdout", "text": ["lines"]}',
        '{"stream": ["x"], "text": "a"}',
        '{"display": {"text/html": "<b>"}}',
        '{"display": 3}',
        '{"result": {"text/plain": 5, "image/png": "<"}}',
    ],
)
def test_text_that_nothing_after_us_can_take_is_not_kept(message):
    """Half a character is fine in JSON, but fits into no file; a list of lines breaks nbgrader."""
    with started(SMALL, "bubblewrap") as shell:
        ran = shell.run(
            f"import os\nm = b'''{message}'''\nos.write(3, len(m).to_bytes(4) + m)\nprint('more')", "forge", soon()
        )
    text = texts(ran)
    text.encode()
    assert text.endswith("more\n")
    assert all(output.output_type == "stream" for output in ran.outputs)


def test_a_submission_can_hold_up_no_file_of_the_machine():
    with started(Limits(), "bubblewrap") as shell:
        ran = shell.run(
            "import fcntl, numpy\nfcntl.fcntl(open(numpy.__file__), fcntl.F_SETLEASE, fcntl.F_WRLCK)", "lease", soon()
        )
    assert ran.failure.type_name == "PermissionError"


def called(shell, name, *args):
    return shell.call(name, args, {}, False, (soon(),))


def test_functions_are_called_over_the_line():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("def double(x):\n    print('seen')\n    display(x)\n    return 2 * x\nnone = 3", "double", soon())
        answers = [called(shell, "double", np.arange(3.0) + i) for i in range(50)]
        assert called(shell, "missing") == {"undefined": None}
        assert called(shell, "none") == {"undefined": "int"}
        assert [answer["value"]["s"] for answer in answers] == [[3]] * 50
        assert texts(shell.run("print(double(4))", "after", soon())).endswith("8\n")


def several(shell, name, *calls):
    return shell.calls(name, calls, lambda: (soon(),))


def test_several_calls_are_answered_in_turn_however_large_they_are():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("seen = 0\ndef f(x):\n    global seen\n    seen += 1\n    return seen, x", "f", soon())
        given = [np.full(size, float(size)) for size in (2, 3, 40_000, 5, 40_000, 7, 300_000, 1)]
        answers = [wire.decode(answer["value"]) for answer in several(shell, "f", *((array,) for array in given))]
        assert [count for count, _ in answers] == list(range(1, 9))
        assert all(np.array_equal(got, array) for (_, got), array in zip(answers, given, strict=True))
        assert list(several(shell, "missing", (1,), (2,))) == [{"undefined": None}] * 2
        assert list(several(shell, "f")) == []


def test_after_an_error_that_comes_at_once_nothing_else_is_on_its_way():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("seen = []\ndef f(x):\n    seen.append(x)\n    raise NotImplementedError", "f", soon())
        assert next(several(shell, "f", *((k,) for k in range(9))))["error"].type_name == "NotImplementedError"
        assert texts(shell.run("print(seen)", "look", soon())) == "[0]\n"


def test_answers_that_nobody_reads_are_not_taken_for_others():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("def f(x):\n    if x == 2: 1 / 0\n    return x", "f", soon())
        answers = several(shell, "f", *((k,) for k in range(9)))
        assert [next(answers).get("value") for _ in range(3)] == [0, 1, None]
        assert called(shell, "f", 77)["value"] == 77
        assert [answer.get("value") for answer in several(shell, "f", (5,), (6,))] == [5, 6]
        rest = several(shell, "f", *((k,) for k in range(9)))
        assert [next(rest)["value"] for _ in range(2)] == [0, 1]
        shell.settle(soon())
        with pytest.raises(RuntimeError, match="given up"):
            next(rest)
        assert texts(shell.run("print('after')", "after", soon())) == "after\n"


@pytest.mark.parametrize("seconds", [0, 0.06], ids=["quick", "slow"])
def test_a_function_that_ends_in_a_later_call_has_answered_the_earlier_ones_however_slow_the_grader_is(seconds):
    with started(Limits(), "bubblewrap") as shell:
        shell.run("import os\ndef f(x):\n    if x == 5: os._exit(0)\n    return x", "f", soon())
        answers = several(shell, "f", *((k,) for k in range(9)))
        for k in range(5):
            assert next(answers)["value"] == k
            time.sleep(seconds)
        with pytest.raises(SessionLost, match="ended its process"):
            next(answers)


def test_of_a_slow_function_one_answer_is_asked_for_at_a_time():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("import time\nseen = []\ndef f(x):\n    seen.append(x)\n    time.sleep(0.06)", "f", soon())
        answers = several(shell, "f", *((k,) for k in range(9)))
        assert [next(answers)["value"] for _ in range(3)] == [None] * 3
        assert texts(shell.run("print(seen)", "look", soon())) == "[0, 1, 2]\n"


def test_answers_of_others_are_given_to_nobody():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("def f(x): return x", "f", soon())
        one, other = (several(shell, "f", *((k,) for k in range(start, start + 9))) for start in (0, 100))
        assert [next(one)["value"], next(one)["value"], next(other)["value"], next(other)["value"]] == [0, 1, 100, 101]
        with pytest.raises(RuntimeError, match="given up"):
            next(one)


def test_what_a_submission_sends_without_end_ends_it():
    endless = "import os\nwhile True: os.write(3, b'\\0\\0\\0\\2{}')"
    with started(SMALL, "bubblewrap") as shell, pytest.raises(SessionLost, match="too long"):
        shell.run(endless, "endless", soon())


def test_no_function_is_lent_while_other_calls_are_on_their_way():
    with started(Limits(), "bubblewrap") as shell:
        shell.run("def f(g): return g(1)", "f", soon())
        with pytest.raises(ValueError, match="no other call"):
            next(several(shell, "f", (abs,), (abs,)))
        assert called(shell, "f", abs)["value"] == 1


def test_a_thread_that_prints_disturbs_no_call():
    chatty = (
        "import threading, sys, time\nout = sys.stdout\n"
        "def talk():\n    while True: out.write('chatter ' * 200); time.sleep(0.001)\n"
        "threading.Thread(target=talk, daemon=True).start()\ndef f(x): return x + 1"
    )
    with started(Limits(), "bubblewrap") as shell:
        shell.run(chatty, "chatty", soon())
        assert [called(shell, "f", k)["value"] for k in range(100)] == list(range(1, 101))


def test_each_of_several_threads_that_call_a_function_of_ours_gets_its_own_answer():
    spread = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def spread(f, n):\n    with ThreadPoolExecutor(8) as pool: return list(pool.map(f, range(n)))"
    )
    with started(Limits(), "bubblewrap") as shell:
        shell.run(spread, "spread", soon())
        answer = shell.call("spread", (lambda x: x + 0.5, 500), {}, False, (Budget(15, 4),))
    assert wire.decode(answer["value"]) == [k + 0.5 for k in range(500)]


@pytest.mark.parametrize(
    "attack",
    [
        "while True: pass",
        "import os; os._exit(0)",
        "import sys\n    sys.modules['autograder.wall.wire'].send = lambda connection, message: connection.sendall(b'\\xff' * 9)",
        "import sys\n    sys.modules['autograder.wall.wire'].send = lambda connection, message: connection.close()",
        "import sys\n    sys.modules['autograder.wall.wire'].send = lambda connection, message: connection.sendall(b'\\0\\0\\0\\2[]')",
        "import sys, time\n    def drip(connection, message):\n        connection.sendall(b'\\0\\0\\xff\\xff')\n"
        "        while True:\n            connection.sendall(b' '); time.sleep(0.05)\n    sys.modules['autograder.wall.wire'].send = drip",
        "return 'x' * 5_000_000",
        "import sys\n    sys.modules['autograder.wall.wire'].MAX_ITEMS = 10**9\n    return list(range(10**7))",
    ],
)  # fmt: skip
def test_a_call_that_goes_wrong_loses_the_shell(attack):
    with started(SMALL, "bubblewrap") as shell:
        shell.run(f"def f():\n    {attack}", "f", soon())
        with pytest.raises(SessionLost):
            called(shell, "f")


def test_a_call_without_memory_is_an_answer():
    with started(replace(Limits(), memory=512), "bubblewrap") as shell:
        shell.run("kept = []\ndef f():\n    while True: kept.append(bytearray(2**22))\ndef g(): return 1", "f", soon())
        answer = shell.call("f", (), {}, False, (Budget(15, 4),))
        assert answer["error"].type_name == "MemoryError"


@pytest.mark.parametrize("way", ["forked", "separate", "none"])
def test_cells_behave_as_in_jupyter(way, monkeypatch):
    if way == "separate":
        monkeypatch.setattr(zygote, "SOURCE", zygote.Source())
        zygote.SOURCE.forks = False
    with started(Limits(), "none" if way == "none" else "bubblewrap") as shell:
        assert shell.way == way

        def run(source):
            return shell.run(source, "cell", Budget(5, 4))

        assert texts(run("!ls")) == "`ls` was not run: there are no other processes here.\n"
        for goes_on in ("!pip install numpy\nx = 1", "%pip install numpy", "x = !ls\nassert x == []", "%%bash\nls",
                        "%matplotlib inline", "import numpy as np\nnp.sum?", "%time 1 + 1", "exit()", "quit",
                        "import asyncio\nawait asyncio.sleep(0)", "from ipywidgets import interact\ninteract(lambda a: a, a=1);",
                        "%autosave 60", "%connect_info", "%store x", "%conda list", "_i + _ii", "asyncio.get_running_loop()",
                        "async def late(): return 3\ntask = asyncio.create_task(late())", "assert await task == 3",
                        "%matplotlib widget", "%matplotlib qt", "%matplotlib tk", "%matplotlib notebook",
                        "from mpl_toolkits.mplot3d import Axes3D\nimport pylab\nimport __main__",
                        "import pickle\nclass P: pass\nassert type(pickle.loads(pickle.dumps(P()))) is P",
                        "%%writefile one.py\nONE = 1", "import one\nassert one.ONE == 1",
                        "import os, sys\nos.makedirs('src/part')\nopen('src/two.py', 'w').write('TWO = 2')\nopen('src/part/__init__.py', 'w')",
                        "sys.path.append('src')\nimport two, part\nfrom src import two as again\nassert two.TWO == again.TWO == 2",
                        "import zipfile\nwith zipfile.ZipFile('many.zip', 'w') as many: many.writestr('four.py', 'FOUR = 4')",
                        "sys.path += [5, 'many.zip']\nimport four\nassert four.FOUR == 4",
                        "import types\nsys.modules['three'] = types.ModuleType('three')\nimport three"):  # fmt: skip
            assert run(goes_on).failure is None, goes_on
        assert run("40 + 2").outputs[0].data["text/plain"] == "42"
        assert run("%%time\n1 / 0").failure.type_name == "ZeroDivisionError"
        failed = run("def f(x):\n    return 1 / x\n\nf(0)").failure
        assert [(step.line, step.function) for step in failed.frames] == [(4, "<module>"), (2, "f")]
        failed = run("def f(:\n    pass").failure
        assert (failed.type_name, failed.frames[-1].line) == ("SyntaxError", 1)
        assert run("undefined_name").failure.name == "undefined_name"
        assert run("input()").failure.type_name == "StdinNotImplementedError"
        assert run("import torch").failure.type_name == "ModuleNotFoundError"
        assert run("import torch").failure.name == "torch"
        assert run("import sklearn, scipy, matplotlib, json").failure is None
        assert run("raise SystemExit").failure.type_name == "SystemExit"
        assert (
            run("class Bad(Exception):\n    def __str__(self): raise ValueError\nraise Bad").failure.type_name == "Bad"
        )


def test_a_course_that_would_be_visible_stops_the_grader(monkeypatch):
    monkeypatch.setattr(zygote, "SOURCE", zygote.Source())
    monkeypatch.setattr(bubblewrap, "readable", lambda: [Path(bubblewrap.__file__).resolve().parents[2]])
    with pytest.raises(SandboxError, match="would see the course"):
        session.require(SMALL, "bubblewrap")


def test_a_python_in_somebodys_home_stays_visible(tmp_path):
    """Fresh folders in memory hide nothing that must be seen, such as an environment under /home or /tmp."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        place = Path(folder) / "venv"
        place.mkdir()
        (place / "seen.txt").write_text("here")
        source = zygote.Source()
        real = bubblewrap.readable()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bubblewrap, "readable", lambda: [*real, place])
            patch.setattr(zygote, "SOURCE", source)
            with started(SMALL, "bubblewrap") as shell:
                assert shell.way == "forked"
                ran = shell.run(
                    f"import os\nprint(open('{place}/seen.txt').read(), sorted(os.listdir('/tmp')))\nopen('{place}/x', 'w')",
                    "see",
                    soon(),
                )
            source.close()
    assert texts(ran) == f"here {sorted([*kept_in('/tmp'), Path(folder).name])}\n"
    assert ran.failure.type_name == "OSError"


def test_a_machine_without_a_list_of_fonts_gets_one_before_the_wall_is_up(tmp_path):
    """Behind it, each zygote would make its own."""
    ask = "from autograder.wall import bubblewrap; print(bubblewrap.fonts()[1])"
    told = subprocess.check_output(
        [sys.executable, "-c", ask], text=True, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    )
    made = Path(told.strip())
    assert made.is_relative_to(tmp_path)
    assert made.is_file()


def test_without_bubblewrap_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setattr(zygote, "SOURCE", zygote.Source())
    monkeypatch.setattr(bubblewrap, "bwrap", lambda: None)
    with pytest.raises(SandboxError, match="install the package bubblewrap"):
        session.require(SMALL, "bubblewrap")


def test_without_user_namespaces_nothing_starts(monkeypatch, tmp_path):
    script = tmp_path / "bwrap"
    script.write_text("#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(zygote, "SOURCE", zygote.Source())
    monkeypatch.setattr(bubblewrap, "bwrap", lambda: str(script))
    with pytest.raises(SandboxError, match="No permissions to create a new namespace"):
        session.require(SMALL, "bubblewrap")


def test_a_machine_that_allows_no_namespaces_inside_takes_a_wall_for_each(monkeypatch):
    """As where a container's /proc is masked: here the zygote is not given the right to make namespaces."""
    source, real = zygote.Source(), bubblewrap.command

    def command(limits, info=None):
        words = real(limits, info)
        return (
            words
            if info is not None
            else [word for word in words if word not in ("--cap-add", "CAP_SYS_ADMIN", "CAP_SETPCAP")]
        )

    monkeypatch.setattr(bubblewrap, "command", command)
    monkeypatch.setattr(zygote, "SOURCE", source)
    assert session.require(SMALL, "bubblewrap") == "separate"


def test_a_zygote_that_cannot_come_back_from_new_namespaces_forks_nothing(monkeypatch):
    """Then no shell is left behind, and each submission gets a wall of its own."""
    source, real = zygote.Source(), zygote._modules

    def modules():
        return [(name, text.replace('"/proc/self/ns/pid"', '"/dev/null"')) for name, text in real()]

    monkeypatch.setattr(zygote, "_modules", modules)
    monkeypatch.setattr(zygote, "SOURCE", source)
    forked = zygote.Zygote()
    try:
        for _ in range(2):
            with pytest.raises(SandboxError, match="Invalid argument"):
                forked.fork(SMALL, ())
        program = psutil.Process(forked._program.process.pid)
        until(lambda: len(program.children(recursive=True)) == 3)  # bubblewrap's first process, and the zygote twice
    finally:
        forked.close()
    assert session.require(SMALL, "bubblewrap") == "separate"


def test_the_filter_is_whole_instructions_for_this_machine():
    assert seccomp.supported() == (platform.machine() in ("x86_64", "aarch64"))
    assert len(seccomp.program()) % 8 == 0
