"""What the package promises before it holds any container."""

from importlib.metadata import requires, version

import polepos
import polepos.data


def test_polepos_is_a_namespace_that_other_wheels_can_share() -> None:
    assert polepos.__file__ is None


def test_the_version_is_the_distributions() -> None:
    assert polepos.data.__version__ == version("polepos-data")


def test_nothing_else_is_installed_with_it() -> None:
    assert requires("polepos-data") is None
