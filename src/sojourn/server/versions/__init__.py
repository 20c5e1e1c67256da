"""Versions of maps: states with a name, automatic ones, what differs, and going back."""
