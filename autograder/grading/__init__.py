"""One submission: run it behind the wall and decide every check of it."""
