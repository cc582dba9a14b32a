"""`python -m autograder`, and what the command `autograder` starts."""


def main() -> None:
    """Run the command line."""
    # Every worker process imports this module again; it must not drag the command line and nbgrader along.
    from autograder import cli

    cli.main()


if __name__ == "__main__":
    main()
