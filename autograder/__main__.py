"""`python -m autograder`, and what the command `autograder` starts."""


def main() -> None:
    """Run the command line."""
    from autograder.classroom import stopping

    stopping.at_once()
    # Every worker process imports this module again; it must not drag the command line and nbgrader along.
    from autograder import cli

    cli.main()


if __name__ == "__main__":
    main()
