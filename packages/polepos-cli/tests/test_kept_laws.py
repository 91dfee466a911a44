"""Laws of entries that an owner had first: integrations come and go in any order, and leave them be."""

import os
import tempfile
from pathlib import Path

import pytest
from calling import call
from comparing import assert_same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from projects import tree
from tiny_bundle import NAMES
from watched import put, started

from polepos_checks import edits
from polepos_checks.project import BASE, read_base, read_manifest
from polepos_templates import Bundle, contract

THOROUGH = os.environ.get("POLEPOS_LAWS") == "thorough"
SETTINGS = "src/shop_api/settings.py"
BEFORE = {
    "pyproject.toml": '    "uvicorn',
    ".env.example": "LOG_LEVEL=",
    SETTINGS: "    log_access:",
    "compose.yaml": "    APP_ENV:",
}
REQUIREMENTS = [
    '"redis",',
    '"redis>=5",  # ours',
    "'Redis [ocsp] >= 7, <10',",
    '"redis>=8,<9",',
    '"redis[hiredis]>=8.1",',
    '"redis @ https://example.org/redis.whl",',
    "\"redis>=5; python_version >= '3.8'\",",
    '"rq",',
    '"rq>=2.1",',
]
KEYS = [
    "CACHE_URL=redis://127.0.0.1:6379/0",
    "CACHE_URL=redis://ours",
    "# CACHE_URL=redis://ours",
    "CACHE_CLIENT_NAME=ours",
    "# CACHE_CLIENT_NAME=shop",
    "#JOBS_QUEUE=ours",
]
FIELDS = [
    "cache_enabled: bool = False",
    "cache_enabled: bool = True",
    'cache_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")',
    'cache_url: SecretStr = SecretStr("redis://ours")  # ours',
]
VARIABLES = ["CACHE_URL: redis://cache:6379/0", "CACHE_URL: redis://ours"]

Owned = list[tuple[str, str]]
Steps = list[tuple[str, str]]


def lines(path: str, choices: list[str], margin: str, most: int) -> st.SearchStrategy[Owned]:
    found = st.lists(st.sampled_from(choices), max_size=most, unique_by=lambda e: e[:9].lower())
    return found.map(lambda chosen: [(path, f"{margin}{each}\n") for each in chosen])


owned = st.tuples(
    lines("pyproject.toml", REQUIREMENTS, "    ", 1),
    lines(".env.example", KEYS, "", 3),
    lines(SETTINGS, FIELDS, "    ", 2),
    lines("compose.yaml", VARIABLES, "    ", 1),
).map(lambda each: [line for some in each for line in some])
steps = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "undo"]), st.sampled_from(NAMES)), max_size=8
)


@pytest.fixture(autouse=True)
def quick(bundle_with_tiny_ones: Bundle, monkeypatch: pytest.MonkeyPatch, tiny: None) -> None:
    """No law is about a power failure."""
    monkeypatch.setattr("os.fsync", lambda _handle: None)


def own(project: Path, owned: Owned) -> None:
    for path, line in owned:
        text = (project / path).read_text(encoding="utf-8")
        (project / path).write_text(
            text.replace(BEFORE[path], line + BEFORE[path], 1), encoding="utf-8"
        )


def enough(project: Path, bundle: Bundle) -> None:
    """See that every entry is met by the project as it is, and that the record can be read."""
    held = contract(bundle, read_manifest(project).answers)
    for entry in held.entries:
        text = (project / entry.point.path).read_text(encoding="utf-8")
        met = edits.meet(text, entry.point, entry.text)
        assert met is not None, entry
        assert (met.text, met.why) == (text, ""), entry
    components = {each.component for each in read_base(project)}
    assert components <= {"project", *held.instances}


@settings(
    max_examples=1000 if THOROUGH else 40,
    deadline=None,
    derandomize=not THOROUGH,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(owned=owned, taken=steps, last=st.permutations(["cache", "twin"]))
def test_what_an_owner_had_is_as_it_was_when_all_is_gone(
    bundle_with_tiny_ones: Bundle, owned: Owned, taken: Steps, last: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = put(Path(folder), started("sqlite"))
        own(project, owned)
        before = tree(project)

        for verb, name in taken:
            words = ["undo"] if verb == "undo" else [verb, "integration", name]
            done = call(project, *words)
            # Not there, needed, or nothing to undo.
            assert done.code in ({0} if verb == "add" else {0, 1, 2, 3}), done.err
            enough(project, bundle_with_tiny_ones)
        for name in ("jobs", *last):
            call(project, "remove", "integration", name)

        assert_same(tree(project), before)
        assert b'"at"' not in (project / BASE).read_bytes()
