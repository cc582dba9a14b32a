"""`python -m autograder`, and what the command `autograder` starts."""

import os


def main() -> None:
    """Run the command line."""
    try:  # Ctrl-C within the thousandths of a second before it is handled
        import gc
        import sys

        from autograder.classroom import stopping

        stopping.at_once()
    except KeyboardInterrupt:
        os._exit(130)
    from autograder.classroom import pool

    with pool.ahead(sys.argv[1:]):
        gc.disable()  # nothing that is loaded becomes garbage, and looking for some takes a fifth of the time
        # Every worker process imports this module again; it must not drag the command line and nbgrader along.
        from autograder import cli

        gc.freeze()
        gc.enable()
        cli.main()


if __name__ == "__main__":
    main()
