"""The feature `auth`, in projects of their own: migrated, tested, served, managed, and removed."""

import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from applications import PACKAGE, Answer, Application, Done, Running, make
from checking import assert_clean
from servers import Redis

Made = Callable[..., Application]

AUTH = "/api/v1/auth"
ANN = "ann@example.org"
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
COMMAND = f"{PACKAGE}.auth.users.command"

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def application(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    application_python: Path,
) -> Application:
    """A project with users and their migration, on a database of its own."""
    folder = tmp_path_factory.mktemp("auth")
    url = f"sqlite:///{folder / 'app.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").create_database()
    project = make(folder, application_python, "--db", request.param)
    project = project.with_environment(DATABASE_URL=url)
    for words in (["add", "auth"], ["db", "revision", "-m", "add users"], ["db", "upgrade"]):
        done = project.polepos(*words)
        assert done.returncode == 0, done.stderr
    return project


@dataclass(frozen=True)
class Users:
    """What a client of a running application does with users."""

    server: Running

    def register(self, email: str, password: str = PASSWORD) -> Answer:
        return self._post("register", {"email": email, "password": password})

    def sign_in(self, email: str, password: str = PASSWORD) -> Answer:
        """Send the form that "Authorize" in `/docs` sends."""
        form = {"grant_type": "password", "username": email, "password": password}
        return self._send("token", urllib.parse.urlencode(form).encode())

    def refresh(self, tokens: dict[str, Any]) -> Answer:
        return self._post("refresh", {"refresh_token": tokens["refresh_token"]})

    def log_out(self, tokens: dict[str, Any]) -> Answer:
        return self._post("logout", {"refresh_token": tokens["refresh_token"]})

    def me(self, tokens: dict[str, Any]) -> Answer:
        said = f"Bearer {tokens['access_token']}"
        return self.server.get(f"{AUTH}/me", Authorization=said)

    def _post(self, path: str, body: dict[str, str]) -> Answer:
        said = {"Content-Type": "application/json"}
        return self._send(path, json.dumps(body).encode(), **said)

    def _send(self, path: str, data: bytes, **headers: str) -> Answer:
        # Patient, since what hashes passwords for many at once makes some of them wait.
        url = f"{self.server.url}{AUTH}/{path}"
        request = urllib.request.Request(url, data, headers, method="POST")  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310
                return Answer(response.status, response.headers, response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())


@pytest.fixture(scope="module")
def users(application: Application) -> Iterator[Users]:
    """Users of the project as it is served, with a grace time of zero for refresh tokens."""
    limits = {"AUTH_REFRESH_GRACE_SECONDS": "0", "AUTH_REGISTER_LIMIT_PER_HOUR": "100"}
    with application.serving(**limits) as server:
        yield Users(server)


def managed(application: Application, *words: str, typed: str = "") -> Done:
    """Run the command as it is run in a container: without polepos."""
    return subprocess.run(
        [str(application.python), "-m", COMMAND, *words],
        cwd=application.root,
        env={"PYTHONPATH": str(application.root / "src"), **application.environment},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def tree(root: Path) -> dict[str, bytes]:
    """Return every file, but for what polepos keeps to undo, and what ran left behind."""
    left_behind = {"__pycache__", ".ruff_cache", ".mypy_cache", ".pytest_cache", "tx", "undo"}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not left_behind.intersection(path.relative_to(root).parts)
    }


def test_it_is_clean_and_typed(application: Application) -> None:
    assert_clean(application)


def test_its_own_tests_pass_whatever_the_developer_has_set(application: Application) -> None:
    url = application.environment["DATABASE_URL"]

    done = application.run(
        "pytest", "-q", "-p", "no:cacheprovider", "tests/auth", "tests/migrations",
        "tests/integration/test_auth.py", "tests/unit/test_settings.py",
        APP_ENV="production", AUTH_LOCKOUT_AFTER="1", CI="true", TEST_DATABASE_URL=url,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


def test_models_and_migration_agree(application: Application) -> None:
    again = application.polepos("db", "revision", "-m", "again")

    assert again.returncode == 0, again.stderr
    assert len(list((application.root / "migrations/versions").glob("*.py"))) == 1


def test_every_name_renders_to_formatted_and_sorted_code(
    tmp_path: Path, application_python: Path
) -> None:
    everything = Application(tmp_path, application_python)
    for db, python in (("sqlite", "3.11"), ("postgres", "3.13")):
        for name in ("a", "n" * 28, "n" * 46, "n" * 64):
            folder = tmp_path / f"{name}-{db}"
            options = ["--no-git", "--db", db, "--python", python, "--dir", str(folder)]
            assert everything.polepos("start", name, *options).returncode == 0
            assert everything.polepos("add", "auth", folder=folder.name).returncode == 0

    for check in (["format", "--check"], ["check"]):
        done = everything.run("ruff", *check, "--no-cache")
        assert done.returncode == 0, done.stdout


def test_a_user_registers_signs_in_refreshes_and_logs_out(users: Users) -> None:
    assert users.register("Eve@Example.org").status == 202

    first = users.sign_in("eve@example.org").json
    second = users.refresh(first).json

    assert users.me(second).json["email"] == "eve@example.org"
    assert users.log_out(second).status == 204
    assert users.refresh(second).status == 401
    assert users.me(second).status == 401


def test_a_refresh_token_that_was_used_ends_its_login_and_that_stays(users: Users) -> None:
    users.register("mallory@example.org")
    first = users.sign_in("mallory@example.org").json
    second = users.refresh(first).json

    assert users.refresh(first).status == 401
    assert users.refresh(second).status == 401
    assert users.me(second).status == 401


def test_two_refreshes_at_once_never_both_win(users: Users) -> None:
    users.register("pair@example.org")
    tokens = users.sign_in("pair@example.org").json

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: users.refresh(tokens).status, range(8)))

    assert Counter(answers) == {200: 1, 401: 7}


def test_twenty_who_register_one_address_at_once_are_all_answered(users: Users) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: users.register("one@example.org").status, range(20)))

    assert Counter(answers) == {202: 20}
    assert users.sign_in("one@example.org").status == 200


def test_a_taken_address_and_a_free_one_are_answered_alike(users: Users) -> None:
    free, taken = users.register("new@example.org"), users.register("new@example.org")

    assert (free.status, free.body) == (taken.status, taken.body)
    assert set(free.headers) == set(taken.headers)


def test_authorize_in_the_documentation_leads_to_tokens(users: Users) -> None:
    document = users.server.get("/openapi.json").json
    schemes = document["components"]["securitySchemes"]

    flow = next(each["flows"]["password"] for each in schemes.values() if each["type"] == "oauth2")

    assert flow["tokenUrl"] == f"{AUTH}/token"
    assert users.server.get("/docs").status == 200


def test_who_runs_it_manages_its_users_and_requests_notice(
    application: Application, users: Users
) -> None:
    created = managed(application, "create", ANN, "--role", "admin", "--json", typed=PASSWORD)
    assert created.returncode == 0, created.stderr
    assert json.loads(created.stdout)["roles"] == ["admin"]

    tokens = users.sign_in(ANN).json
    assert users.me(tokens).json["roles"] == ["admin"]
    assert managed(application, "grant", ANN, "admin", "--revoke").returncode == 0
    assert users.me(tokens).json["roles"] == []
    assert managed(application, "disable", ANN).returncode == 0
    assert users.me(tokens).status == 401
    assert users.refresh(tokens).status == 401
    assert users.sign_in(ANN).status == 401
    assert managed(application, "disable", ANN, "--enable").returncode == 0
    assert managed(application, "set-password", ANN, typed="another horse").returncode == 0
    assert users.sign_in(ANN, "another horse").status == 200
    assert PASSWORD not in created.stdout + created.stderr


def test_polepos_user_passes_its_words_on(application: Application) -> None:
    installed = {"PYTHONPATH": str(application.root / "src")}

    listed = application.polepos("user", "list", "--json", **installed)
    unknown = application.polepos("user", "disable", "nobody@example.org", **installed)

    assert listed.returncode == 0, listed.stderr
    assert unknown.returncode == 1
    assert "no user nobody@example.org" in unknown.stderr


def test_a_command_without_its_tables_says_what_to_do(
    application: Application, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if application.environment["DATABASE_URL"].startswith("postgres"):
        url = request.getfixturevalue("postgres").create_database()

    done = managed(application.with_environment(DATABASE_URL=url), "list")

    assert done.returncode == 1
    assert "alembic upgrade head" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_whose_database_is_away_says_so(application: Application, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'app.db'}"
    if application.environment["DATABASE_URL"].startswith("postgres"):
        url = "postgresql://ann:hunter2@127.0.0.1:1/app"

    done = managed(application.with_environment(DATABASE_URL=url), "list")

    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used: ")
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_production_does_not_start_with_the_key_of_development(application: Application) -> None:
    for command in (f"{PACKAGE}.run", COMMAND):
        done = application.run(
            command, *(["list"] if command == COMMAND else []), APP_ENV="production"
        )

        assert done.returncode == 1
        assert "AUTH_SECRET_KEY" in done.stderr
        assert "Traceback" not in done.stderr


def test_redis_counts_for_all_processes_where_it_is_there(project: Made, redis: Redis) -> None:
    application = project("--db", "sqlite").with_environment(
        REDIS_ENABLED="true", REDIS_URL=redis.fresh_url(), AUTH_LOGIN_LIMIT_PER_MINUTE="4"
    )
    for words in (
        ["add", "auth"],
        ["add", "integration", "redis"],
        ["db", "revision", "-m", "add users"],
        ["db", "upgrade"],
    ):
        assert application.polepos(*words).returncode == 0

    with application.serving() as one, application.serving() as other:
        statuses = [
            Users(server).sign_in(f"u{number}@example.org").status
            for number in range(3)
            for server in (one, other)
        ]

    assert statuses == [401, 401, 401, 401, 429, 429]


@pytest.mark.parametrize("db", ["sqlite", "postgres"])
def test_removing_it_gives_back_the_bytes(project: Made, db: str) -> None:
    application = project("--db", db)
    before = tree(application.root)

    assert application.polepos("add", "auth").returncode == 0
    again = application.polepos("add", "auth")
    assert (again.returncode, "there already" in again.stdout) == (0, True)
    removed = application.polepos("remove", "auth")

    assert removed.returncode == 0, removed.stderr
    assert "--allow-drop" in removed.stdout
    assert tree(application.root) == before


def test_a_project_without_a_database_is_told_why_it_cannot_have_it(made: Made) -> None:
    application = made("--db", "none")
    before = tree(application.root)

    refused = application.polepos("add", "auth")

    assert refused.returncode == 2
    assert "users are kept in the database" in refused.stderr
    assert tree(application.root) == before


def test_a_project_with_a_table_of_users_is_told_so(project: Made) -> None:
    application = project("--db", "sqlite")
    assert application.polepos("add", "module", "users", "--template", "crud").returncode == 0
    before = tree(application.root)

    refused = application.polepos("add", "auth")

    assert refused.returncode != 0
    assert "users" in refused.stderr
    assert tree(application.root) == before


def test_it_is_not_removed_while_code_uses_it(project: Made) -> None:
    application = project("--db", "sqlite")
    assert application.polepos("add", "auth").returncode == 0
    application.write(
        f"src/{PACKAGE}/invoices.py",
        f'"""Invoices."""\n\nfrom {PACKAGE}.auth.users.model import User\n\n__all__ = ["User"]\n',
    )

    refused = application.polepos("remove", "auth")

    assert refused.returncode != 0
    assert "invoices.py" in refused.stderr
