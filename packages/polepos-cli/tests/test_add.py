"""`polepos add module`: what it makes, what it refuses, and what it leaves alone."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outcome import Polepos
from pluralizer import Pluralizer
from projects import tree

from polepos_cli.grow.names import SAME_IN_BOTH, nouns_of
from polepos_templates import ModuleNames, open_bundle

ROUTER = "src/shop_api/api/router.py"


def added(polepos: Polepos, *words: str) -> None:
    outcome = polepos("add", "module", *words)
    assert outcome.code == 0, outcome.err


def test_a_module_gets_its_package_its_tests_and_its_wiring(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)

    outcome = polepos("add", "module", "order-items")

    after = tree(project)
    assert outcome.code == 0
    assert "Added module order_items, made from standard." in outcome.out
    assert {path for path in after if after[path] != before.get(path)} == {
        ".polepos/base.jsonl",
        ".poleposition.toml",
        ROUTER,
        "src/shop_api/db/models.py",
        "src/shop_api/modules/__init__.py",
        *(
            f"src/shop_api/modules/order_items/{name}.py"
            for name in ("__init__", "model", "repository", "router", "schemas")
        ),
        "src/shop_api/modules/order_items/services/__init__.py",
        "src/shop_api/modules/order_items/services/order_items_service.py",
        "tests/integration/test_order_items.py",
        "tests/unit/test_order_items_service.py",
    }
    assert b"class OrderItem(" in after["src/shop_api/modules/order_items/model.py"]
    assert b'order_items = "standard"\n' in after[".poleposition.toml"]


def test_entries_stand_sorted_above_their_markers(project: Path, polepos: Polepos) -> None:
    for name in ("zebras", "customers", "orders"):
        added(polepos, name)

    lines = (project / ROUTER).read_text(encoding="utf-8").splitlines()

    end = lines.index("# polepos:router-includes")
    includes = lines[end - 4 : end]
    assert includes == sorted(includes)
    assert all(each.startswith("api_router.include_router(") for each in includes)


@pytest.mark.parametrize(
    "options,record",
    [
        ([], "crud"),
        (["--pagination"], "crud[pagination]"),
        (["--pagination", "offset"], "crud[pagination]"),
        (["--timestamps", "--pagination", "cursor"], "crud[pagination=cursor,timestamps]"),
        (
            ["--id", "uuid7", "--auth-required", "--tenant-scoped", "--soft-delete"],
            "crud[soft-delete,tenant-scoped,auth-required,id=uuid7]",
        ),
        (["--id", "int", "--pagination", "none"], "crud"),
    ],
)
def test_options_are_recorded_in_a_fixed_order_and_only_where_they_differ(
    project: Path, polepos: Polepos, options: list[str], record: str
) -> None:
    added(polepos, "customers", "--template", "crud", *options)

    assert f'customers = "{record}"\n' in (project / ".poleposition.toml").read_text("utf-8")


def test_an_option_that_may_stand_alone_takes_no_name_for_its_value(
    project: Path, polepos: Polepos
) -> None:
    added(polepos, "--template", "crud", "--pagination", "customers")

    assert 'customers = "crud[pagination]"' in (project / ".poleposition.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "name,singular,model,table",
    [
        ("customers", "", "Customer", "customers"),
        ("api_keys", "", "ApiKey", "api_keys"),
        ("categories", "", "Category", "categories"),
        ("movies", "", "Movie", "movies"),
        ("addresses", "", "Address", "addresses"),
        ("people", "", "Person", "people"),
        ("person", "", "Person", "people"),
        ("customer", "", "Customer", "customers"),
        ("news", "", "News", "news"),
        ("staff", "staff-member", "StaffMember", "staff"),
    ],
)
def test_nouns_are_right(  # noqa: PLR0917
    project: Path, polepos: Polepos, name: str, singular: str, model: str, table: str
) -> None:
    added(polepos, name, *(["--singular", singular] if singular else []))

    text = (project / f"src/shop_api/modules/{name}/model.py").read_text(encoding="utf-8")
    assert f"class {model}(" in text
    assert f'__tablename__ = "{table}"' in text


def test_comments_and_order_of_the_manifest_survive(project: Path, polepos: Polepos) -> None:
    manifest = project / ".poleposition.toml"
    text = manifest.read_text(encoding="utf-8")
    before = (
        text.replace("[modules]\n", "[modules]   # ours\n# the oldest\n") + "\n[team]\nname='a'"
    )
    manifest.write_text(before, encoding="utf-8")

    added(polepos, "zebras")

    after = manifest.read_text(encoding="utf-8")
    assert after.replace('zebras = "standard"\n', "") == before


@pytest.mark.parametrize(
    "words,reason",
    [
        (["class"], "a Python keyword"),
        (["Customers"], "lower case"),
        (["a/b"], "only letters"),
        (["../up"], "only letters"),
        (["été"], "ASCII"),
        (["1st"], "begin with a letter"),
        (["a--b"], "only one"),
        (["con"], "a device on Windows"),
        (["x" * 41], "40 are the most"),
        (["status"], "there is a module status already"),
        (["test-results"], "pytest would take its TestResult"),
        (["bases"], "its Base would hide the Base that model.py uses"),
        (["customers", "--template", "crut"], "no module template 'crut'"),
        (["customers", "--template", "crud", "--pagination=page"], "pagination cannot be 'page'"),
        (["customers", "--api-only", "--pagination"], "'pagination' is not an option"),
        (["customers", "--api-only", "--service-only"], "made from one template"),
        (["customers", "--singular", "A B"], "--singular"),
    ],
)
def test_what_cannot_work_is_wrong_usage_with_the_reason_and_changes_nothing(
    project: Path, polepos: Polepos, words: list[str], reason: str
) -> None:
    before = tree(project)

    outcome = polepos("add", "module", *words)

    assert outcome.code == 2
    assert reason in outcome.err
    assert "hint: " in outcome.err
    assert tree(project) == before


def test_a_database_template_without_a_database_is_wrong_usage_and_says_what_fits(
    here: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    polepos("start", "mailer", "--db", "none", "--no-git")
    monkeypatch.chdir(here / "mailer")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 2
    assert "needs db sqlite or postgres" in outcome.err
    assert "api-only" in outcome.err


def test_the_table_of_another_module_is_taken(project: Path, polepos: Polepos) -> None:
    added(polepos, "people")

    outcome = polepos("add", "module", "person")

    assert outcome.code == 2
    assert "the table people is there already: it is module people's" in outcome.err


def test_the_table_of_a_hand_written_module_is_taken_too(project: Path, polepos: Polepos) -> None:
    model = project / "src/shop_api/modules/legacy/model.py"
    model.parent.mkdir()
    model.write_text('class X:\n    __tablename__ = "customers"\n', encoding="utf-8")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 2
    assert "modules/legacy/model.py" in outcome.err


def test_a_name_that_exists_is_wrong_usage(project: Path, polepos: Polepos) -> None:
    added(polepos, "order-items")
    before = tree(project)

    outcome = polepos("add", "module", "order_items", "--template", "crud")

    assert outcome.code == 2
    assert "there is a module order_items already, made from standard" in outcome.err
    assert tree(project) == before


@pytest.mark.parametrize(
    "path",
    [
        "src/shop_api/modules/customers/router.py",
        "src/shop_api/modules/customers/own.py",
        "src/shop_api/modules/customers.py",
        "tests/unit/test_customers_service.py",
    ],
)
def test_files_of_the_owner_in_its_place_stop_it(
    project: Path, polepos: Polepos, path: str
) -> None:
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text("mine = 1\n", encoding="utf-8")
    before = tree(project)

    outcome = polepos("add", "module", "customers", "--json")

    assert outcome.code == 3
    assert path in [each["path"] for each in outcome.document["error"]["details"]]
    assert tree(project) == before


def test_a_file_of_the_project_itself_stops_it(project: Path, polepos: Polepos) -> None:
    outcome = polepos("add", "module", "health")

    assert outcome.code == 3
    assert "tests/integration/test_health.py: belongs to project" in outcome.err


def test_an_import_that_would_hide_a_name_stops_it(project: Path, polepos: Polepos) -> None:
    outcome = polepos("add", "module", "api")

    assert outcome.code == 3
    assert f"{ROUTER}:8: has a api_router already" in outcome.err


@pytest.mark.parametrize(
    "path,text,where",
    [
        (ROUTER, "def broken(:\n", f"{ROUTER}:1:12"),
        ("src/shop_api/modules/__init__.py", "x = (\n", "src/shop_api/modules/__init__.py:1"),
        (".poleposition.toml", "[poleposition\n", ".poleposition.toml:1:14"),
    ],
)
def test_a_broken_file_is_named_with_its_place_and_nothing_changes(
    project: Path, polepos: Polepos, path: str, text: str, where: str
) -> None:
    (project / path).write_text(text, encoding="utf-8")
    before = tree(project)

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert where in outcome.err
    assert tree(project) == before


def test_a_broken_pyproject_stops_what_has_to_change_it(project: Path, polepos: Polepos) -> None:
    (project / "pyproject.toml").write_text("[project\n", encoding="utf-8")

    outcome = polepos("add", "module", "prompts", "--template", "ai-prompt")

    assert outcome.code == 1
    assert "pyproject.toml:1" in outcome.err


def test_a_missing_shared_file_is_named(project: Path, polepos: Polepos) -> None:
    (project / ROUTER).unlink()

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert f"{ROUTER} is missing" in outcome.err


def test_a_place_that_is_not_clear_is_named_with_how_to_restore_it(
    project: Path, polepos: Polepos
) -> None:
    (project / ROUTER).write_text("x = 1\n", encoding="utf-8")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert f"{ROUTER}:1: the marker # polepos:router-" in outcome.err
    assert "Put the comment `# polepos:router-" in outcome.err


def test_outside_of_a_project_is_wrong_usage(here: Path, polepos: Polepos) -> None:
    outcome = polepos("add", "module", "customers")

    assert outcome.code == 2
    assert "polepos start" in outcome.err


def test_it_works_in_a_folder_of_the_project(
    project: Path, polepos: Polepos, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "src/shop_api/modules")

    added(polepos, "customers")

    assert (project / "src/shop_api/modules/customers/router.py").is_file()


def test_a_project_of_other_templates_is_left_alone(project: Path, polepos: Polepos) -> None:
    manifest = project / ".poleposition.toml"
    version = open_bundle().version
    manifest.write_text(manifest.read_text("utf-8").replace(version, "9.9.9"), encoding="utf-8")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert "polepos-templates==9.9.9" in outcome.err


def test_a_dry_run_says_what_the_real_run_does_and_touches_nothing(
    project: Path, polepos: Polepos
) -> None:
    before, words = tree(project), ("add", "module", "customers", "--template", "crud", "--json")
    state = sorted((project / ".polepos").iterdir())

    dry = polepos(*words, "--dry-run").document
    assert tree(project) == before
    assert sorted((project / ".polepos").iterdir()) == state
    real = polepos(*words).document

    assert dry.pop("dry_run") is True
    assert real.pop("dry_run") is False
    assert dry == real
    after = tree(project)
    done = {each["path"]: each["action"] for each in real["files"]}
    assert done == {
        path: "create" if path not in before else "update"
        for path in after
        if after[path] != before.get(path)
    }


def test_a_diff_is_one_that_git_applies(project: Path, polepos: Polepos, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project, copy)
    diff = polepos("add", "module", "customers", "--dry-run", "--diff").out
    added(polepos, "customers")

    subprocess.run(["git", "apply", "-"], cwd=copy, input=diff.encode(), check=True)

    assert tree(copy) == tree(project)


def test_a_link_inside_the_project_is_followed(project: Path, polepos: Polepos) -> None:
    (project / "real.py").write_bytes((project / ROUTER).read_bytes())
    (project / ROUTER).unlink()
    (project / ROUTER).symlink_to("../../../real.py")

    added(polepos, "customers")

    assert (project / ROUTER).is_symlink()
    assert "customers_router" in (project / "real.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_a_link_out_of_the_project_is_not(
    project: Path, polepos: Polepos, tmp_path: Path, dry: list[str]
) -> None:
    outside = tmp_path / "modules"
    shutil.move(project / "src/shop_api/modules", outside)
    (project / "src/shop_api/modules").symlink_to(outside)
    before = tree(outside)

    outcome = polepos("add", "module", "customers", *dry)

    assert outcome.code == 3
    assert "leads out of the project" in outcome.err
    assert tree(outside) == before


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_read_only_file_stops_it(project: Path, polepos: Polepos) -> None:
    (project / ROUTER).chmod(0o444)
    before = tree(project)

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 3
    assert f"{ROUTER} cannot be written" in outcome.err
    assert tree(project) == before


def test_what_modules_share_comes_with_the_first_and_goes_with_the_last(
    project: Path, polepos: Polepos
) -> None:
    before = tree(project)
    shared = project / "src/shop_api/integrations/llm"
    added(polepos, "drafts", "--template", "ai-prompt")
    added(polepos, "replies", "--template", "ai-prompt")
    assert b"LLM_PROVIDER" in (project / ".env.example").read_bytes()

    polepos("remove", "module", "drafts")
    assert shared.is_dir()
    polepos("remove", "module", "replies")

    assert not shared.exists()
    assert tree(project) == before


def test_programs_learn_what_was_recorded(project: Path, polepos: Polepos) -> None:
    document = polepos("add", "module", "customers", "--template", "crud", "--json").document

    assert document["command"] == "add module"
    assert (document["module"], document["recorded"]) == ("customers", "crud")
    assert json.dumps(document)


def test_the_record_names_every_new_file_and_changes_no_other_line(
    project: Path, polepos: Polepos
) -> None:
    record = project / ".polepos/base.jsonl"
    before = record.read_text(encoding="utf-8").splitlines()

    added(polepos, "customers")

    after = record.read_text(encoding="utf-8").splitlines()
    new = [json.loads(line) for line in after if line not in before]
    assert [line for line in after if line in before] == before
    assert {each["component"] for each in new} == {"module:customers"}
    assert all((project / each["path"]).is_file() for each in new)


@pytest.mark.parametrize(
    "path,old,new,words,missing",
    [
        (ROUTER, "api_router", "routes", ["customers"], "api_router"),
        (
            "src/shop_api/settings.py",
            "    Field,\n",
            "    Field as Setting,\n",
            ["drafts", "--template", "ai-prompt"],
            "Field",
        ),
    ],
)
def test_a_name_that_entries_need_and_the_owner_renamed_stops_it(  # noqa: PLR0917
    project: Path, polepos: Polepos, path: str, old: str, new: str, words: list[str], missing: str
) -> None:
    file = project / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new).replace("= Field(", "= Setting("), encoding="utf-8")
    before = tree(project)

    outcome = polepos("add", "module", *words)

    assert outcome.code == 1
    assert f"uses {missing}, and nothing here is called so" in outcome.err
    assert tree(project) == before


@given(st.from_regex(r"[a-z]{2,8}s", fullmatch=True) | st.sampled_from(sorted(SAME_IN_BOTH)))
def test_words_that_are_not_asked_for_are_what_the_library_says(word: str) -> None:
    said: str = Pluralizer().pluralize(word, 1)  # type: ignore[no-untyped-call]

    assert ModuleNames.of(word, **nouns_of(word)).singular == said


def test_every_word_that_the_library_treats_apart_is_asked_for() -> None:
    library = Pluralizer()  # type: ignore[no-untyped-call]
    apart = {*library.uncountables, *library.irregularPlurals, *library.irregularSingles}

    for word in sorted(each for each in apart if each.isascii() and each.isalpha()):
        said: str = library.pluralize(word, 1)
        if len(said) == 1:  # "i" of "we": no name
            continue
        assert ModuleNames.of(word, **nouns_of(word)).singular == said


def test_a_marker_below_the_return_is_not_believed(project: Path, polepos: Polepos) -> None:
    models = project / "src/shop_api/db/models.py"
    marker = "    # polepos:model-imports\n\n"
    text = models.read_text(encoding="utf-8")
    models.write_text(text.replace(marker, "") + marker, encoding="utf-8")

    added(polepos, "customers")

    after = models.read_text(encoding="utf-8")
    assert after.index("customers import model") < after.index("return Base.metadata")


@pytest.mark.parametrize("marker", ["# polepos:router-includes\n", "# polepos:router-imports\n"])
def test_a_marker_where_the_order_would_be_wrong_is_refused(
    project: Path, polepos: Polepos, marker: str
) -> None:
    router = project / ROUTER
    text = router.read_text(encoding="utf-8").replace(marker, "")
    top = text.replace('"""\n', f'"""\n{marker}', 1)
    router.write_text(top if "includes" in marker else text + marker, encoding="utf-8")
    before = tree(project)

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert f"{marker.strip()} is in the wrong place" in outcome.err
    assert tree(project) == before


def test_the_table_of_a_model_anywhere_is_taken(project: Path, polepos: Polepos) -> None:
    legacy = project / "src/shop_api/db/legacy.py"
    legacy.write_text('class X:\n    __tablename__ = "customers"\n', encoding="utf-8")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 2
    assert "src/shop_api/db/legacy.py" in outcome.err


def test_conflict_markers_are_called_by_their_name(project: Path, polepos: Polepos) -> None:
    router = project / ROUTER
    text = router.read_text(encoding="utf-8")
    router.write_text(
        text.replace("api_router =", "<<<<<<< ours\nx = 1\n=======\n>>>>>>> theirs\napi_router ="),
        encoding="utf-8",
    )

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 1
    assert f"{ROUTER}:8: conflict markers of a merge are in it" in outcome.err


@pytest.mark.parametrize("make", [os.mkfifo, Path.touch])
def test_something_else_in_the_place_of_the_folder_stops_it(
    project: Path, polepos: Polepos, make: Callable[[Path], None]
) -> None:
    make(project / "src/shop_api/modules/customers")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 3
    assert "src/shop_api/modules/customers: is there already" in outcome.err


def test_a_pipe_in_the_place_of_a_file_does_not_make_it_wait(
    project: Path, polepos: Polepos
) -> None:
    os.mkfifo(project / "tests/integration/test_customers.py")

    outcome = polepos("add", "module", "customers")

    assert outcome.code == 3
    assert "is not a file" in outcome.err
