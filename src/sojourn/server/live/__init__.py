"""Tells open browsers which operations were committed."""
