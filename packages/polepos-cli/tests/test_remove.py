"""`polepos remove module`: it takes away what was added, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from outcome import Outcome, Polepos
from projects import folders, tree

ROUTER = "src/shop_api/api/router.py"
SERVICE = "src/shop_api/modules/customers/services/customers_service.py"


@pytest.fixture
def customers(project: Path, polepos: Polepos) -> Path:
    """A project with a module of customers, and one of orders."""
    for name in ("customers", "orders"):
        assert polepos("add", "module", name, "--template", "crud").code == 0
    return project


def refused(outcome: Outcome, *places: str) -> None:
    """The command stopped to protect work, and named every place."""
    assert outcome.code == 3, outcome.err
    for place in places:
        assert place in outcome.err


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_it_leaves_no_trace(project: Path, polepos: Polepos) -> None:
    before, places = tree(project), folders(project)
    polepos("add", "module", "customers")
    compiled = project / "src/shop_api/modules/customers/services/__pycache__"
    compiled.mkdir()
    (compiled / "customers_service.cpython-311.pyc").write_bytes(b"")

    outcome = polepos("remove", "module", "customers")

    assert outcome.code == 0
    assert tree(project) == before
    assert folders(project) - {".polepos/tx", ".polepos/undo", ".polepos/undo/last"} == places


def test_other_modules_with_a_longer_name_stay(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "user_profile")
    before = tree(project)
    polepos("add", "module", "user")

    assert polepos("remove", "module", "user").code == 0

    assert tree(project) == before


def test_hyphens_and_underscores_are_the_same(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "module", "order_items")

    polepos("remove", "module", "order-items")

    assert tree(project) == before


def test_it_says_what_is_left_to_decide_about_the_database(
    customers: Path, polepos: Polepos
) -> None:
    outcome = polepos("remove", "module", "customers")

    assert "note: The table customers stays in the database." in outcome.err
    assert "--allow-drop" in outcome.out


@pytest.mark.parametrize("name,hint", [("custmers", "Did you mean customers?"), ("x", "customers")])
def test_a_module_that_is_not_there_is_wrong_usage(
    customers: Path, polepos: Polepos, name: str, hint: str
) -> None:
    before = tree(customers)

    outcome = polepos("remove", "module", name)

    assert outcome.code == 2
    assert hint in outcome.err
    assert tree(customers) == before


def test_what_every_project_has_cannot_be_removed(customers: Path, polepos: Polepos) -> None:
    outcome = polepos("remove", "module", "status")

    assert outcome.code == 2
    assert "part of every project" in outcome.err


def test_a_hand_written_module_is_none_of_ours(customers: Path, polepos: Polepos) -> None:
    own = customers / "tests/unit/test_payments_service.py"
    own.write_text("x = 1\n", encoding="utf-8")

    assert polepos("remove", "module", "payments").code == 2
    assert own.is_file()


def test_a_customised_file_stops_it_unless_it_is_forced(customers: Path, polepos: Polepos) -> None:
    append(customers / SERVICE, "\n\nRULES = 3\n")
    before = tree(customers)

    refused(polepos("remove", "module", "customers"), f"{SERVICE}: was changed by hand")
    assert tree(customers) == before

    assert polepos("remove", "module", "customers", "--force").code == 0
    assert not (customers / SERVICE).exists()


def test_an_added_comment_is_work_too(customers: Path, polepos: Polepos) -> None:
    append(customers / SERVICE, "# ask Ann before you touch this\n")

    refused(polepos("remove", "module", "customers"), SERVICE)


def test_a_file_that_cannot_be_decoded_is_work_too(customers: Path, polepos: Polepos) -> None:
    (customers / SERVICE).write_bytes(b"\xff\xfe\x00")

    refused(polepos("remove", "module", "customers"), SERVICE)


def test_a_reformatted_file_is_not(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "module", "customers", "--template", "crud", "--pagination")
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--quiet",
        "--no-cache",
        "--config",
        "line-length = 60",
    ]
    subprocess.run(
        [*ruff, "--config", "format.quote-style='single'", "src/shop_api/modules/customers"],
        check=True,
    )

    outcome = polepos("remove", "module", "customers")

    assert outcome.code == 0, outcome.err
    assert tree(project) == before


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("name", ["notes.md", "helpers.py", "services/extra.py", "sub/deep.txt"])
def test_a_file_of_the_owner_in_its_folder_stops_it(
    customers: Path, polepos: Polepos, name: str, force: list[str]
) -> None:
    own = customers / "src/shop_api/modules/customers" / name
    own.parent.mkdir(exist_ok=True)
    own.write_text("mine\n", encoding="utf-8")
    before = tree(customers)

    refused(polepos("remove", "module", "customers", *force), f"customers/{name}: was not made by")

    assert tree(customers) == before


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize(
    "path,line",
    [
        ("src/shop_api/modules/orders/rules.py", "from shop_api.modules.customers import model"),
        ("src/shop_api/modules/orders/rules.py", "from ..customers.model import Customer"),
        ("src/shop_api/domain/x.py", "import shop_api.modules.customers.schemas as s"),
        ("src/shop_api/domain/x.py", "from shop_api.modules import customers"),
        ("tests/unit/test_own.py", "TARGET = 'shop_api.modules.customers.services'"),
        ("src/shop_api/modules/orders/x.py", "c = ForeignKey('customers.id')"),
        ("scripts/seed.py", "from shop_api.modules.customers.model import Customer"),
        ("migrations/versions/1_x.py", "from shop_api.modules.customers.model import Customer"),
    ],
)
def test_code_that_needs_it_stops_it_whatever_is_forced(
    customers: Path, polepos: Polepos, path: str, line: str, force: list[str]
) -> None:
    (customers / path).parent.mkdir(exist_ok=True)
    (customers / path).write_text(f'"""Own."""\n\n{line}\n', encoding="utf-8")
    before = tree(customers)

    refused(polepos("remove", "module", "customers", *force), f"{path}:3: ")

    assert tree(customers) == before


def test_a_second_include_stops_it(customers: Path, polepos: Polepos) -> None:
    append(customers / ROUTER, 'api_router.include_router(customers_router, prefix="/v2/c")\n')
    before = tree(customers)

    refused(polepos("remove", "module", "customers"), f"{ROUTER}:", "customers_router")

    assert tree(customers) == before


@pytest.mark.parametrize(
    "old,new",
    [
        ('tags=["customers"])', 'tags=["customers", "crm"])'),
        ('tags=["customers"])', 'tags=["customers"])  # public'),
        ('prefix="/customers"', 'prefix="/clients"'),
    ],
)
def test_an_entry_that_was_changed_by_hand_stops_it_unless_it_is_forced(
    customers: Path, polepos: Polepos, old: str, new: str
) -> None:
    router = customers / ROUTER
    router.write_text(router.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = tree(customers)

    refused(polepos("remove", "module", "customers"), f"{ROUTER}:12: was changed by hand")
    assert tree(customers) == before

    assert polepos("remove", "module", "customers", "--force").code == 0
    assert "customers" not in router.read_text(encoding="utf-8")


def test_wiring_it_cannot_recognise_stops_it(customers: Path, polepos: Polepos) -> None:
    router = customers / ROUTER
    text = router.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if "include_router(customers_router" in each)
    router.write_text(text.replace(line, f"if True:\n    {line}"), encoding="utf-8")
    before = tree(customers)

    refused(polepos("remove", "module", "customers"), f"{ROUTER}:", "customers_router")

    assert tree(customers) == before


def test_everything_in_the_way_is_listed_at_once(customers: Path, polepos: Polepos) -> None:
    append(customers / SERVICE, "RULES = 3\n")
    (customers / "src/shop_api/modules/customers/own.py").write_text("x = 1\n", encoding="utf-8")
    own = customers / "tests/unit/test_own.py"
    own.write_text("import shop_api.modules.customers\n", encoding="utf-8")

    error = polepos("remove", "module", "customers", "--json").document["error"]

    assert {(each["path"], each["line"], each["force"]) for each in error["details"]} == {
        (SERVICE, 0, True),
        ("src/shop_api/modules/customers/own.py", 0, False),
        ("tests/unit/test_own.py", 1, False),
    }


def test_only_its_wiring_can_go(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "module", "customers")
    append(project / SERVICE, "RULES = 3\n")
    added = tree(project)

    outcome = polepos("remove", "module", "customers", "--wiring-only")

    after = tree(project)
    assert outcome.code == 0
    assert {path: text for path, text in after.items() if path in before} == before
    kept = added.keys() - before.keys()
    assert {path: after[path] for path in kept} == {path: added[path] for path in kept}


def test_a_part_that_the_owner_uses_stays_with_a_note(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers", "--template", "crud", "--pagination")
    own = project / "src/shop_api/domain/x.py"
    own.write_text("from shop_api.api import pagination\n", encoding="utf-8")

    outcome = polepos("remove", "module", "customers")

    assert outcome.code == 0, outcome.err
    assert (project / "src/shop_api/api/pagination.py").is_file()
    assert "pagination stays (src/shop_api/api/pagination.py" in outcome.err
    assert "src/shop_api/domain/x.py:1 refers to shop_api.api.pagination" in outcome.err


def test_a_customised_part_stays_and_is_found_again(project: Path, polepos: Polepos) -> None:
    polepos("add", "module", "customers", "--template", "crud", "--pagination")
    part = project / "src/shop_api/api/pagination.py"
    append(part, "OWN = 1\n")
    text = part.read_bytes()

    assert polepos("remove", "module", "customers").code == 0
    assert part.read_bytes() == text
    assert polepos("add", "module", "orders", "--template", "crud", "--pagination").code == 0
    assert part.read_bytes() == text


def test_a_dependency_of_the_owner_stays(project: Path, polepos: Polepos) -> None:
    pyproject = project / "pyproject.toml"
    text = pyproject.read_text(encoding="utf-8")
    own = '    "httpx2>=2.20",  # do not bump\n    "pydantic>='
    pyproject.write_text(text.replace('    "pydantic>=', own, 1), encoding="utf-8")
    before = tree(project)

    polepos("add", "module", "drafts", "--template", "ai-prompt")
    outcome = polepos("remove", "module", "drafts")

    assert outcome.code == 0, outcome.err
    assert tree(project) == before


def test_a_dry_run_says_what_the_real_run_does_and_touches_nothing(
    customers: Path, polepos: Polepos
) -> None:
    before, words = tree(customers), ("remove", "module", "customers", "--json")

    dry = polepos(*words, "--trace").document
    assert tree(customers) == before
    real = polepos(*words).document

    assert (dry.pop("dry_run"), real.pop("dry_run")) == (True, False)
    assert dry == real
    after = tree(customers)
    assert {each["path"] for each in real["files"] if each["action"] == "delete"} == (
        before.keys() - after.keys()
    )
    assert {each["path"] for each in real["files"] if each["action"] == "update"} == {
        path for path in after if after[path] != before[path]
    }


def test_removing_twice_is_wrong_usage(customers: Path, polepos: Polepos) -> None:
    polepos("remove", "module", "customers")

    assert polepos("remove", "module", "customers").code == 2


def test_a_file_of_it_that_is_gone_already_is_no_obstacle(
    customers: Path, polepos: Polepos
) -> None:
    (customers / SERVICE).unlink()
    (customers / "tests/integration/test_customers_crud.py").unlink()

    assert polepos("remove", "module", "customers").code == 0
    assert not (customers / "src/shop_api/modules/customers").exists()


@pytest.mark.parametrize(
    "path,line",
    [
        ("src/shop_api/app2.py", "from shop_api.api.router import customers_router"),
        ("src/shop_api/app2.py", "from .api.router import customers_router as cr"),
        ("tests/unit/test_own.py", "from tests.unit.test_customers_crud_service import x"),
        ("tests/unit/test_own.py", "from test_customers_crud_service import x"),
        ("src/shop_api/modules/orders/x.py", "c = relationship('Customer')"),
        ("src/shop_api/modules/orders/x.py", "c = orm.relationship('Tag', secondary='customers')"),
        ("src/shop_api/domain/x.pyi", "import shop_api.modules.customers"),
    ],
)
def test_other_ways_to_need_it_stop_it_too(
    customers: Path, polepos: Polepos, path: str, line: str
) -> None:
    (customers / path).write_text(f'"""Own."""\n\n{line}\n', encoding="utf-8")

    refused(polepos("remove", "module", "customers"), f"{path}:3: ")


def test_a_foreign_key_under_another_name_stops_it(customers: Path, polepos: Polepos) -> None:
    own = customers / "src/shop_api/modules/orders/x.py"
    own.write_text(
        "from sqlalchemy import ForeignKey as FK\n\nc = FK('customers.id')\n", encoding="utf-8"
    )

    refused(polepos("remove", "module", "customers"), "orders/x.py:3: has a foreign key")


def test_a_router_under_another_name_stops_even_force(customers: Path, polepos: Polepos) -> None:
    router = customers / ROUTER
    text = router.read_text(encoding="utf-8")
    router.write_text(text.replace("customers_router", "cr"), encoding="utf-8")
    before = tree(customers)

    refused(polepos("remove", "module", "customers", "--force"), f"{ROUTER}:", "uses cr")

    assert tree(customers) == before


@pytest.mark.parametrize(
    "text",
    [
        "def f(settings: object) -> object:\n    return settings.llm_model\n",
        "import httpx2\n",
    ],
)
def test_settings_and_dependencies_that_the_owner_uses_stay(
    project: Path, polepos: Polepos, text: str
) -> None:
    polepos("add", "module", "drafts", "--template", "ai-prompt")
    (project / "src/shop_api/domain/own.py").write_text(text, encoding="utf-8")

    outcome = polepos("remove", "module", "drafts")

    assert outcome.code == 0, outcome.err
    assert "src/shop_api/domain/own.py:" in outcome.err
    assert b"llm_model" in (project / "src/shop_api/settings.py").read_bytes()
    assert b"httpx2>=2.16,<3" in (project / "pyproject.toml").read_bytes()


def test_a_file_that_became_a_link_stops_it(customers: Path, polepos: Polepos) -> None:
    model = customers / "src/shop_api/modules/customers/model.py"
    model.rename(customers / "src/shop_api/own.py")
    model.symlink_to("../../own.py")

    refused(polepos("remove", "module", "customers"), "customers/model.py: is a link now")


def test_own_files_among_compiled_ones_stop_it(customers: Path, polepos: Polepos) -> None:
    compiled = customers / "src/shop_api/modules/customers/__pycache__"
    compiled.mkdir()
    (compiled / "mine.txt").write_text("mine", encoding="utf-8")

    refused(polepos("remove", "module", "customers"), "__pycache__/mine.txt")


def test_what_was_detached_can_be_taken_up_again(customers: Path, polepos: Polepos) -> None:
    before = tree(customers)
    polepos("remove", "module", "customers", "--wiring-only")

    outcome = polepos("add", "module", "customers", "--template", "crud")

    assert outcome.code == 0, outcome.err
    assert tree(customers) == before


def test_imports_sorted_in_another_way_are_no_work(project: Path, polepos: Polepos) -> None:
    before = tree(project)
    polepos("add", "module", "customers", "--template", "crud", "--pagination", "--timestamps")
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--quiet",
        "--no-cache",
        "--fix",
        "--select",
        "I",
    ]
    subprocess.run(
        [*ruff, "--config", "lint.isort.force-single-line=true", "src/shop_api/modules/customers"],
        check=True,
    )

    outcome = polepos("remove", "module", "customers")

    assert outcome.code == 0, outcome.err
    assert tree(project) == before
