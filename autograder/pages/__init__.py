"""What people read: a page for each student."""
