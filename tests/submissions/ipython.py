"""Tricks of IPython."""

from submissions import Attack

ATTACKS: list[Attack] = [
    Attack("input_transformer", "rewrites the cells that follow", "fired", (
        "def rewrite(lines):\n    return ['print(\"fired\")\\n'] + [line.replace('assert', 'pass #') for line in lines]\n"
        "get_ipython().input_transformers_post.append(rewrite)", "1"), last="1"),
    Attack("syntax_transformer", "takes every assert and raise out of later cells", "fired", (
        "import ast\nclass Quiet(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)\n"
        "    def visit_Raise(self, node): return ast.copy_location(ast.Pass(), node)\nget_ipython().ast_transformers.append(Quiet())",
        "assert False\nprint('fired')")),
    Attack("shell_commands", "runs programs", "`id` was not run", (
        "!id", "%%bash\nid > /tmp/escaped", "x = !cat /etc/passwd\nprint('lines', len(x))", "%sx id", "get_ipython().system('id')\nget_ipython().getoutput('id')")),
    Attack("files_run", "runs and loads files of the machine", "fired", (
        "for magic in ('run /etc/passwd', 'load /etc/shadow', 'pycat /etc/passwd', 'cd /', 'bookmark x', 'store x', 'logstart /tmp/escaped'):\n"
        "    try: get_ipython().run_line_magic(*magic.split(' ', 1))\n    except BaseException as error: print('refused', type(error).__name__)\nprint('fired')",)),
    Attack("exception_handler", "swallows every exception", "fired", (
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: print('fired'))", "1 / 0")),
    Attack("callbacks", "acts before and after every cell", "fired", (
        "import builtins\nbuiltins.count = 0\ndef act(*args):\n    builtins.count += 1\n"
        "for event in ('pre_execute', 'post_execute', 'pre_run_cell', 'post_run_cell'): get_ipython().events.register(event, act)",
        "print('fired', builtins.count)")),
    Attack("magics_redefined", "redefines magics and the names that follow from a cell", "fired", (
        "ip = get_ipython()\nip.register_magic_function(lambda line, cell: print('fired', cell), 'cell', 'time')\n"
        "ip.register_magic_function(lambda line: None, 'line', 'matplotlib')", "%%time\nhello")),
    Attack("display", "shows HTML and scripts", "fired", (
        "from IPython.display import HTML, Javascript, SVG, Markdown, IFrame, display\n"
        "display(HTML('<script>escaped()</script>'), Javascript('escaped()'), SVG(data='<svg onload=\"escaped()\"></svg>'), Markdown('<b>escaped()</b>'), IFrame('/lab', 1, 1))\n"
        "display({'text/html': '<script>escaped()</script>', 'application/javascript': 'escaped()', 'text/plain': 'fired'}, raw=True)\n"
        "get_ipython().display_pub.publish({'text/html': 'escaped()', 'text/latex': '\\\\href{javascript:escaped()}{x}'})",)),
    Attack("reset", "throws away everything that was defined", "fired", ("%reset -f\nprint('fired')",), last="%reset -f"),
    Attack("another_shell", "puts another shell in the place of this one", "fired", (
        "from IPython.core.interactiveshell import InteractiveShell\nold = get_ipython()\nInteractiveShell.clear_instance()\n"
        "new = InteractiveShell.instance()\nold.__class__.run_cell = lambda self, *a, **k: new.run_cell('1')\nprint('fired')", "2")),
]  # fmt: skip
