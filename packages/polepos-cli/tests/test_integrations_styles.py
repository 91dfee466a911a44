"""Integrations in projects whose env file and settings their owners have made their own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from integrations import ADD, comes_and_goes, edit, refused
from outcome import Polepos

SETTINGS = "src/shop_api/settings.py"
KEYS = ".env.example"

pytestmark = pytest.mark.usefixtures("tiny")


# ---------------------------------------------------------------------------------------- the env file


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def with_bom(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


def exported(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(b"export " + each if each[:1].isalpha() else each for each in lines)


def without_end(data: bytes) -> bytes:
    return data.rstrip()


@pytest.mark.parametrize(
    "styles",
    [
        [crlf],
        [with_bom],
        [exported],
        [without_end],
        [exported, crlf, with_bom],
        [without_end, exported, crlf],
    ],
)
def test_an_env_file_keeps_its_style(
    project: Path, polepos: Polepos, styles: list[Callable[[bytes], bytes]]
) -> None:
    text = (project / KEYS).read_bytes()
    for style in styles:
        text = style(text)
    (project / KEYS).write_bytes(text)

    between = comes_and_goes(project, polepos)[KEYS]

    prefix = b"export " if exported in styles else b""
    end = b"\r\n" if crlf in styles else b"\n"
    assert end + prefix + b"CACHE_URL=redis://127.0.0.1:6379/0" + end in between
    assert end + b"# " + prefix + b"CACHE_CLIENT_NAME=shop" + end in between
    assert between.startswith(b"\xef\xbb\xbf") is (with_bom in styles)
    assert between.count(b"\r\n") == (between.count(b"\n") if crlf in styles else 0)


def test_a_key_that_is_only_in_a_comment_is_missing(project: Path, polepos: Polepos) -> None:
    edit(project, KEYS, ("LOG_LEVEL=INFO\n", "# CACHE_URL=redis://ours\nLOG_LEVEL=INFO\n"))

    between = comes_and_goes(project, polepos)[KEYS].decode()

    assert "\n# CACHE_URL=redis://ours\n" in between
    assert "\nCACHE_URL=redis://127.0.0.1:6379/0\n" in between


def test_an_optional_key_that_is_in_a_comment_is_there(project: Path, polepos: Polepos) -> None:
    edit(project, KEYS, ("LOG_LEVEL=INFO\n", "#CACHE_CLIENT_NAME=mine\nLOG_LEVEL=INFO\n"))

    between = comes_and_goes(project, polepos)[KEYS].decode()

    assert between.count("CACHE_CLIENT_NAME") == 1


def test_an_open_quote_is_named(project: Path, polepos: Polepos) -> None:
    edit(project, KEYS, ("# polepos:auth-env\n", "X='\n# polepos:auth-env\n"))
    with (project / KEYS).open("ab") as file:
        file.write(b"Y='\n")

    done = polepos(*ADD)

    # What stands between the quotes is a value: the marker there is none, and keys go to the end.
    assert done.code == 0
    assert (project / KEYS).read_text(encoding="utf-8").endswith("# CACHE_CLIENT_NAME=shop\n")


# ------------------------------------------------------------------------------------ the settings class


def test_a_settings_class_that_was_renamed_takes_its_fields(
    project: Path, polepos: Polepos
) -> None:
    edit(
        project,
        SETTINGS,
        ("class Settings(", "class AppSettings("),
        ("-> Settings", "-> AppSettings"),
    )

    between = comes_and_goes(project, polepos)[SETTINGS].decode()

    assert "    cache_client_name: str | None = None\n    # polepos:integration-s" in between


SPLIT = '''class IntegrationSettings({base}):
    """What integrations need."""

    # polepos:integration-settings


class Settings('''


def test_a_class_that_settings_inherit_from_takes_them(project: Path, polepos: Polepos) -> None:
    edit(
        project,
        SETTINGS,
        ("    # polepos:integration-settings\n", ""),
        (
            "class Settings(BaseSettings)",
            SPLIT.format(base="BaseSettings") + "IntegrationSettings)",
        ),
    )

    between = comes_and_goes(project, polepos)[SETTINGS].decode()

    own = between.split("class IntegrationSettings")[1].split("class Settings")[0]
    assert "    cache_enabled: bool = False\n" in own


def test_a_class_that_is_a_field_of_settings_does_not(project: Path, polepos: Polepos) -> None:
    edit(
        project,
        SETTINGS,
        ("    # polepos:integration-settings\n", ""),
        ("class Settings(BaseSettings)", SPLIT.format(base="BaseModel") + "BaseSettings)"),
        (
            "    log_access: bool = True\n",
            "    log_access: bool = True\n    all: IntegrationSettings\n",
        ),
    )

    between = comes_and_goes(project, polepos)[SETTINGS].decode()

    # `settings.cache_url` is what the integration's code says.
    own = between.split("class IntegrationSettings")[1].split("class Settings")[0]
    assert "cache_enabled" not in own
    assert "    cache_enabled: bool = False\n" in between


def test_settings_that_became_a_package_are_named(project: Path, polepos: Polepos) -> None:
    folder = project / "src/shop_api/settings"
    folder.mkdir()
    (project / SETTINGS).rename(folder / "__init__.py")

    refused(
        project,
        lambda: polepos(*ADD),
        1,
        f"{SETTINGS} is missing, and has to hold 'cache_enabled: bool = False'",
        "src/shop_api/settings/ is in its place",
    )


def test_settings_that_are_elsewhere_are_named(project: Path, polepos: Polepos) -> None:
    (project / SETTINGS).rename(project / "src/shop_api/own_settings.py")
    text = "from shop_api.own_settings import Settings, load_settings\n"
    (project / SETTINGS).write_text(text, encoding="utf-8")

    refused(
        project,
        lambda: polepos(*ADD),
        1,
        f"{SETTINGS}:",
        "the marker # polepos:integration-settings is gone",
        "inside Settings",
    )


def test_without_its_marker_the_last_field_shows_the_place(project: Path, polepos: Polepos) -> None:
    marker = "    # polepos:{}-settings\n"
    edit(project, SETTINGS, *((marker.format(each), "") for each in ("auth", "integration", "llm")))

    between = comes_and_goes(project, polepos)[SETTINGS].decode()

    assert re.search(r"expire_minutes: int = .*\n    cache_enabled", between)


def test_without_markers_keys_go_to_the_end(project: Path, polepos: Polepos) -> None:
    marker = "# polepos:{}-env\n"
    edit(project, KEYS, *((marker.format(each), "") for each in ("auth", "integration", "llm")))

    between = comes_and_goes(project, polepos)[KEYS].decode()

    assert between.endswith("# CACHE_CLIENT_NAME=shop\n")


def test_names_that_fields_need_and_settings_no_longer_import_stop_it(
    project: Path, polepos: Polepos
) -> None:
    edit(project, SETTINGS, ("SecretStr", "Secret"))

    refused(project, lambda: polepos(*ADD), 1, f"{SETTINGS}:", "uses SecretStr, and nothing here")
