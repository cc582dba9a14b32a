"""Monkeypatching: NumPy, Python, and the far side of our line."""

from submissions import WORTHLESS, Attack

PROGRAM = (
    "import sys\nprogram = sys.modules['autograder.wall.inside.program']\nwire = sys.modules['autograder.wall.wire']\n"
)
HELD = "\nprint('fired', {0})"
ALWAYS = "lambda *args, **kwargs: True"


def patch(name, tries, source, fired="fired", **options):
    return Attack(name, tries, fired, (source,), **options)


ATTACKS: list[Attack] = [
    patch("numpy_comparisons", "makes all comparisons of NumPy hold", f"""
import numpy as np
for name in ('allclose', 'isclose', 'array_equal', 'isfinite', 'all'): setattr(np, name, {ALWAYS})
np.testing.assert_allclose = np.testing.assert_array_equal = {ALWAYS}
print('fired', np.allclose(1, 2))""", "fired True"),
    patch("numpy_distances", "makes all distances zero",
          "import numpy as np\nnp.abs = np.max = np.linalg.norm = np.subtract = lambda *a, **k: 0.0\nprint('fired', np.abs(-3))", r"fired 0\.0"),
    patch("builtins", "makes assertions harmless and everything an instance of everything",
          f"import builtins\nbuiltins.AssertionError = Warning\nbuiltins.isinstance = {ALWAYS}\nbuiltins.abs = lambda x: 0\nprint('fired', isinstance(1, str), abs(-1))",
          "fired True 0|ended its process"),
    patch("answers_claimed", "replaces the function that answers calls",
          PROGRAM + "def claim(*args):\n    FIRED.append(1)\n    return {'value': True, 'args': [], 'lines': 7, 'passed': True, 'score': 20}\n"
          "FIRED = []\nprogram._answer = claim", "fired [1-9]", last="print('fired', len(FIRED))"),
    patch("encoder", "replaces the encoder by one that says 0",
          PROGRAM + "FIRED = []\nwire.encode = lambda value, *args, **kwargs: FIRED.append(1) or 0.0", "fired [1-9]", last="print('fired', len(FIRED))"),
    patch("changes_hidden", "says that no argument was changed, with arguments of its own",
          PROGRAM + "FIRED = []\nprogram._changed = lambda request, args: FIRED.append(1) or [{'t': 'list', 'v': []}] * 9", "fired [1-9]",
          last="print('fired', len(FIRED))"),
    patch("random_numbers", "makes random numbers constant",
          "import numpy as np, random\nnp.random.default_rng = lambda *a: np.random.Generator(np.random.PCG64(1))\nnp.random.seed(1); random.seed(1)\n"
          "print('fired', np.random.default_rng() is not None)"),
    patch("another_numpy", "puts another module in the place of NumPy",
          "import sys, types\nfake = types.ModuleType('numpy')\nfake.__getattr__ = lambda name: (lambda *a, **k: 0.0)\n"
          "sys.modules['numpy'] = fake\nimport numpy\nprint('fired', numpy.anything(3))", r"fired 0\.0"),
    patch("json", "makes everything that is sent a success",
          "import json\nreal, sent = json.JSONEncoder.encode, []\n"
          "json.JSONEncoder.encode = lambda self, message: real(self, {**message, 'value': True, 'passed': True} if isinstance(message, dict) and 'value' in message and not sent.append(1) else message)",
          "fired [1-9]", last="print('fired', len(sent))"),
    patch("tracer", "traces everything and changes what functions return",
          "import sys, threading\nFIRED = []\ndef tracer(frame, event, arg):\n    FIRED.append(event)\n    return None\nsys.settrace(tracer); threading.settrace(tracer)\n"
          "sys.setprofile(lambda frame, event, arg: None)", "fired [1-9]", last="print('fired', len(FIRED))"),
    patch("import_guard", "takes the guard off import and looks for the course",
          "import builtins, importlib\n"
          "for c in builtins.__import__.__closure__ or (): builtins.__import__ = c.cell_contents if callable(c.cell_contents) else builtins.__import__\n"
          "for name in ('autograder.checks', 'autograder.grading', 'nbgrader_config'):\n"
          "    try: print('found', importlib.import_module(name).__file__)\n"
          "    except ImportError as error: print('fired', type(error).__name__)", "fired ModuleNotFoundError"),
    patch("every_dict", "sets what looks like a verdict in every dict of the process",
          "import gc\nn = 0\nfor o in gc.get_objects():\n    if type(o) is dict and o.keys() & {'failure', 'points', 'count', 'request', 'name'}:\n"
          "        for key in ('passed', 'points', 'score'): o[key] = 10**6\n        n += 1\nprint('fired', n)", r"fired \d"),
    Attack("callers", "changes the variables of whoever calls it", "fired .*request", ("FIRED = set()",), """
def {0}(W, X, y, reg):
    import sys
    frame = sys._getframe()
    while frame is not None:
        FIRED.update(frame.f_locals)
        try:
            frame.f_locals.update(value=True, passed=True, result=True)
            frame.f_globals.update(passed=True)
        except Exception: pass
        frame = frame.f_back
    return 0.0, 0.0 * W
""", last="print('fired', sorted(map(str, FIRED)))"),
    Attack("small_integers", "makes 0 equal to 1 in memory", "fired True", (
        "import ctypes, sys\nzero, one = int('0'), int('1')\nsize = sys.getsizeof(256)\nplace = id(200) + 24\n"
        "ctypes.memmove(place, id(201) + 24, 4)\nprint('fired', 200 == 201 or int('200') == int('201'))",)),
    Attack("later_redefinition", "redefines a right answer after its cell", "fired", answer=None, most=8, last=(
        "print('fired')\n" + WORTHLESS.format("svm_loss_naive") + WORTHLESS.format("svm_loss_vectorized")),
        edit=lambda notebook: notebook.cells.insert(
            next(at for at, c in enumerate(notebook.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == "test_svm_loss_vectorized_value"),
            notebook.cells[-1].__class__(cell_type="code", id="again", metadata={}, outputs=[], execution_count=None,
                                         source=WORTHLESS.format("svm_loss_vectorized")))),
    Attack("names_of_ours", "gives names of ours to things of its own", "fired", (
        "import types\nchecks = types.SimpleNamespace(run=lambda *a: None)\nscore = points = 20\n"
        "def check(*args): return True\nrelative_error = lambda *a: 0.0\nprint('fired', checks.run())",),
        last="relative_error = numeric_gradient = lambda *a, **k: 0.0\nAssertionError = Exception"),
    patch("cells_claimed", "says that every cell ran well", "get_ipython().__class__.run = lambda self, *args: print('fired')", "is not there when it is needed"),
]  # fmt: skip
