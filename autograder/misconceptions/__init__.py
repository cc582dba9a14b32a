"""The catalogue of known mistakes: what each does to the numbers, and the sentence that helps.

A mistake is named only if it is the one entry that reproduces what the student's function returned.
"""

import importlib
import pkgutil

from autograder.misconceptions.catalogue import CATALOGUE, Misconception, Observation, mistake, name_mistake

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["CATALOGUE", "Misconception", "Observation", "mistake", "name_mistake"]
