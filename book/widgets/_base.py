"""What every figure that moves shares: one module from two files, one style sheet, and settings that are checked."""

import re
from pathlib import Path

import anywidget

HERE = Path(__file__).parent
IMPORT = re.compile(r'^import (\{[\w,\s]+\}) from "\./base\.js";$', re.MULTILINE)
COMMENT = re.compile(r"^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:function|const|class) (\w+))", re.MULTILINE)


def bundle(name):
    """Return the module `name` with base.js put in the place of its import: a browser gets it as one text.

    The base stays a scope of its own, so a figure sees only the names it imports, as it does in node and in editors.
    """
    base = (HERE / "base.js").read_text(encoding="utf-8")
    figure = (HERE / name).read_text(encoding="utf-8")
    if not IMPORT.search(figure) or len(re.findall(r"^import\b", figure, re.MULTILINE)) != 1:
        raise ImportError(f'{name} must import exactly once, as: import {{ ... }} from "./base.js";')
    base = COMMENT.sub("", base)  # every page carries it once for each figure
    scope = f"(() => {{\n{EXPORT.sub('', base)}\nreturn {{ {', '.join(EXPORT.findall(base))} }};\n}})()"
    return IMPORT.sub(lambda found: f"const {found[1]} = {scope};", figure)


class Figure(anywidget.AnyWidget):
    """A figure that moves. Its settings can be read and set while it is shown, if a kernel runs."""

    _css = (HERE / "base.css").read_text(encoding="utf-8")

    def __init_subclass__(cls, **kwargs):
        """Read the ES module that the class names. (anywidget makes a subclass of its own for each object.)"""
        if "_module" in cls.__dict__:
            cls._esm = bundle(cls._module)
        super().__init_subclass__(**kwargs)

    def __init__(self, **settings):
        """Take the settings by name; traitlets checks the values, this checks the names."""
        own = [name for name in self.class_own_traits() if not name.startswith("_")]
        for name in settings:
            if not self.has_trait(name):
                raise TypeError(f"{type(self).__name__} has no setting {name!r}, only {', '.join(own)}")
        super().__init__(**settings)
