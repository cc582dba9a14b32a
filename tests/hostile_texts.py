"""What a student may write to make a page act: each calls `pwn(NUMBER)`, or does what should not be done, if it works."""

import base64
import json
from dataclasses import dataclass

import nbformat

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload='pwn(N)'><script>pwn(N)</script></svg>"


def b64(text):
    return base64.b64encode(text.encode()).decode()


@dataclass(frozen=True)
class Text:
    """One Markdown text.

    Attributes:
        kind: what it is an example of.
        source: with N for its number.
        fires: whether it acts in formgrader's page as nbgrader makes it, in a browser of today without MathJax.
    """

    kind: str
    source: str
    fires: bool = True

    def numbered(self, number):
        return self.source.replace("(N)", f"({number})").replace("-N-", f"-{number}-")


MARKDOWN = [
    # Raw HTML.
    Text("script", "<script>pwn(N)</script>"),
    Text("script", "some text <script>pwn(N)</script> in a line"),
    Text("script", "<ScRiPt\n>pwn(N)</sCrIpT >"),
    Text("script", "<script src='data:text/javascript,pwn(N)'></script>"),
    Text("script", "- a list\n\n  <script>pwn(N)</script>"),
    Text("script", "> a quotation\n> <script>pwn(N)</script>"),
    Text("script", "| a | b |\n|---|---|\n| <script>pwn(N)</script> | c |"),
    Text("script", "<div>\n\n# heading <script>pwn(N)</script>\n\n</div>"),
    Text("script", "<script type=module>pwn(N)</script>"),
    Text("script", "```mermaid\n<script>pwn(N)</script>\n```"),
    Text("handler", "<img src=x onerror=pwn(N)>"),
    Text("handler", '<img src="x" onerror="pwn(N)">'),
    Text("handler", "<img/src=x/onerror=pwn(N)>", fires=False),
    Text("handler", "<img src=x\nonerror\n=\npwn(N)>", fires=False),
    Text("handler", "text *emphasis <img src=x onerror=pwn(N)>* text"),
    Text("handler", "<video><source onerror=pwn(N)></video>"),
    Text("handler", "<audio src=x onerror=pwn(N)></audio>"),
    Text("handler", "<details open ontoggle=pwn(N)><summary>more</summary></details>"),
    Text("handler", "<input autofocus onfocus=pwn(N)>"),
    Text("handler", "<b onmouseover=pwn(N)>move here</b>"),
    Text("handler", "<a onclick=pwn(N)>press here</a>"),
    Text("handler", "<body onload=pwn(N)>"),
    Text("handler", "<style>@keyframes d{}</style><b style='animation:d 1s' onanimationstart=pwn(N)>b</b>"),
    Text("handler", "<object data=x onerror=pwn(N)></object>"),
    Text("handler", "<xss contenteditable autofocus tabindex=1 onfocus=pwn(N)>x</xss>"),
    Text("handler", "```mermaid\n<img src=x onerror=pwn(N)>\n```"),
    Text("frame", "<iframe srcdoc='<script>pwn(N)</script>'></iframe>"),
    Text("frame", "<iframe src='javascript:parent.pwn(N)'></iframe>"),
    Text("frame", "<iframe src='data:text/html,<script>pwn(N)</script>'></iframe>"),
    Text("frame", f"<iframe src='data:text/html;base64,{b64('<script>pwn(1234567)</script>')}'></iframe>", fires=False),
    Text("frame", "<embed src='data:text/html,<script>pwn(N)</script>'>"),
    Text("frame", "<object data='data:text/html,<script>pwn(N)</script>'></object>"),
    Text("svg", "<svg onload=pwn(N)></svg>"),
    Text("svg", "<svg><script>pwn(N)</script></svg>"),
    Text("svg", "<svg><a href='javascript:pwn(N)'><text y=9>press</text></a></svg>"),
    Text("svg", "<svg><animate onbegin=pwn(N) attributeName=x dur=1s></svg>"),
    Text("svg", "<math><a xlink:href='javascript:pwn(N)' href='javascript:pwn(N)'>press</a></math>", fires=False),
    Text("svg", "<svg><foreignObject><img src=x onerror=pwn(N)></foreignObject></svg>"),
    # HTML that a cleaner might read in another way than a browser.
    Text("mutation", "<noscript><p title='</noscript><img src=x onerror=pwn(N)>'></noscript>", fires=False),
    Text("mutation", "<!--><img src=x onerror=pwn(N)>-->"),
    Text("mutation", "<textarea><!--</textarea><img src=x onerror=pwn(N)>-->", fires=False),
    Text("mutation", "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=pwn(N)&gt;'>", fires=False),
    Text("mutation", "<x <!-- <img src=x onerror=pwn(N)> -->", fires=False),
    Text("mutation", "<![CDATA[<img src=x onerror=pwn(N)>]]>", fires=False),
    Text("mutation", "<?php <img src=x onerror=pwn(N)> ?>", fires=False),
    Text("mutation", "<\0script>pwn(N)</script>", fires=False),
    # Links.
    Text("link", "[press](javascript:pwn(N))"),
    Text("link", "[press](JaVaScRiPt:pwn(N))"),
    Text("link", "[press](<javascript:pwn(N)>)"),
    Text("link", "[press](&#106;avascript:pwn(N))"),
    Text("link", "[press](&#x6A;&#x61;vascript&colon;pwn(N))"),
    Text("link", "[press](java&Tab;script:pwn(N))", fires=False),
    Text("link", "[press](\x01javascript:pwn(N))", fires=False),
    Text("link", "[press](vbscript:pwn(N))", fires=False),
    Text("link", "[press](data:text/html,<script>pwn(N)</script>)", fires=False),
    Text("link", '[press](javascript:pwn(N) "a title")'),
    Text("link", "[![picture](x)](javascript:pwn(N))"),
    Text("link", "<javascript:pwn(N)>"),
    Text("link", "<a href='javascript:pwn(N)'>press</a>"),
    Text("link", "<a href='java\nscript:pwn(N)'>press</a>"),
    Text("link", "<form action='javascript:pwn(N)'><button>press</button></form>"),
    Text("link", "<map name=m-N-><area href='javascript:pwn(N)' shape=default></map><img usemap=#m-N- width=9 height=9>"),
    Text("link", "[press](https://example.org/\"onmouseover=\"pwn(N))", fires=False),
    Text("reference", "[press][ref-N-]\n\n[ref-N-]: javascript:pwn(N)"),
    Text("reference", "[short-N-]\n\n[short-N-]:\n  javascript:pwn(N)"),
    Text("reference", "[press][enc-N-]\n\n[enc-N-]: <&#106;avascript:pwn(N)> 'title'"),
    Text("reference", "> [press][q-N-]\n>\n> [q-N-]: javascript:pwn(N)"),
    # Attributes that a text reaches.
    Text("attribute", "![\" onerror=\"pwn(N)](x)", fires=False),
    Text("attribute", '![a](x "\' onerror=pwn(N) ")', fires=False),
    Text("attribute", "![a](x&#34;onerror=&#34;pwn(N))", fires=False),
    Text("attribute", "```\"onmouseover=pwn(N)\ncode\n```", fires=False),
    Text("attribute", "# \" onmouseover=pwn(N)", fires=False),
    # TeX, which MathJax reads in the finished page.
    Text("tex", r"$\href{javascript:pwn(N)}{x}$", fires=False),
    Text("tex", r"$$\begin{align} \href{javascript:pwn(N)}{x} \end{align}$$", fires=False),
    Text("tex", r"\begin{equation} \href{javascript:pwn(N)}{x} \end{equation}", fires=False),
    Text("tex", r"\\(\href{javascript:pwn(N)}{x}\\)", fires=False),
    Text("tex", r"\$\\href{javascript:pwn(N)}{x}\$", fires=False),
    Text("tex", r"\$\\hr&#101;f{javascript:pwn(N)}{x}\$", fires=False),
    Text("tex", r"$\mmlToken{mtext}[href='javascript:pwn(N)']{x}$", fires=False),
    Text("tex", r"$\let\x\href \x{javascript:pwn(N)}{x}$", fires=False),
    Text("tex", r"$\class{full-credit}{x} \cssId{derivation}{x} \style{position:fixed}{x} \unicode{x41}$", fires=False),
    Text("tex", r"$\htmlData{x=1}{x} \require{../../../evil} \bbox[position:fixed]{x}$", fires=False),
    Text("tex", "$<script>pwn(N)</script>$", fires=False),
    Text("tex", "$$<img src=x onerror=pwn(N)>$$", fires=False),
]  # fmt: skip

# Texts with which a page acts without a script: what must not be there once the page is made.
SILENT = {
    "a request to the server": "![a](/formgrader?path=/tmp/x)",
    "a request by HTML": "<img src='/api/contents/gradebook.db'>",
    "a link to the server": "[press](/formgrader?path=/tmp/x)",
    "a link to this machine": "[press](http://localhost:8888/formgrader?path=/tmp/x)",
    "a bare link to this machine": "http://127.0.0.1:8888/formgrader?path=/tmp/x",
    "a spy": "![a](https://spy.example.org/seen.png)",
    "a spy by CSS": "<style>@import 'https://spy.example.org/x.css';</style>",
    "a button of formgrader": "<button class='full-credit'>press</button>",
    "an id of formgrader": "<input id=test_svm_loss_naive_value class=score>",
    "an id by a heading": "# test_svm_loss_naive_value",
    "a command of JupyterLab": "<a data-commandlinker-command='notebook:run-all-cells'>press</a>",
    "a frame": "<iframe src='/lab'></iframe>",
    "a refresh": "<meta http-equiv=refresh content='0;url=https://spy.example.org'>",
    "a base": "<base href='https://spy.example.org/'>",
    "a cover": "<div style='position:fixed;inset:0'>All points</div>",
    "a form": "<form action='/formgrader/api/grade/1' method=post><button>press</button></form>",
}

# What must be as readable as before.
INNOCENT = {
    "a formula": ("With $a < b$ and $x_i>0$", ["$a < b$", "$x_i>0$"]),
    "a display": ("$$\n\\sum_i x_i \\le 1\n$$", ["\\sum_i x_i \\le 1"]),
    "an environment": ("\\begin{align}\na &= b \\\\\nc &< d\n\\end{align}", ["a &= b \\\\", "c &< d", "\\end{align}"]),
    "TeX": (r"$\frac{\partial L}{\partial W}\mathbf{1}[s<0]\text{ if }\alpha\boxed{x}$",
            [r"$\frac{\partial L}{\partial W}\mathbf{1}[s<0]\text{ if }\alpha\boxed{x}$"]),
    "a table": ("| a | b |\n|---|---|\n| 1 | 2 |", ["<table>", "<td>1</td>"]),
    "code": ("```python\nif x <= 1:\n    y = a[0]\n```\nand `x < 1`", ["x < 1", "y"]),
    "emphasis": ("*a* **b** ~~c~~", ["<em>a</em>", "<strong>b</strong>", "<del>c</del>"]),
    "a list": ("1. a\n2. b\n\n- c", ["<ol>", "<ul>"]),
    "a link": ("[the book](https://example.org/a/b.html?c=d#e)", ['href="https://example.org/a/b.html?c=d#e"']),
    "a bare link": ("see https://example.org/a", ['href="https://example.org/a"']),
    "a picture": (f"![a drawing](data:image/png;base64,{PNG})", [f'src="data:image/png;base64,{PNG}"', 'alt="a drawing"']),
    "signs": ("&alpha; &amp; &lt; &nbsp; &times; 3 < 4 > 2 & <- <=", ["α & <", "3 < 4 > 2 & <- <="]),
    "other alphabets": ("Ableitung: größer, 그래디언트, градиент", ["größer, 그래디언트, градиент"]),
}  # fmt: skip


def numbered():
    """The texts that fire, by number from 1; a text that does not fire there is among them too."""
    return dict(enumerate(MARKDOWN, 1))


def hand_in(released, *, answer=None, texts=(), cells=(), metadata=None):
    """A submission: the released notebook with an answer in words, more Markdown cells and whole cells at its end."""
    notebook = nbformat.from_dict(json.loads(json.dumps(released)))
    if answer is not None:
        next(
            c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "derivation"
        ).source = answer
    for text in texts:
        notebook.cells.append(nbformat.v4.new_markdown_cell(text))
    notebook.cells += cells
    notebook.metadata.update(metadata or {})
    return notebook
