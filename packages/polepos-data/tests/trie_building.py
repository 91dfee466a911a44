"""Texts for tries."""

from hypothesis import strategies as st

ROUTES = {"/api": 1, "/api/users": 2, "/api/users/7": 3, "/web": 4}

# Few characters, so that prefixes meet; the ends of the code points, and a lone surrogate.
TEXTS = st.text(alphabet="ab\ud800\U0010ffff", max_size=6)
