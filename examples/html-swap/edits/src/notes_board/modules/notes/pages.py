"""Notes for people: a page, and the fragment of it that is swapped when a note is added."""

from html import escape
from string import Template
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import HTMLResponse

from notes_board.api.deps import SessionDep
from notes_board.modules.notes.model import Note
from notes_board.modules.notes.repository import NoteRepository
from notes_board.modules.notes.schemas import NoteCreate
from notes_board.modules.notes.services.notes_service import NoteService

router = APIRouter()

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
}

PAGE = Template("""<!doctype html>
<html lang="en">
<title>Notes</title>
<script src="script.js" defer></script>
<h1>Notes</h1>
<form data-swap="fragment"><input name="name" required maxlength="120"><button>Add</button></form>
<p role="alert"></p>
<div id="notes">$notes</div>
</html>
""")

SCRIPT = """\
document.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const alert = document.querySelector("[role=alert]");
  const response = await fetch(form.dataset.swap, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const text = await response.text();
  alert.textContent = response.ok ? "" : JSON.parse(text).detail;
  if (response.ok) {
    document.querySelector("#notes").innerHTML = text;
    form.reset();
  }
});
"""


async def _service(session: SessionDep) -> NoteService:
    return NoteService(NoteRepository(session))


ServiceDep = Annotated[NoteService, Depends(_service)]


def fragment(notes: list[Note]) -> str:
    """Return the list of `notes` as HTML; what people wrote stays text."""
    items = "".join(f"<li>{escape(note.name)}</li>" for note in notes)
    return f"<ul>{items}</ul>" if notes else "<p>None yet.</p>"


@router.get("/page", response_class=HTMLResponse)
async def show_page(service: ServiceDep) -> HTMLResponse:
    """Show the notes, and a form for one more."""
    notes = fragment(await service.read())
    return HTMLResponse(PAGE.substitute(notes=notes), headers=HEADERS)


@router.get("/script.js", include_in_schema=False)
async def read_script() -> Response:
    """Return the page's script."""
    return Response(SCRIPT, media_type="text/javascript")


@router.post("/fragment", response_class=HTMLResponse)
async def add_note(data: NoteCreate, service: ServiceDep) -> HTMLResponse:
    """Add a note, and return the list that takes the place of the old one."""
    await service.create(data)
    return HTMLResponse(fragment(await service.read()))
