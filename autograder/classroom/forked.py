"""What all workers need, loaded once in the process that they are forked from: to import this module does it.

Nobody else imports it, since it takes its process away from the terminal.
"""

import gc
import os

os.setsid()  # a signal for everybody at the terminal would end it before its workers have ended in order
gc.disable()  # as in `autograder.__main__`
import matplotlib.pyplot  # noqa: E402, F401  for the first cells of assignments, which run in each worker

import autograder.grading.grade  # noqa: E402, F401

gc.freeze()
gc.enable()
