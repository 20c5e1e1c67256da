"""The journey log: append, snapshot, index on disk."""
