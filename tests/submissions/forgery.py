"""Forged frames on the line to the grader, and forged files."""

import json

import nbformat

from submissions import Attack

SEND = """
import json, os
FIRED = []
def send(message, raw=False, behind=b''):
    data = message if raw else json.dumps(message).encode() + behind
    data = data if raw else len(data).to_bytes(4) + data
    while data: data = data[os.write(3, data):]
"""
LATER = "\nimport os\n__import__('sys').stdout.flush()\n"


def forge(name, tries, source, fired="fired", **options):
    return Attack(name, tries, fired, (SEND + source,), **options)


def called(name, tries, source, fired, **options):
    lines = "".join(f"    {line}\n" for line in source.strip().splitlines())
    return Attack(
        name, tries, fired, (SEND,), "def {0}(W, X, y, reg):\n" + lines + "    return 0.0, 0.0 * W\n", **options
    )


def claimed(notebook):
    for cell in notebook.cells:
        tag = cell.metadata.get("nbgrader", {})
        cell.metadata["tags"] = ["skip-execution", "raises-exception"]
        if tag.get("grade") and cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "100"}, execution_count=1)]
            cell.source, tag["points"], tag["locked"] = "100", 100, False


def disguised(notebook):
    """Cells of the student's own that bear the tags of our tests and answers."""
    tests = [
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
    ]
    for cell in tests:
        copied = nbformat.from_dict(json.loads(json.dumps(cell)))
        copied.source = "print('fired')\n20"
        copied.id = f"copy-{copied.id[:40]}"
        notebook.cells.insert(0, copied)


ATTACKS: list[Attack] = [
    forge("noise", "writes noise to the line", "print('x' * 9000)\nsend(b'\\xff' * 99, raw=True)\nimport time; time.sleep(9)", "sent too much at once"),
    forge("half_a_frame", "begins a frame and never ends it", "send(b'\\0\\0\\1\\0{', raw=True)\nwhile True: pass", "ran for too long"),
    forge("line_closed", "closes the line", "os.close(3)\nimport time; time.sleep(9)", "cut the line|ended its process"),
    forge("line_replaced", "puts another socket in the place of the line",
          "import socket\na, b = socket.socketpair()\nos.dup2(a.fileno(), 3)\nimport time; time.sleep(9)", "cut the line|ended its process"),
    forge("answers_ahead", "sends a hundred answers before anybody asks",
          "print('fired', flush=True)\nfor _ in range(100): send({'value': {'t': 'tuple', 'v': [0.0, 0.0]}, 'args': [None] * 4, 'lines': 7})", "fired"),
    forge("answers_ahead_of_cells", "sends the ends of cells that were not run", "print('fired', flush=True)\nfor _ in range(30): send({'failure': None})", "fired"),
    forge("failure_records", "sends failure records with texts, places and numbers of its choice",
          "for record in ({'type': '<b>escaped()</b>\\x1b[31m', 'text': '\\ud800' * 9, 'name': 'n' * 10**4, 'errno': 10**30, 'frames': [{'cell': 'test_svm_loss_naive_value', 'line': 10**9, 'in': '</pre>'}] * 99},):\n"
          "    send({'failure': record})\n", r"\[31m|too long|fired|svm_loss"),
    forge("failure_nonsense", "sends failure records that are none", "print('fired', flush=True)\nsend({'failure': {'type': 1, 'frames': {}, 'text': None}})\nimport time; time.sleep(9)", "broke the line"),
    called("error_nonsense", "answers with errors that are none",
           "send({'error': None if len(FIRED) % 2 else {'type': [], 'frames': 3}})\nFIRED.append(1)", "broke the line"),
    called("calls_of_ours", "calls functions that it was never lent",
           "for number in (0, -1, 10**30, 'x', None, [0], True):\n    send({'call': number, 'args': [], 'kwargs': {}})\n    send({'call': number})\nFIRED.append(1)", r"fired [1-9]", last="print('fired', len(FIRED))"),
    called("requests_taken_ahead", "takes the calls that are on their way, and answers them all at once",
           "import select\nwhile select.select([3], [], [], 0)[0]:\n    size, data = int.from_bytes(os.read(3, 4)), b''\n    while len(data) < size: data += os.read(3, size - len(data))\n"
           "    FIRED.append(data)\n    send({'value': {'t': 'tuple', 'v': [0.0, {'t': 'array', 'd': '<f8', 's': [1], 'o': 'C', 'v': 8}]}, 'args': [None] * 4, 'lines': 7}, behind=b'\\0' * 9)",
           r"fired [1-9]", last="print('fired', len(FIRED))"),
    called("deep_nesting", "answers with JSON of a hundred thousand levels", "send(b'\\0\\3\\x0d\\x40' + b'[' * 200_000, raw=True)", "broke the line"),
    called("deep_values", "answers with values of a thousand levels",
           "v = 0\nfor _ in range(900): v = {'t': 'list', 'v': [v]}\nFIRED.append(1)\nsend({'value': v})", "broke the line|may not cross|fired", last="print('fired', len(FIRED))"),
    called("huge_numbers", "answers with numbers of ten thousand digits",
           "FIRED.append(1)\ndata = b'{\"value\": ' + b'9' * 10_000 + b', \"lines\": ' + b'9' * 4000 + b'}'\nsend(len(data).to_bytes(4) + data, raw=True)", "broke the line"),
    called("numbers_that_are_none", "answers with NaN and Infinity, which JSON does not have",
           "FIRED.append(1)\ndata = b'{\"value\": [NaN, Infinity, -Infinity], \"args\": NaN, \"lines\": NaN}'\nsend(len(data).to_bytes(4) + data, raw=True)", "may not cross"),
    called("alike_keys", "answers with a dict whose hundred thousand keys have one hash",
           "send({'value': {'t': 'pairs', 'v': [[k * (2**61 - 1), 0] for k in range(1, 40_000)]}})", "keys are too much alike"),
    called("arrays_that_lie", "answers with arrays whose bytes do not fit their shape",
           "FIRED.append(1)\nk = len(FIRED)\nsend({'value': {'t': 'array', 'd': ['<f8', '|O', '<f16', 'V9'][k % 4], 's': [[2**31], [4194304] * 7 + [0], [-1], [0] * 9][k % 4], 'o': 'C', 'v': 0}}, behind=b'\\0')",
           "may not cross|do not fit"),
    called("descriptors_sent", "sends descriptors along with its answer",
           "import socket\ns = socket.socket(fileno=os.dup(3))\nfor _ in range(20): socket.send_fds(s, [b'\\0\\0\\0\\2{}'], [0, 1, 2] * 20)",
           "returned None"),
    forge("markup_in_displays", "sends outputs of kinds that it should not send",
          "send({'display': {'text/html': 'escaped()', 'image/svg+xml': '<svg>', 'text/plain': 'fired'}})\nsend({'stream': 'stdout\" onload=\"', 'text': 'escaped()'})\n"
          "send({'result': {'image/png': '\"><script>escaped()'}})"),
    Attack("tests_replaced", "replaces the tests, with outputs that claim full marks", "put back as released", edit=claimed),
    Attack("tests_copied", "adds copies of the tests that are passed", "one counts.*svm_loss_naive_value", edit=disguised),
    forge("early_success", "reports the end of its cell and goes on", "print('fired', flush=True)\nsend({'failure': None})\nFIRED.append('later')", last="print('on', FIRED)"),
    Attack("large_frames", "answers with the largest frames there are, again and again", "ran for too long", (SEND,),
           answers={"svm_loss_naive": "def svm_loss_naive(W, X, y, reg):\n    data = b'{\"call\": 0, \"args\": [\"' + b'x' * (2**22 - 100) + b'\"]}'\n    while True: send(len(data).to_bytes(4) + data, raw=True)"}),
    called("undefined_names", "says that it is something else", "send({'undefined': '<script>act()</script>\\x1b[2J' * 99})", "svm_loss_naive is something that is no function"),
]  # fmt: skip
