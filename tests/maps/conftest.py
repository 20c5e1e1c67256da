"""Property tests here have no deadline: a slow machine is no fault."""

from hypothesis import settings

settings.register_profile("maps", deadline=None)
settings.load_profile("maps")
