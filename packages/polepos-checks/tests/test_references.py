"""What in a project refers to modules that are to go: imports, dotted names, foreign keys."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polepos_checks.edits import UnreadableError
from polepos_checks.source.files import python_files
from polepos_checks.source.names import bindings, names_bound_by, unbound_uses, uses
from polepos_checks.source.references import Reference, Sought, find_references, modules_of

FILES = [
    "src/shop/modules/user/__init__.py",
    "src/shop/modules/user/model.py",
    "src/shop/modules/user/services/__init__.py",
    "src/shop/modules/user/services/user_service.py",
    "tests/unit/test_user_service.py",
]
SOUGHT = Sought(modules_of(FILES), frozenset({"users"}))
WHOLE = "shop.modules.user"


def project(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def references(root: Path, files: Mapping[str, str | bytes]) -> list[Reference]:
    return find_references(project(root, files), SOUGHT, instead={}, without=set())


def lines(root: Path, text: str | bytes, path: str = "src/shop/app.py") -> list[int]:
    found = references(root, {path: text})
    assert {each.path for each in found} <= {path}
    return [each.line for each in found]


# ----------------------------------------------------------------------------------- what is sought


def test_modules_are_sought_and_tests_also_by_their_name_alone() -> None:
    assert {each for each in modules_of(FILES) if each.startswith("shop")} == {
        "shop.modules.user",
        "shop.modules.user.model",
        "shop.modules.user.services",
        "shop.modules.user.services.user_service",
    }


def test_the_words_to_look_for_are_those_of_the_packages_and_tables() -> None:
    assert set(SOUGHT.words) >= {b"user", b"users"}
    assert b"model" not in SOUGHT.words


def test_where_nothing_is_sought_nothing_is_read(tmp_path: Path) -> None:
    sought = Sought(frozenset())

    assert find_references(tmp_path / "nowhere", sought, instead={}, without=set()) == []


# ------------------------------------------------------------------------------- what imports it


@pytest.mark.parametrize(
    "line",
    [
        "import shop.modules.user",
        "import os, shop.modules.user.model as m",
        "import shop.modules.user.services.user_service",
        "from shop.modules import user",
        "from shop.modules import other, user as u",
        "from shop.modules.user import model",
        "from shop.modules.user import *",
        "from shop.modules.user.model import User, NewUser",
        "from shop.modules.user.no_such_module import x",
        "from .modules import user",
        "from .modules.user.model import User",
        "if TYPE_CHECKING: from .modules.user import model",
        "def f(): import shop.modules.user.model",
        "async def f(x=lambda: __import__('shop.modules.user')): ...",
        "try: import shop.modules.user\nexcept ImportError: pass",
    ],
)
def test_an_import_is_a_reference_wherever_it_stands(tmp_path: Path, line: str) -> None:
    assert lines(tmp_path, f"import os\n{line}\n") == [2]


@pytest.mark.parametrize(
    "path, line",
    [
        ("src/shop/modules/__init__.py", "from . import user"),
        ("src/shop/modules/__init__.py", "from .user.model import User"),
        ("src/shop/modules/orders/model.py", "from ..user import model"),
        ("src/shop/modules/orders/model.py", "from .. import user"),
        ("src/shop/modules/orders/services/a.py", "from ...user.model import User"),
        ("src/shop/api/router.py", "from ..modules.user import model"),
        ("tests/unit/test_orders.py", "from shop.modules.user import model"),
        ("scripts/seed.py", "from shop.modules.user import model"),
        ("seed.py", "from shop.modules.user import model"),
    ],
)
def test_relative_imports_are_resolved_from_where_they_stand(
    tmp_path: Path, path: str, line: str
) -> None:
    assert lines(tmp_path, f"\n{line}\n", path) == [2]


@pytest.mark.parametrize(
    "path, line",
    [
        ("src/shop/modules/orders/model.py", "from . import user"),
        ("src/shop/modules/orders/model.py", "from .user import model"),
        ("src/shop/modules/orders/model.py", "from ... import user"),
        ("src/shop/modules/orders/model.py", "from .....modules.user import model"),
        ("src/shop/app.py", "from .......shop.modules.user import model"),
        ("src/other/app.py", "from .modules import user"),
        ("tests/unit/test_a.py", "from .modules.user import model"),
    ],
)
def test_relative_imports_of_something_else_are_none(tmp_path: Path, path: str, line: str) -> None:
    assert lines(tmp_path, f"{line}\n", path) == []


@pytest.mark.parametrize(
    "text",
    [
        "import shop\nshop.modules.user.model.User()\n",
        "import shop.modules as m\nx = [m.user]\n",
        "from shop import modules\ndef f(): return modules.user.model\n",
        "from . import modules as m\nm.user.model.User.name\n",
    ],
)
def test_an_attribute_of_a_package_is_a_reference(tmp_path: Path, text: str) -> None:
    assert lines(tmp_path, text) == [2]


def test_uses_of_what_was_imported_are_not_named_beside_the_import(tmp_path: Path) -> None:
    assert lines(tmp_path, "from shop.modules import user\nuser.model\nuser.model.User\n") == [1]


# ----------------------------------------------------------------------------------- names in strings


@pytest.mark.parametrize(
    "line",
    [
        'mock.patch("shop.modules.user.services.user_service.now")',
        'mock.patch("shop.modules.user")',
        'importlib.import_module("shop.modules.user.model")',
        'apps = ["os.path", "shop.modules.user"]',
        'broker = "shop.modules.user.services:app"',
        'def f(x: "shop.modules.user.model.User"): ...',
    ],
)
def test_a_dotted_name_in_a_string_is_a_reference(tmp_path: Path, line: str) -> None:
    assert lines(tmp_path, f"import os\n{line}\n") == [2]


@pytest.mark.parametrize(
    "line",
    [
        "from shop.modules import user_profile",
        "from shop.modules.user_profile import user",
        "from shop.modules.users.model import user",
        "import shop.modules.userland",
        "from other.modules.user import model",
        "from user import model",
        "import user.model",
        "user = modules.user.model",
        "# from shop.modules.user import model",
        "'Ask shop.modules.user, or the user, about it.'",
        "'''\nfrom shop.modules.user import model\n'''",
        "mock.patch('shop.modules.user_profile.user')",
        "x = 'user'; y = 'modules.user'; z = 'shop.modules'",
        "b'shop.modules.user'",
        "ForeignKey('user.id')",
    ],
)
def test_what_only_looks_like_it_is_no_reference(tmp_path: Path, line: str) -> None:
    assert lines(tmp_path, f"{line}\n") == []


# -------------------------------------------------------------------------------------- foreign keys


@pytest.mark.parametrize(
    "line",
    [
        "a: Mapped[int] = mapped_column(ForeignKey('users.id'))",
        "a = sa.ForeignKey('users.id', ondelete='CASCADE')",
        "a = ForeignKey('public.users.id')",
        "__table_args__ = (ForeignKeyConstraint(['a', 'b'], ['users.id', 'users.tenant']),)",
        "a: int = Field(foreign_key='users.id')",
    ],
)
def test_a_foreign_key_to_a_table_that_goes_is_a_reference(tmp_path: Path, line: str) -> None:
    assert references(tmp_path, {"src/shop/a.py": f"\n{line}\n"}) == [
        Reference("src/shop/a.py", 2, "has a foreign key to users")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "ForeignKey('user_profiles.id')",
        "ForeignKey('orders.users')",
        "ForeignKey('users.orders.id')",
        "Column('users.id')",
        "Field(description='users.id')",
        "'users.id'",
    ],
)
def test_another_foreign_key_is_none(tmp_path: Path, line: str) -> None:
    assert lines(tmp_path, f"{line}\n") == []


def test_a_migration_says_what_was_and_its_foreign_keys_stand_in_nobodys_way(
    tmp_path: Path,
) -> None:
    text = "down_revision: str | None = None\nimport shop.modules.user\nForeignKey('users.id')\n"

    assert lines(tmp_path, text, "migrations/versions/0001.py") == [2]


# ------------------------------------------------------------------------------------ files and text


def test_references_are_sorted_and_each_is_named_once(tmp_path: Path) -> None:
    text = "from shop.modules.user import model, services\n"
    files = dict.fromkeys(("src/shop/b.py", "src/shop/a.py", "tests/test_c.py"), text)

    assert [(each.path, each.line) for each in references(tmp_path, files)] == [
        ("src/shop/a.py", 1),
        ("src/shop/b.py", 1),
        ("tests/test_c.py", 1),
    ]


def test_files_that_go_too_are_not_looked_at_and_others_as_they_are_going_to_be(
    tmp_path: Path,
) -> None:
    text = b"import shop.modules.user\n"
    root = project(tmp_path, {"src/shop/a.py": text, "src/shop/b.py": text, "src/shop/c.py": "\n"})

    found = find_references(
        root,
        SOUGHT,
        instead={"src/shop/b.py": b"import os\n", "src/shop/c.py": b"\n\n" + text},
        without={"src/shop/a.py"},
    )

    assert [(each.path, each.line) for each in found] == [("src/shop/c.py", 3)]


@pytest.mark.parametrize(
    "data, line",
    [
        (b"x = = 1\nfrom .modules.user import model\n", 2),
        (b"x = '\xe9'\nmock.patch('shop.modules.user.model')\n", 2),
        (b"import a.user\n\0", 1),
        (b"# coding: rot13\r# shop.modules.user\r", 2),
    ],
)
def test_a_file_that_cannot_be_read_is_named_where_it_seems_to_refer_to_it(
    tmp_path: Path, data: bytes, line: int
) -> None:
    found = references(tmp_path, {"src/shop/a.py": data})

    assert [each.line for each in found] == [line]
    assert "cannot be read" in found[0].what


@pytest.mark.parametrize(
    "data",
    [
        b"x = = 1  # the user\n",
        b"x = = 1\nfrom .user_profile import a\n",
        b"x = '\xe9'\nshop.modules.user_profile\nmyshop.modules.user\n",
    ],
)
def test_a_file_that_cannot_be_read_and_names_something_else_is_none(
    tmp_path: Path, data: bytes
) -> None:
    assert lines(tmp_path, data) == []


def test_files_are_read_in_their_own_encoding(tmp_path: Path) -> None:
    for data in (
        b"# coding: latin-1\n# \xe9\nimport shop.modules.user\r",
        b"\xef\xbb\xbf\n\nimport shop.modules.user",
    ):
        assert lines(tmp_path, data) == [3]


def test_a_name_that_is_not_ascii_can_be_sought(tmp_path: Path) -> None:
    sought = Sought(frozenset({"shop.modules.größe"}))
    root = project(tmp_path, {"a.py": "from shop.modules import größe\n"})

    assert len(find_references(root, sought, instead={}, without=set())) == 1


@pytest.mark.parametrize(
    "folder",
    [
        ".venv/lib",
        ".git",
        "src/.hidden",
        "__pycache__",
        "web/node_modules/x",
        "env/lib",
        "a/my/lib",
    ],
)
def test_folders_of_tools_and_virtual_environments_are_left_out(
    tmp_path: Path, folder: str
) -> None:
    text = "import shop.modules.user\n"
    project(tmp_path, {f"{folder}/a.py": text, "env/pyvenv.cfg": "", "a/my/pyvenv.cfg": ""})

    assert references(tmp_path, {"docs/v1.0/conf.py": text}) == [
        Reference("docs/v1.0/conf.py", 1, f"refers to {WHOLE}")
    ]


def test_what_is_called_like_a_python_file_and_is_none_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "nowhere.py").symlink_to("gone.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe.py")

    assert references(tmp_path, {"a.txt": "import shop.modules.user"}) == []


def test_links_in_circles_end_and_each_folder_is_visited_once(tmp_path: Path) -> None:
    project(tmp_path, {"src/shop/a.py": "", "code/b.py": ""})
    for place in ("src/loop", "code/up", "code/up2", "src/shop/loop"):
        (tmp_path / place).symlink_to(tmp_path)
    (tmp_path / "src/more").symlink_to(tmp_path / "code")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/shop").symlink_to(tmp_path / "src/shop")

    assert sorted(path for path, _ in python_files(tmp_path)) == ["code/b.py", "src/shop/a.py"]


def test_a_linked_source_folder_is_known_by_the_name_that_the_project_has_for_it(
    tmp_path: Path,
) -> None:
    project(tmp_path, {"code/main/shop/a.py": ""})
    (tmp_path / "src").symlink_to("code/main")

    assert [path for path, _ in python_files(tmp_path)] == ["src/shop/a.py"]


def test_what_a_link_is_going_to_hold_is_what_it_leads_to_holds(tmp_path: Path) -> None:
    project(tmp_path, {"elsewhere/app.py": f"import {WHOLE}\n", "src/shop/b.py": ""})
    (tmp_path / "src/shop/app.py").symlink_to("../../elsewhere/app.py")

    for after, found in ((b"", 0), (f"import {WHOLE}\n".encode(), 2)):
        instead = {"src/shop/app.py": after}
        assert len(find_references(tmp_path, SOUGHT, instead=instead, without=set())) == found


def test_links_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    project(tmp_path, {"other/a.py": "", "mine/b.py": ""})
    (tmp_path / "mine/other").symlink_to(tmp_path / "other")

    assert [path for path, _ in python_files(tmp_path / "mine")] == ["b.py"]


def test_a_folder_that_may_not_be_read_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, {"data/postgres/a.py": "", "b.py": ""})
    scandir = os.scandir

    def refuse(place: str) -> object:
        if place.endswith("postgres"):
            raise PermissionError(place)
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)

    assert [path for path, _ in python_files(tmp_path)] == ["b.py"]


@given(st.binary(max_size=30), st.sampled_from(["import shop.modules.user\n", "user", "(" * 500]))
def test_whatever_the_bytes_there_is_no_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, text: str
) -> None:
    root = tmp_path_factory.getbasetemp()

    find_references(
        project(root, {"a.py": b""}), SOUGHT, instead={"a.py": data + text.encode()}, without=set()
    )


# ------------------------------------------------------------------------------------ names of a text


@pytest.mark.parametrize(
    "text",
    [
        "from a import b as user_router",
        "user_router: APIRouter = x",
        "a, (user_router, c) = x",
        "a = user_router = x",
        "if x:\n    import user_router",
        "try: ...\nexcept E as user_router: ...",
        "with x as user_router: ...",
        "for user_router in x: ...",
        "def user_router(): ...",
        "class user_router: ...",
        "if (user_router := x): ...",
        "match x:\n    case {'a': user_router}: ...",
    ],
)
def test_a_name_is_bound_by_all_that_binds_it_at_the_top(text: str) -> None:
    assert [name for _, name in bindings(f"{text}\n", {"user_router"})] == ["user_router"]


@pytest.mark.parametrize(
    "text",
    [
        "def f(user_router): user_router = 1",
        "class A:\n    user_router = 1",
        "x = [user_router for user_router in y]",
        "x = lambda user_router: 1",
        "user_router.x = user_router[1] = 2",
        "from user_router import a",
        "'user_router'",
    ],
)
def test_a_name_of_another_scope_or_use_is_not_bound_at_the_top(text: str) -> None:
    assert bindings(f"{text}\n", {"user_router"}) == []


def test_lines_are_named_where_names_are_used_that_nothing_binds() -> None:
    text = "x = [user_router, other]\n\n\ndef f(other):\n    return user_router\n"

    assert unbound_uses(text, {"user_router", "other"}) == [(1, "user_router"), (5, "user_router")]
    assert unbound_uses(f"{text}import user_router\n", {"user_router"}) == []
    assert unbound_uses("user_router_2 = 'user_router'", {"user_router"}) == []


def test_uses_inside_of_spans_that_go_do_not_count() -> None:
    text = "include(user_router)\nx = 'é', user_router\n"

    assert uses(text, {"user_router"}, besides=[]) == [(1, "user_router"), (2, "user_router")]
    assert uses(text, {"user_router"}, besides=[(0, 21)]) == [(2, "user_router")]
    assert uses("x = = 1", set(), besides=[]) == []


def test_a_syntax_error_is_named_if_the_name_is_there_at_all() -> None:
    for call in (bindings, unbound_uses):
        assert call("x = = 1", {"y"}) == []
        with pytest.raises(UnreadableError):
            call("x = = 1", {"x"})


def test_an_entry_brings_its_names() -> None:
    assert names_bound_by("from a.b import c as d") == {"d"}
    assert names_bound_by("import a.b") == {"a"}
    assert names_bound_by("def f(): ...") == {"f"}
    assert names_bound_by("f(x)") == set()
    assert names_bound_by('"users",') == set()
    assert names_bound_by('[tool.x]\ny = "') == set()
