"""Issue an access token from the command line: `python -m order_desk.auth.issue billing`.

For services that call this application, and for trying it out. Whoever can run this can sign.
"""

import argparse
import sys

from order_desk.auth.principal import Principal
from order_desk.auth.tokens import issue_access_token
from order_desk.settings import SettingsError, load_settings


def main(arguments: list[str] | None = None) -> None:
    """Write a token to standard output."""
    parser = argparse.ArgumentParser(description="Issue an access token.")
    parser.add_argument("subject", help="a user's id, or the name of a service")
    parser.add_argument("--role", action="append", default=[])
    parser.add_argument("--permission", action="append", default=[], help="such as orders:cancel")
    given = parser.parse_args(arguments)
    principal = Principal(
        given.subject,
        roles=frozenset(given.role),
        permissions=frozenset(given.permission),
    )
    try:
        settings = load_settings()
    except SettingsError as error:
        sys.exit(f"The settings are wrong:\n{error}")
    sys.stdout.write(issue_access_token(principal, settings) + "\n")


if __name__ == "__main__":
    main()
