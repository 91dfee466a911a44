"""Where things are in the source of `polepos-data`, in the repository and in its sdist."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "polepos/data"
SOURCE = ROOT / "src" / PACKAGE

# The crate that binds Rust to Python; a source without it is pure.
BINDING = "rust"
# The crate of the algorithms, seen from the Cargo workspace.
CORE = "crates/polepos-data-core"
