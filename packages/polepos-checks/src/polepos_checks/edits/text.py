"""Bytes of a file as text, and back: the bytes of what an edit does not touch stay."""

import codecs
import io
import tokenize
from dataclasses import dataclass

from polepos_checks.edits.errors import UnreadableError
from polepos_checks.edits.lines import line_starts

_AS_UTF_8 = "Save it as UTF-8."


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says, and how it says it.

    Attributes:
        content: without a byte order mark.
        encoding: how it is written.
        bom: the byte order mark, or nothing.
        syntax: of which language it is.
    """

    content: str
    encoding: str
    bom: bytes
    syntax: str

    def encode(self, content: str) -> bytes:
        """Return the bytes of the file with other content.

        Raises:
            UnreadableError: the file's encoding has no such character, or would not be known any more.
        """
        try:
            data = self.bom + content.encode(self.encoding)
        except UnicodeError as error:
            raise UnreadableError(
                f"what is to be added cannot be written in {self.encoding}",
                hint="Save the file as UTF-8.",
            ) from error
        if not self._is_read_as(data, content):
            raise UnreadableError(
                "the change would move a coding line to where it counts, or no longer does",
                line=1,
                hint="Save the file as UTF-8, without a coding line.",
            )
        return data

    def _is_read_as(self, data: bytes, content: str) -> bool:
        try:
            return decode(data, self.syntax).content == content
        except UnreadableError:
            return False


def decode(data: bytes, syntax: str) -> Text:
    """Read a file's bytes: Python as its coding line says (PEP 263), all others as UTF-8.

    Raises:
        UnreadableError: they are not text in that encoding, are not what that encoding would write for
            the text, or the encoding is not known.
    """
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    encoding = _python_encoding(data) if syntax == "python" else "utf-8"
    raw = data.removeprefix(bom)
    try:
        content = raw.decode(encoding)
        if encoding == "utf-8" or content.encode(encoding) == raw:
            return Text(content, encoding, bom, syntax)
    except UnicodeDecodeError as error:
        line = len(line_starts(raw[: error.start].decode("latin-1")))
        raise UnreadableError(
            f"not {encoding} text: {error.reason}", line=line, hint=_AS_UTF_8
        ) from error
    except (LookupError, ValueError) as error:  # `rot13` and its like are no encodings of text
        raise UnreadableError(f"not {encoding} text", line=1, hint=_AS_UTF_8) from error
    # Such as UTF-7, with several ways to write one text: the rest would not stay byte for byte.
    raise UnreadableError(f"cannot be written again in {encoding}", line=1, hint=_AS_UTF_8)


def _python_encoding(data: bytes) -> str:
    # `detect_encoding` knows LF alone; a file's first two lines may end otherwise.
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n", 2)[:2]
    try:
        found = tokenize.detect_encoding(io.BytesIO(b"\n".join(lines)).readline)[0]
    except SyntaxError as error:
        raise UnreadableError(
            str(error), line=1, hint="Save it as UTF-8, or name its encoding in its first line."
        ) from error
    return found.removesuffix("-sig")
