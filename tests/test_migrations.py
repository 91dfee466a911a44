"""`polepos db`, on a real project with real databases."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from applications import PACKAGE, Application, Done, clean_environment, polepos
from servers import PostgreSQL

Projects = Callable[..., Application]

pytestmark = pytest.mark.e2e

MODEL = '''"""Customers, as they are stored."""

from sqlalchemy.orm import Mapped, mapped_column

from {package}.db.base import Base


class Customer(Base):
    """Somebody who buys."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    # more
'''


@pytest.fixture(params=["sqlite", "postgres"])
def application(request: pytest.FixtureRequest, project: Projects) -> Application:
    """A project of each kind, with an empty database."""
    made = project("--db", request.param)
    if request.param == "postgres":
        return made.with_environment(DATABASE_URL=request.getfixturevalue("fresh_database")())
    return made


@pytest.fixture
def sqlite(project: Projects) -> Application:
    return project("--db", "sqlite")


def add_model(application: Application, name: str = "customers", text: str = MODEL) -> None:
    """Add a module with a model, wired as `add module` will."""
    module = f"src/{PACKAGE}/modules/{name}"
    application.write(f"{module}/__init__.py", '"""A module."""\n')
    application.write(f"{module}/model.py", text.replace("{package}", PACKAGE))
    marker = "    # polepos:model-imports"
    application.edit(
        f"src/{PACKAGE}/db/models.py",
        marker,
        f"    from {PACKAGE}.modules.{name} import model  # noqa: F401\n{marker}",
    )


def revisions(application: Application) -> list[str]:
    return sorted(path.name for path in (application.root / "migrations/versions").glob("*.py"))


def good(done: Done) -> Done:
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def refused(done: Done, *said: str, code: int = 1) -> None:
    """Expect one clear message, and nothing like a traceback."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.count("error: ") == 1
    assert "Traceback" not in done.stdout + done.stderr
    for text in said:
        assert text in done.stderr, done.stderr


def test_a_fresh_project_has_nothing_to_migrate(application: Application) -> None:
    good(application.polepos("db", "upgrade"))

    status = json.loads(good(application.polepos("db", "status", "--json")).stdout)
    assert (status["current"], status["heads"], status["pending"]) == ([], [], [])


def test_a_model_becomes_a_table_and_goes_again(application: Application) -> None:
    add_model(application)
    good(application.polepos("db", "revision", "-m", "add customers"))
    assert len(revisions(application)) == 1

    pending = json.loads(application.polepos("db", "status", "--json").stdout)
    assert [each["message"] for each in pending["pending"]] == ["add customers"]
    assert pending["current"] == []

    good(application.polepos("db", "upgrade"))
    done = json.loads(application.polepos("db", "status", "--json").stdout)
    assert done["current"] == done["heads"] == [pending["pending"][0]["revision"]]
    assert done["pending"] == []
    good(application.polepos("db", "check"))

    good(application.polepos("db", "downgrade", "-1"))
    assert json.loads(application.polepos("db", "status", "--json").stdout)["current"] == []


def test_what_alembic_writes_is_clean_code(application: Application) -> None:
    add_model(application)
    good(application.polepos("db", "revision", "-m", "add customers"))

    for check in (
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy", "--strict", "migrations"],
    ):
        done = application.run(*check)
        assert done.returncode == 0, done.stdout


def test_it_works_in_any_folder_of_the_project(sqlite: Application) -> None:
    add_model(sqlite)

    good(sqlite.polepos("db", "revision", "-m", "add customers", folder=f"src/{PACKAGE}/modules"))
    good(sqlite.polepos("db", "upgrade", folder="tests/unit"))

    assert len(revisions(sqlite)) == 1


def test_no_difference_writes_no_revision(application: Application) -> None:
    add_model(application)
    good(application.polepos("db", "migrate", "-m", "add customers"))
    good(application.polepos("db", "upgrade"))

    again = good(application.polepos("db", "revision", "-m", "again"))

    assert "no revision was written" in again.stdout
    assert "import_models()" in again.stdout
    assert len(revisions(application)) == 1


def test_an_empty_revision_can_be_asked_for(sqlite: Application) -> None:
    done = good(sqlite.polepos("db", "revision", "-m", "by hand", "--empty", "--json"))

    (written,) = json.loads(done.stdout)["written"]
    assert (sqlite.root / written["path"]).is_file()


def test_two_revisions_of_one_minute_never_share_a_file(sqlite: Application) -> None:
    good(sqlite.polepos("db", "revision", "-m", "backfill", "--empty"))
    good(sqlite.polepos("db", "revision", "-m", "Backfill!", "--empty"))

    assert len(revisions(sqlite)) == 2


@pytest.mark.parametrize(
    "message", ['tri"""ple', "ends in \\", "${1 + 1} % <% x %>", "two\nlines", "ümlaut"]
)
def test_any_message_gives_a_revision_that_works(sqlite: Application, message: str) -> None:
    good(sqlite.polepos("db", "revision", "-m", message, "--empty"))

    good(sqlite.polepos("db", "upgrade"))


@pytest.mark.parametrize(
    "words",
    [
        ["revision", "-m", " "], ["merge", "-m", ""], ["revision"], ["upgrade", "--jsn"],
        ["downgrade", "--purge"], ["sql", "--jsn"], ["downgrade"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_words_change_nothing(sqlite: Application, words: list[str]) -> None:
    refused(sqlite.polepos("db", *words), code=2)

    assert revisions(sqlite) == []


@pytest.mark.parametrize("words", [["downgrade", "-1"], ["upgrade", "+9"]], ids=" ".join)
def test_a_step_that_is_not_there_says_where_to_look(sqlite: Application, words: list[str]) -> None:
    refused(sqlite.polepos("db", *words), "polepos db history")


def test_sql_that_cannot_be_made_prints_nothing(sqlite: Application) -> None:
    done = sqlite.polepos("db", "sql", "abcdef")

    refused(done, "abcdef")
    assert done.stdout == ""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("while_it", ["is imported", "migrates"])
def test_ctrl_c_ends_it_without_a_traceback(
    sqlite: Application, tmp_path: Path, while_it: str
) -> None:
    begun = tmp_path / "begun"
    wait = f"__import__('pathlib').Path({str(begun)!r}).touch(); __import__('time').sleep(60)"
    if while_it == "is imported":
        sqlite.edit("migrations/env.py", "import asyncio\n", f"import asyncio\n{wait}\n")
    else:
        sqlite.write(
            "migrations/versions/slow.py",
            '"""slow"""\nrevision = "slow"\ndown_revision = None\n'
            "branch_labels = None\ndepends_on = None\n"
            f"def upgrade():\n    {wait}\ndef downgrade(): pass\n",
        )
    with subprocess.Popen(
        [str(Path(sys.executable).with_name("polepos")), "db", "upgrade"],
        cwd=sqlite.root,
        env=clean_environment({"VIRTUAL_ENV": str(sqlite.python.parent.parent)}),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has Ctrl-C ignored in all that they start.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:
        while not begun.exists() and process.poll() is None:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors


def with_column_and_table_gone(application: Application) -> None:
    """Migrate two columns and two tables, then take one of each out of the models."""
    add_model(application, text=MODEL.replace("    # more", "    nick: Mapped[str]"))
    add_model(
        application, "orders", MODEL.replace("customers", "orders").replace("Customer", "Order")
    )
    good(application.polepos("db", "revision", "-m", "first"))
    good(application.polepos("db", "upgrade"))
    application.edit(f"src/{PACKAGE}/modules/customers/model.py", "    nick: Mapped[str]\n", "")
    application.edit(
        f"src/{PACKAGE}/db/models.py",
        f"    from {PACKAGE}.modules.orders import model  # noqa: F401\n",
        "",
    )


def test_a_revision_that_would_drop_is_refused_and_says_what(application: Application) -> None:
    with_column_and_table_gone(application)
    before = revisions(application)

    done = application.polepos("db", "revision", "-m", "lose it")

    refused(done, "orders", "customers.nick", "--allow-drop", code=3)
    assert revisions(application) == before


def test_a_drop_that_is_allowed_is_written(application: Application) -> None:
    with_column_and_table_gone(application)

    good(application.polepos("db", "revision", "-m", "lose it", "--allow-drop"))
    good(application.polepos("db", "upgrade"))

    good(application.polepos("db", "check"))
    assert len(revisions(application)) == 2


@pytest.mark.parametrize(
    "broken", ["import nowhere_at_all\n", "def broken(:\n", "raise RuntimeError('at import')\n"]
)
def test_a_model_that_cannot_be_imported_stops_it(sqlite: Application, broken: str) -> None:
    add_model(sqlite)
    good(sqlite.polepos("db", "revision", "-m", "add customers"))
    good(sqlite.polepos("db", "upgrade"))
    sqlite.write(f"src/{PACKAGE}/modules/customers/model.py", broken)
    before = revisions(sqlite)

    done = sqlite.polepos("db", "revision", "-m", "lose it")

    refused(done, "modules/customers/model.py:1")
    assert revisions(sqlite) == before


def test_a_model_that_makes_no_sense_is_not_blamed_on_the_database(sqlite: Application) -> None:
    add_model(
        sqlite,
        text=MODEL.replace(
            "    # more", '    other: Mapped[int] = mapped_column(ForeignKey("nowhere.id"))'
        ).replace("from sqlalchemy.orm", "from sqlalchemy import ForeignKey\nfrom sqlalchemy.orm"),
    )

    done = sqlite.polepos("db", "revision", "-m", "x")

    refused(done, "nowhere")
    assert "DATABASE_URL" not in done.stderr
    assert revisions(sqlite) == []


def test_a_revision_that_cannot_be_finished_is_not_left_behind(sqlite: Application) -> None:
    sqlite.edit("alembic.ini", "format.module = ruff", "format.module = no_such_formatter")

    refused(sqlite.polepos("db", "revision", "-m", "x", "--empty"), "no_such_formatter")

    assert revisions(sqlite) == []


def test_polepos_may_live_in_the_projects_own_environment(sqlite: Application) -> None:
    prefix = subprocess.run(
        [sys.executable, "-c", "import sys; print(sys.prefix)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (sqlite.root / ".venv").symlink_to(prefix)

    refused(sqlite.polepos("db", "status"), "Alembic is not installed")


def test_two_heads_are_named_and_can_be_merged(sqlite: Application) -> None:
    good(sqlite.polepos("db", "revision", "-m", "root", "--empty"))
    root = json.loads(sqlite.polepos("db", "heads", "--json").stdout)["heads"][0]["revision"]
    for name in ("left", "right"):
        sqlite.write(
            f"migrations/versions/{name}.py",
            f'"""{name}"""\nrevision = "{name}"\ndown_revision = "{root}"\n'
            "branch_labels = None\ndepends_on = None\n"
            "def upgrade(): pass\ndef downgrade(): pass\n",
        )

    assert "polepos db merge" in good(sqlite.polepos("db", "status")).stdout
    refused(sqlite.polepos("db", "check"), "polepos db merge")
    refused(sqlite.polepos("db", "upgrade"), "polepos db merge")
    refused(sqlite.polepos("db", "revision", "-m", "x", "--empty"), "polepos db merge")
    good(sqlite.polepos("db", "upgrade", "left"))
    half = json.loads(sqlite.polepos("db", "status", "--json").stdout)
    assert [each["revision"] for each in half["pending"]] == ["right"]
    good(sqlite.polepos("db", "merge", "-m", "join"))
    good(sqlite.polepos("db", "upgrade"))

    assert len(json.loads(sqlite.polepos("db", "heads", "--json").stdout)["heads"]) == 1


def test_merging_one_head_is_refused(sqlite: Application) -> None:
    refused(sqlite.polepos("db", "merge", "-m", "x"), "nothing to merge")


def test_a_revision_nobody_knows_is_named(sqlite: Application) -> None:
    refused(sqlite.polepos("db", "upgrade", "abcdef"), "abcdef", "polepos db history")


def test_a_database_can_be_stamped(application: Application) -> None:
    add_model(application)
    good(application.polepos("db", "revision", "-m", "add customers"))

    stamped = good(application.polepos("db", "stamp", "head"))

    head = json.loads(application.polepos("db", "heads", "--json").stdout)["heads"][0]["revision"]
    assert head in stamped.stdout
    assert head in good(application.polepos("db", "current")).stdout
    refused(application.polepos("db", "check"), "add table customers", "polepos db revision")


def test_sql_is_printed_and_not_run(application: Application) -> None:
    add_model(application)
    good(application.polepos("db", "revision", "-m", "add customers"))

    done = good(application.polepos("db", "sql"))

    assert "CREATE TABLE customers" in done.stdout
    assert json.loads(application.polepos("db", "status", "--json").stdout)["current"] == []


def test_history_names_every_revision(sqlite: Application) -> None:
    for message in ("one", "two"):
        good(sqlite.polepos("db", "revision", "-m", message, "--empty"))

    listed = json.loads(sqlite.polepos("db", "history", "--json").stdout)["revisions"]

    assert [each["message"] for each in listed] == ["two", "one"]
    assert "two" in good(sqlite.polepos("db", "history")).stdout


COMMANDS = [
    ["status"], ["upgrade"], ["downgrade", "base"], ["revision", "-m", "x"], ["current"], ["stamp", "head"],
    ["check"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_database_that_is_down_is_one_message_without_its_password(
    project: Projects, words: list[str]
) -> None:
    application = project("--db", "postgres").with_environment(
        DATABASE_URL="postgresql://nobody:se%25cret@127.0.0.1:1/nothing"
    )

    done = application.polepos("db", *words)

    refused(done, "the database", "DATABASE_URL")
    assert "cret" not in done.stderr
    assert revisions(application) == []


def test_a_wrong_password_is_one_message(project: Projects, postgres: PostgreSQL) -> None:
    url = f"postgresql://polepos:wrong@127.0.0.1:{postgres.port}/postgres"

    done = project("--db", "postgres").with_environment(DATABASE_URL=url).polepos("db", "status")

    refused(done, "password authentication failed")


def test_a_file_that_is_no_database_is_one_message(sqlite: Application) -> None:
    sqlite.write("broken.db", "this is no database, but long enough to be looked at\n" * 20)

    done = sqlite.with_environment(DATABASE_URL="sqlite:///broken.db").polepos("db", "upgrade")

    refused(done, "not a database")


def test_a_failing_migration_changes_nothing(application: Application) -> None:
    application.write(
        "migrations/versions/fails.py",
        '"""fails"""\nimport sqlalchemy as sa\nfrom alembic import op\n'
        'revision = "fails"\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n'
        'def upgrade():\n    op.create_table("half", sa.Column("id", sa.Integer()))\n'
        '    op.execute("select * from no_such_table")\ndef downgrade(): pass\n',
    )

    refused(application.polepos("db", "upgrade"), "no_such_table", "rolled back")

    application.edit(
        "migrations/versions/fails.py", '    op.execute("select * from no_such_table")\n', ""
    )
    good(application.polepos("db", "upgrade"))  # the table is not there from the first try


def test_a_project_without_a_database_says_so(project: Projects) -> None:
    refused(project("--db", "none").polepos("db", "upgrade"), "--db none", code=2)


def test_outside_a_project_it_says_how_to_make_one(tmp_path: Path) -> None:
    refused(polepos("db", "status", folder=tmp_path), "polepos start", code=2)


def test_a_broken_manifest_is_named_with_its_line(sqlite: Application) -> None:
    sqlite.write(".poleposition.toml", "[poleposition\n")

    refused(sqlite.polepos("db", "status"), ".poleposition.toml:1:14")


def test_a_missing_alembic_says_what_to_install(sqlite: Application, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    subprocess.run([str(sqlite.python), "-m", "venv", "--without-pip", str(empty)], check=True)

    refused(sqlite.polepos("db", "status", VIRTUAL_ENV=str(empty)), "Alembic is not installed")


def test_without_any_environment_it_says_how_to_make_one(sqlite: Application) -> None:
    refused(sqlite.polepos("db", "status", VIRTUAL_ENV="", PATH="/usr/bin:/bin"), ".venv")


def test_with_json_stdout_is_one_document_for_failures_too(sqlite: Application) -> None:
    done = sqlite.polepos("db", "upgrade", "abcdef", "--json")

    assert json.loads(done.stdout)["error"]["code"] == "unknown-revision"


def test_a_wrong_setting_is_one_message(sqlite: Application) -> None:
    done = sqlite.with_environment(DATABASE_URL="mysql://x").polepos("db", "status")

    refused(done, "DATABASE_URL")
