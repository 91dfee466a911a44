"""What the package promises."""

from importlib.metadata import version

import polepos_checks


def test_the_version_is_the_distributions() -> None:
    assert polepos_checks.__version__ == version("polepos-checks")
