"""Fields of a settings class: of another type, in a class that was renamed, in one that was split."""

import pytest

from polepos_checks.edits import PlaceNotClearError, find, insert, meet, remove
from polepos_templates import Point

POINT = Point("integration-settings", "settings.py", "python", "append", "Settings")
FIELD = 'redis_url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")'

SETTINGS = """\
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    app_name: str = "shop"
    # polepos:integration-settings

    @property
    def name(self) -> str:
        return self.app_name


class SettingsError(ValueError):
    pass
"""


def with_field(field: str) -> str:
    return SETTINGS.replace("    # polepos", f"    {field}\n    # polepos")


# ---------------------------------------------------------------------------------------------- types


@pytest.mark.parametrize("field", [FIELD, FIELD.replace('"', "'"), FIELD.replace(" = ", "  =  ")])
def test_a_field_that_says_the_same_is_there(field: str) -> None:
    found = meet(with_field(field), POINT, FIELD)

    assert found is not None
    assert (found.text, found.line, found.why, found.note) == (with_field(field), 6, "", "")


@pytest.mark.parametrize(
    "field",
    [
        "redis_url: SecretStr",
        'redis_url: SecretStr = SecretStr("redis://cache")',
        "redis_url: SecretStr = Field(min_length=5)",
        f"{FIELD}  # ours",
    ],
)
def test_another_default_is_its_owners_choice(field: str) -> None:
    found = meet(with_field(field), POINT, FIELD)

    assert found is not None
    assert (found.why, found.was) == ("", None)
    assert found.note == "is there already, and stays as it is"


@pytest.mark.parametrize(
    "field, there",
    [
        ('redis_url: str = "redis://cache"', "redis_url: str"),
        ("redis_url: SecretStr | None = None", "redis_url: SecretStr | None"),
        ("redis_url: 'SecretStr'", "redis_url: 'SecretStr'"),
        ('redis_url = "redis://cache"', "redis_url without a type"),
    ],
)
def test_another_type_is_in_the_way(field: str, there: str) -> None:
    found = meet(with_field(field), POINT, FIELD)

    assert found is not None
    assert found.why == f"{there} is here, and redis_url: SecretStr is needed"


@pytest.mark.parametrize("what", ["def redis_url(self): ...", "class redis_url: ..."])
def test_what_is_no_field_and_has_its_name_is_in_the_way(what: str) -> None:
    text = SETTINGS.replace("    @property", f"    {what}\n\n    @property")

    found = meet(text, POINT, FIELD)

    assert found is not None
    assert (found.text, found.why) == (text, "redis_url is here, and is no field")
    assert text.splitlines()[found.line - 1].strip() == what
    assert meet(f"{SETTINGS}    {what}\n", POINT, FIELD) is None


def test_what_has_no_type_is_of_no_other() -> None:
    router = Point("includes", "api.py", "python", "append")
    text = 'api.include_router(x, prefix="/x")\n'

    found = meet(text, router, "api.include_router(x)")

    assert found is not None
    assert (found.why, found.note) == ("", "is there already, and stays as it is")
    assert meet('__all__ = [\n    "a",  # ours\n]\n', EXPORTS, '"a",') is not None


EXPORTS = Point("module-exports", "__init__.py", "python", "sorted", "__all__")


# ------------------------------------------------------------------------------------ renamed, and split


def test_a_class_that_was_renamed_takes_fields_at_its_marker() -> None:
    text = SETTINGS.replace("class Settings(", "class AppSettings(")

    after = insert(text, POINT, FIELD)

    assert after == text.replace("    # polepos", f"    {FIELD}\n    # polepos")
    found = find(after, POINT, FIELD)
    assert found is not None
    assert found.exact
    assert remove(after, POINT, FIELD) == text


SPLIT = """\
class LogSettings(BaseModel):
    log_level: str = "INFO"


class IntegrationSettings(BaseModel):
    kafka_enabled: bool = False
    # polepos:integration-settings


class AllIntegrations(IntegrationSettings):
    pass


class Settings(AllIntegrations, BaseSettings, other.Settings):
    app_name: str = "shop"
"""


def test_a_class_it_inherits_from_takes_fields_at_the_marker() -> None:
    after = insert(SPLIT, POINT, FIELD)

    assert after == SPLIT.replace("    # polepos", f"    {FIELD}\n    # polepos")
    found = find(after, POINT, FIELD)
    assert found is not None
    assert (found.line, found.exact) == (7, True)
    assert remove(after, POINT, FIELD) == SPLIT


def test_what_it_inherits_is_there_already() -> None:
    text = SPLIT.replace("kafka_enabled: bool = False", "redis_url: str")

    found = meet(text, POINT, FIELD)

    assert found is not None
    assert found.line == 6
    assert found.why


@pytest.mark.parametrize(
    "text",
    [
        # Code that asks for `settings.redis_url` would not find it in there.
        SPLIT.replace("Settings(AllIntegrations, BaseSettings", "Settings(BaseSettings"),
        SPLIT.replace("class AllIntegrations(IntegrationSettings)", "class AllIntegrations"),
    ],
)
def test_a_class_it_does_not_inherit_from_takes_none_even_with_the_marker(text: str) -> None:
    after = insert(text, POINT, FIELD)

    assert after == f"{text}    {FIELD}\n"
    assert remove(after, POINT, FIELD) == text


def test_a_file_without_the_class_has_no_place() -> None:
    text = "from shop.settings.all import Settings\n\n__all__ = ['Settings']\n"

    with pytest.raises(PlaceNotClearError, match="integration-settings is gone") as caught:
        insert(text, POINT, FIELD)

    assert "inside Settings" in caught.value.hint


def test_a_field_of_a_class_it_does_not_inherit_from_is_another_one() -> None:
    text = with_field("pass") + "\n\nclass Other(BaseModel):\n    redis_url: str\n"

    assert find(text, POINT, FIELD) is None


def test_classes_that_inherit_in_a_circle_are_no_obstacle() -> None:
    text = "class Base(Settings):\n    x: int\n\n\nclass Settings(Base):\n    y: int\n"

    assert insert(text, POINT, "z: int") == f"{text}    z: int\n"
    assert find(text, POINT, "x: int") is not None
