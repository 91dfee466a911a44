"""What each role may do. Who has which role is in the database; what that means is code.

A role that is not listed here can be granted all the same, and has no permissions.
"""

import re
from collections.abc import Iterable

ROLES: dict[str, frozenset[str]] = {
    "admin": frozenset(),
    "moderator": frozenset({"reviews:moderate"}),
}

ROLE_NAME = re.compile(r"[a-z][a-z0-9_.:-]{0,49}")


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return everything that one of `roles` may do."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))
