"""Property tests have no deadline: a slow machine is no fault."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("sojourn", deadline=None, print_blob=True)
settings.load_profile("sojourn")
