"""What contains student code."""
