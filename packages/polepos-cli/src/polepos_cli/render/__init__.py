"""Turn a bundle and a project's answers into texts. The only place that knows Jinja2."""

from polepos_cli.render.project import RenderedFile, render, render_files
from polepos_cli.render.renderer1 import entry_text

__all__ = ["RenderedFile", "entry_text", "render", "render_files"]
