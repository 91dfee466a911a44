"""Values so few that many are equal."""

from hypothesis import strategies as st

VALUES = st.integers(0, 12)
LISTS = st.lists(VALUES, max_size=12)
