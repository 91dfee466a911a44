"""Say which version of `polepos-checks` this is; the build reads it from here."""

__version__ = "0.1.0"
