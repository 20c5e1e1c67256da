"""Settings of this room's tests."""

from __future__ import annotations

from hypothesis import settings

# The first call of a kernel compiles it, which says nothing about the code; no test here asserts a time.
settings.register_profile("journeys", deadline=None)
settings.load_profile("journeys")
