"""Many submissions: find them, grade them several at once, keep what came out."""
