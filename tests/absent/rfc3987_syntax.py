"""An optional package of jsonschema, which compiles a grammar for two seconds in each program of Jupyter.

The grader does without it too, see `autograder/__init__.py`; no test checks such addresses.
"""

raise ImportError("absent in tests")
