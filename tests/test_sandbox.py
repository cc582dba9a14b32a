import os
import platform
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder import doctor
from autograder.wall import sandbox, seccomp
from autograder.wall.sandbox import Kernel, KernelLost, Limits, SandboxError

pytestmark = pytest.mark.usefixtures("wall")
SMALL = replace(Limits(), cell_seconds=4, call_seconds=3, output_bytes=2**20)


def texts(outputs):
    return "".join(output.get("text", "") for output in outputs)


def test_every_attack_of_the_doctor_is_refused(released):
    findings = list(doctor.findings(released))
    assert [finding for finding in findings if not finding.fine] == []
    assert len(findings) > 20


def test_the_doctor_sees_an_open_door(released):
    """A check that cannot fail proves nothing: without the wall the doctor's attacks get through."""
    with Kernel(Limits(), "none") as kernel:
        open_doors = [
            what
            for what, attack in doctor._attacks(released, 9, __file__, str(Path.home()))
            if "processes: fork" not in what and not doctor._attacked(kernel, what, attack).fine
        ]
    assert {"hidden tests", "other files", "new processes: a program", "processes of others"} <= set(open_doors)


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("while True: pass", "too long"),
        ("import time\nwhile True:\n    print('.', flush=True); time.sleep(0.05)", "too long"),
        ("while True: print('x' * 1000)", "output"),
        ("print('x' * 50_000_000)", "output"),
        ("import os; os._exit(0)", "ended its kernel"),
        ("import ctypes; ctypes.string_at(0)", "ended its kernel"),
        ("for i in range(10**6): open(f'/tmp/{i}', 'w').close()", "more than 10000 files"),
        ("import glob, os\nfor path in glob.glob('/run/*'): os.remove(path)\nwhile True: pass", "too long"),
        ("get_ipython().kernel.session.send(get_ipython().kernel.iopub_socket, 'stream', content=b'[1]')", "broke"),
        ("kernel = get_ipython().kernel\nparts = kernel.session.serialize(kernel.session.msg('stream', content={}))\n"
         "parts[3] = b'[1]'\nparts[1] = kernel.session.sign(parts[2:6])\nkernel.iopub_socket.send_multipart(parts)", "broke"),
        ("get_ipython().kernel.iopub_socket.io_thread.socket.close(); import time; time.sleep(9)", "stopped|broke|ended"),
    ],
)  # fmt: skip
def test_a_kernel_that_misbehaves_is_lost_with_a_reason(attack, reason):
    with Kernel(SMALL, "bubblewrap") as kernel, pytest.raises(KernelLost, match=reason):
        kernel.execute(attack)
        kernel.execute("1 + 1")


def test_nothing_outside_can_be_written_to():
    """Not the folder of the connection file, and, if root grades, not the settings of the machine."""
    with Kernel(SMALL, "bubblewrap") as kernel:
        outputs = kernel.execute(
            "import glob, os\n"
            "for path in (*glob.glob('/tmp/dh-*/kernel.json'), '/proc/sys/kernel/core_pattern'):\n"
            "    try: open(path, 'r+')\n"
            "    except OSError: print('refused')\n"
            "try: os.mkdir(glob.glob('/tmp/dh-*')[0] + '/d')\n"
            "except OSError: print('refused')"
        )
        assert texts(outputs) == "refused\n" * 3
        assert os.listdir(kernel._folder) == ["kernel.json"]


_CUT = """
import os, socket, sys, threading, time
wire = sys.modules["_downhill_wire"]
serve = wire.serve
def cut():
    time.sleep(0.2)
    for number in range(3, 100):
        try:
            with socket.socket(fileno=os.dup(number)) as line:
                if "k-" in str(line.getsockname()):
                    line.shutdown(2)
        except OSError:
            pass
def serve_and_cut(*args):
    serve(*args)
    threading.Thread(target=cut).start()
wire.serve = serve_and_cut
def f(): return 1
"""


def test_a_line_that_was_cut_between_two_requests_does_not_stop_the_grader():
    with Kernel(SMALL, "bubblewrap") as kernel:
        kernel.execute(_CUT)
        with kernel.calls() as calls:
            calls("f", (), {}, False)
        time.sleep(1)
        with pytest.raises(KernelLost), kernel.calls() as calls:
            calls("f", (), {}, False)


@pytest.mark.parametrize("text", [r'"\\ud800"', '["lines"]'])
def test_text_that_nothing_after_us_can_take_is_not_kept(text):
    """Half a character is fine in JSON, but fits into no file; a list of lines breaks nbgrader."""
    content = f"""b'{{"name": "stdout", "text": {text}}}'"""
    with Kernel(SMALL, "bubblewrap") as kernel:
        outputs = kernel.execute(
            "kernel = get_ipython().kernel\n"
            f"kernel.session.send(kernel.iopub_socket, 'stream', content={content}, parent=kernel.get_parent())\n"
            "print('more')"
        )
    assert texts(outputs) == "more\n"


def test_nothing_is_left_of_a_submission():
    marker = f"dh-marker-{os.getpid()}"
    with Kernel(Limits(), "bubblewrap") as kernel:
        kernel.execute(
            "import threading, time, ctypes\n"
            f"ctypes.CDLL(None).prctl(15, b'{marker[:15]}', 0, 0, 0)\n"
            "threading.Thread(target=lambda: time.sleep(1000)).start()\nopen('/tmp/left', 'w').close()"
        )
        folder = kernel._folder
        assert folder.exists()
        assert processes(marker[:15])
    deadline = time.monotonic() + 10
    while processes(marker[:15]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not processes(marker[:15])
    assert not folder.exists()
    assert not Path("/tmp/left").exists()


def processes(name):
    found = []
    for comm in Path("/proc").glob("[0-9]*/comm"):
        try:
            found += [comm.parent.name] if comm.read_text().strip() == name else []
        except OSError:
            pass
    return found


def test_two_submissions_do_not_see_each_other():
    with Kernel(Limits(), "bubblewrap") as one, Kernel(Limits(), "bubblewrap") as other:
        one.execute("open('/tmp/mine', 'w').write('answer')")
        seen = texts(
            other.execute(
                "import os, glob\nprint(glob.glob('/tmp/*'), [p for p in os.listdir('/proc') if p.isdigit()])"
            )
        )
        assert "mine" not in seen
        assert str(one._folder) not in seen
        assert len(eval(seen.split("] ")[1])) <= 2


def test_only_pictures_and_text_are_kept_of_outputs():
    with Kernel(Limits(), "bubblewrap") as kernel:
        outputs = kernel.execute(
            "from IPython.display import display, HTML, Javascript, SVG\n"
            "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n"
            "display({'image/png': '\"><script>', 'text/plain': 'x'}, raw=True)\n"
            "import matplotlib.pyplot as plt; plt.plot([1, 2]);"
        )
    kinds = [set(output.data) for output in outputs if output.output_type == "display_data"]
    assert {kind for found in kinds for kind in found} == {"text/plain", "image/png"}
    assert kinds[2] == {"text/plain"}


def test_a_submission_can_hold_up_no_file_of_the_machine():
    with Kernel(Limits(), "bubblewrap") as kernel:
        outputs = kernel.execute(
            "import fcntl, numpy\nfcntl.fcntl(open(numpy.__file__), fcntl.F_SETLEASE, fcntl.F_WRLCK)"
        )
    assert outputs[-1].ename == "PermissionError"


def test_functions_are_called_over_the_line():
    with Kernel(Limits(), "bubblewrap") as kernel:
        kernel.execute("def double(x):\n    print('seen')\n    return 2 * x")
        with kernel.calls() as calls:
            answers = [calls("double", (np.arange(3.0) + i,), {}, False) for i in range(50)]
            assert calls("missing", (), {}, False) == {"undefined": True}
        assert [answer["value"]["s"] for answer in answers] == [[3]] * 50
        assert texts(kernel.execute("print(double(4))")).endswith("8\n")


@pytest.mark.parametrize(
    "attack",
    [
        "while True: pass",
        "import os; os._exit(0)",
        "import sys\n    sys.modules['_downhill_wire'].send = lambda connection, message: connection.sendall(b'\\xff' * 9)",
        "import sys\n    sys.modules['_downhill_wire'].send = lambda connection, message: connection.close()",
        "import sys\n    sys.modules['_downhill_wire'].send = lambda connection, message: connection.sendall(b'\\0\\0\\0\\2[]')",
        "import sys, time\n    def drip(connection, message):\n        connection.sendall(b'\\0\\0\\xff\\xff')\n"
        "        while True:\n            connection.sendall(b' '); time.sleep(0.05)\n    sys.modules['_downhill_wire'].send = drip",
    ],
)
def test_a_call_that_goes_wrong_loses_the_kernel_in_time(attack):
    with Kernel(SMALL, "bubblewrap") as kernel:
        kernel.execute(f"def f():\n    {attack}")
        started = time.monotonic()
        with pytest.raises(KernelLost), kernel.calls() as calls:
            calls("f", (), {}, False)
        assert time.monotonic() - started < 10 * SMALL.call_seconds


def test_a_course_that_would_be_visible_stops_the_grader(monkeypatch):
    monkeypatch.setattr(sandbox, "_readable", lambda: [Path(sandbox.__file__).resolve().parents[2]])
    with pytest.raises(SandboxError, match="would see the course"), Kernel(SMALL, "bubblewrap"):
        pass


def test_without_bubblewrap_the_error_says_what_to_do(monkeypatch):
    monkeypatch.setattr(sandbox, "bwrap", lambda: None)
    with pytest.raises(SandboxError, match="install the package bubblewrap"), Kernel(SMALL, "bubblewrap"):
        pass


def test_without_user_namespaces_the_kernel_does_not_start(monkeypatch):
    with tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False) as script:
        script.write("#!/bin/sh\necho 'bwrap: No permissions to create a new namespace' >&2\nexit 1\n")
    os.chmod(script.name, 0o755)
    monkeypatch.setattr(sandbox, "bwrap", lambda: script.name)
    with pytest.raises(SandboxError, match="No permissions to create a new namespace"), Kernel(SMALL, "bubblewrap"):
        pass
    os.unlink(script.name)


def test_the_filter_is_whole_instructions_for_this_machine():
    assert seccomp.supported() == (platform.machine() in ("x86_64", "aarch64"))
    assert len(seccomp.program()) % 8 == 0
