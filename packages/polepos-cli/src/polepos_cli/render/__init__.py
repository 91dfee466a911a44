"""Turn a bundle and a project's answers into texts. The only place that knows Jinja2."""

from polepos_cli.render.project import RenderedFile, render

__all__ = ["RenderedFile", "render"]
