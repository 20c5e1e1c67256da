"""The journey linter: one rule a file."""
