"""The benchmarks of `polepos.data`: `python -m data` with this folder's parent on the path."""
