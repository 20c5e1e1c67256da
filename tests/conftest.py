"""Property tests have no deadline, since a slow machine is no fault, and repeat their examples on a failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sojourn", deadline=None, print_blob=True)
settings.load_profile("sojourn")
