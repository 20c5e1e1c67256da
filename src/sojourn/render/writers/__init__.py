"""Thin writers: each turns a laid-out poster into the bytes of one kind of file."""
