"""The practice grader: one file beside each notebook, with problems to try one's functions on before the deadline.

It is made from the solution notebook and the catalogue of known mistakes, and knows nothing of the hidden suites.
"""
