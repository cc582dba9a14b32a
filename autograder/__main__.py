"""`python -m autograder`, and what the command `autograder` starts."""

import os
import sys


def main() -> None:
    """Run the command line."""
    try:  # Ctrl-C within the thousandths of a second before it is handled
        _open_what_is_closed()
        import gc

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


def _open_what_is_closed() -> None:
    """Give standard streams that were closed by whoever starts us to nobody.

    Else the next file that is opened, the gradebook say, would get their number, and be written to by all that print.
    """
    for number, name, mode in (0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w"):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # gets the lowest number that is free: this one
            setattr(sys, name, open(number, mode, closefd=False))  # noqa: SIM115  for as long as we run


if __name__ == "__main__":
    main()
