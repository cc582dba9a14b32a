"""What a command says when it cannot do its work."""


class CourseError(Exception):
    """Something in the course folder keeps a command from its work. The text says what to do."""
