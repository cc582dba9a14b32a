"""Where things lie in a course, and what was released."""
