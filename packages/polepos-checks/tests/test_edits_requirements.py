"""Requirements that are there already: enough, raised in place, or in the way."""

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier
from packaging.version import Version

from polepos_checks.edits.requirements import combined, fit

NEED = "redis>=8,<9"


@pytest.mark.parametrize(
    "there",
    [
        "redis>=8,<9",
        "redis>=8",
        "redis >= 8.0.0",
        "Redis>=8.2",
        "redis>=9",
        "redis>8",
        "redis>8.0,!=8.1",
        "redis~=8.1",
        "redis~=8.0",
        "redis==8.*",
        "redis==8.1.2",
        "redis===8.1.2",
        "redis==9.0",
        "redis (>=8)",
        "redis[hiredis]>=8",
        "redis[hiredis,ocsp]>=8",
        "redis>=5,>=8",
        "redis>=8; python_version >= '3.8'",
        "redis>=8 ; python_version < '4'",
        "redis>=8; sys_platform != 'cygwin'",
        "redis>=8; sys_platform == 'linux' or sys_platform != 'linux'",
    ],
)
def test_what_is_as_strong_is_left_as_it_is(there: str) -> None:
    assert fit(there, NEED) == (there, "", "")


@pytest.mark.parametrize(
    "there, raised",
    [
        ("redis", "redis>=8"),
        ("Redis", "Redis>=8"),
        (" redis ", " redis >=8"),
        ("redis>=5", "redis>=8"),
        ("redis >= 5", "redis >= 8"),
        ("redis>7", "redis>=8"),
        ("redis > 7.9 , < 9", "redis >= 8 , < 9"),
        ("redis<9", "redis<9,>=8"),
        ("redis>=5,<=8", "redis>=8,<=8"),
        ("redis!=8.0.1", "redis!=8.0.1,>=8"),
        ("redis>=5,!=8.0.1,<10", "redis>=8,!=8.0.1,<10"),
        ("redis<9,>=5,>=6", "redis<9,>=5,>=8"),
        ("redis (>=5)", "redis (>=8)"),
        ("redis (<9)", "redis (<9,>=8)"),
        ("redis[hiredis]", "redis[hiredis]>=8"),
        ("redis[hiredis]>=5", "redis[hiredis]>=8"),
        ("redis; python_version>='3.8'", "redis>=8; python_version>='3.8'"),
        ("redis>=5 ; python_version>='3.8'", "redis>=8 ; python_version>='3.8'"),
    ],
)
def test_what_is_weaker_is_raised_and_all_else_stays(there: str, raised: str) -> None:
    assert fit(there, NEED) == (raised, "", "")


@pytest.mark.parametrize(
    "there, needed, raised",
    [
        ("sqlalchemy>=2.1", "sqlalchemy[asyncio]>=2.1,<2.2", "sqlalchemy[asyncio]>=2.1"),
        ("sqlalchemy==2.1.3", "sqlalchemy[asyncio]>=2.1,<2.2", "sqlalchemy[asyncio]==2.1.3"),
        ("sqlalchemy", "sqlalchemy[asyncio]>=2.1,<2.2", "sqlalchemy[asyncio]>=2.1"),
        ("sqlalchemy[]>=2", "sqlalchemy[asyncio]>=2.1", "sqlalchemy[asyncio]>=2.1"),
        ("sqlalchemy[mypy]>=3", "sqlalchemy[asyncio]", "sqlalchemy[asyncio,mypy]>=3"),
        ("sqlalchemy [ mypy ] >=3", "sqlalchemy[asyncio]", "sqlalchemy [ asyncio,mypy ] >=3"),
        ("sqlalchemy[aio, mypy]", "sqlalchemy[asyncio]", "sqlalchemy[aio, asyncio, mypy]"),
        ("sqlalchemy[aio,mypy]", "sqlalchemy[oracle,zzz]", "sqlalchemy[aio,mypy,oracle,zzz]"),
        ("sqlalchemy[Async_IO]", "sqlalchemy[async-io]", "sqlalchemy[Async_IO]"),
        ("redis~=7.1", "redis>=7.4,<9", "redis~=7.1,>=7.4"),
        ("redis==7.*", "redis>=7.4,<9", "redis==7.*,>=7.4"),
        ("redis>=5", "redis", "redis>=5"),
        ("redis>=8.0rc1", "redis>=8", "redis>=8"),
    ],
)
def test_extras_and_other_bounds_are_joined(there: str, needed: str, raised: str) -> None:
    assert fit(there, needed).text == raised


@pytest.mark.parametrize(
    "there, why",
    [
        ("redis==4.6.0", "no version is both"),
        ("redis<6", "no version is both"),
        ("redis>=5,<8", "no version is both"),
        ("redis>=5,<=7.9", "no version is both"),
        ("redis~=7.1", "no version is both"),
        ("redis==7.*", "no version is both"),
        ("redis===7.1-odd", "no version is both"),
        ("redis<8,!=7", "no version is both"),
        ("redis>=8; sys_platform == 'linux'", "left out where not sys_platform"),
        ("redis>=8; python_version < '3.13'", "left out where not python_version"),
        ("redis>=8; extra == 'cache'", "left out where not extra"),
        ("redis>=8; platform_machine == 'x86_64'", "left out where not platform_machine"),
        ("redis @ https://x/y.whl ; os_name == 'nt'", "left out where not os_name"),
        ("redis>=", "not a requirement"),
        ("redis>=8,<nine", "not a requirement"),
        ("redis~=8", "not a requirement"),
    ],
)
def test_what_contradicts_is_in_the_way(there: str, why: str) -> None:
    found = fit(there, NEED)

    assert found.text == ""
    assert why in found.why


def test_a_marker_that_is_asked_for_leaves_nothing_out() -> None:
    there, needed = "pywin32>=300; sys_platform=='win32'", 'pywin32>=306; sys_platform == "win32"'

    assert fit(there, needed).text == "pywin32>=306; sys_platform=='win32'"


def test_a_python_that_the_project_excludes_may_be_left_out() -> None:
    there = "redis>=8; python_version >= '3.12'"

    assert fit(there, NEED, ">=3.12").text == there
    assert fit(there, NEED, ">=3.11").text == ""
    assert fit(there, NEED, "nonsense").text == ""


@pytest.mark.parametrize(
    "there", ["redis @ git+https://github.com/redis/redis-py", "redis @ file:///redis.whl"]
)
def test_a_direct_reference_is_believed_with_a_note(there: str) -> None:
    found = fit(there, NEED)

    assert (found.text, found.why) == (there, "")
    assert NEED in found.note


def test_needs_are_combined_and_fail_together() -> None:
    assert combined(None, []) is None
    assert combined("redis", []) == "redis"
    assert combined(None, [NEED]) == NEED
    assert combined("redis", ["redis>=7", "redis[ocsp]>=8", "redis>=7.5"]) == "redis[ocsp]>=8"
    assert combined("redis<8", [NEED, "redis"]) is None


# ------------------------------------------------------------------------------------------------ laws

versions = st.lists(st.integers(0, 9), min_size=1, max_size=3).map(lambda n: ".".join(map(str, n)))
operators = st.sampled_from([">=", ">", "<", "<=", "!=", "==", "~=", "==="])
extras = st.lists(st.sampled_from(["a", "B_b", "c-c", "d"]), unique=True, max_size=3)
spaces = st.sampled_from(["", " ", "  "])
markers = st.sampled_from(["", "; python_version>='3.8'", " ; os_name != 'java'"])


@st.composite
def requirements(draw: st.DrawFn) -> str:
    space, names = draw(spaces), draw(extras)
    inside = draw(st.sampled_from([",", ", "])).join(names)
    bounds = draw(st.lists(st.tuples(operators, versions), max_size=3))
    text = draw(st.sampled_from(["redis", "Redis", "REDIS"])) + space
    text += f"[{inside}]{space}" if names else ""
    text += draw(st.sampled_from([",", " , "])).join(f"{op}{space}{v}" for op, v in bounds)
    text += draw(markers)
    try:
        Requirement(text)
    except (InvalidRequirement, InvalidSpecifier):  # such as ~=1
        reject()
    return text


@st.composite
def needs(draw: st.DrawFn) -> str:
    names, lowest = draw(extras), draw(st.integers(0, 9))
    bounds = draw(st.sampled_from(["", f">={lowest}", f">={lowest},<{lowest + 1}"]))
    return f"redis[{','.join(names)}]{bounds}" if names else f"redis{bounds}"


def without_floors(requirement: str) -> list[str]:
    return sorted(
        str(each) for each in Requirement(requirement).specifier if each.operator not in {">", ">="}
    )


@given(requirements(), needs())
def test_what_was_raised_is_enough_and_says_all_else_as_before(there: str, needed: str) -> None:
    found = fit(there, needed)
    assume(found.text)

    assert fit(found.text, needed) == (found.text, "", "")
    before, after = Requirement(there), Requirement(found.text)
    assert (after.name, after.marker) == (before.name, before.marker)
    assert {each.lower().replace("_", "-") for each in after.extras} == {
        each.lower().replace("_", "-") for each in before.extras | Requirement(needed).extras
    }
    assert without_floors(found.text) == without_floors(there)


@given(requirements(), needs(), st.lists(versions, min_size=1, max_size=20))
def test_what_is_in_the_way_of_a_need_has_no_version_that_is_both(
    there: str, needed: str, tried: list[str]
) -> None:
    found = fit(there, needed)
    if found.text or "===" in there:  # which compares texts
        return

    lowest = [
        Version(each.version) for each in Requirement(needed).specifier if each.operator == ">="
    ]
    both = [
        each
        for each in tried
        if Requirement(there).specifier.contains(each) and all(Version(each) >= v for v in lowest)
    ]
    assert both == []


@given(requirements(), needs(), needs())
def test_the_order_of_needs_makes_no_difference(there: str, one: str, other: str) -> None:
    both = combined(there, [one, other])
    assume(both is not None)

    assert combined(there, [other, one]) == both
