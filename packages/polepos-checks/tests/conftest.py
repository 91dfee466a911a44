"""How hypothesis works here: machines are shared, so no example has a deadline."""

from hypothesis import settings

settings.register_profile("polepos", deadline=None)
settings.load_profile("polepos")
