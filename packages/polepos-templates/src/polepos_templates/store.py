"""Where bundles are kept: in the wheel, or in the folder that people edit."""

from functools import cache
from pathlib import Path

from polepos_templates.bundle import Bundle, load_bundle

_IN_WHEEL = Path(__file__).parent / "_bundle"
_IN_CHECKOUT = Path(__file__).parents[2] / "bundle"


@cache
def open_bundle() -> Bundle:
    """Return the bundle of the installed `polepos-templates`.

    Raises:
        BundleError: the installation is damaged.
    """
    # An editable install runs from the checkout, where the bundle stands beside `src`.
    return load_bundle(_IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT)
