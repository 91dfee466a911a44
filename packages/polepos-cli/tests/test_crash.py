"""Commands that are killed, interrupted or refused at any call of the file system.

The next command always finds the project as it was or as it should be, and says what it had to finish.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from crashing import Observation, Scenario, observe
from harm import KILLED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks a process for every moment"),
]

PROJECT = [
    ["start", "shop-api", "--no-git"],
    ["add", "module", "orders", "--template", "crud", "--pagination"],
]
COMMANDS = {
    "add": ["add", "module", "customers"],
    "remove": ["remove", "module", "orders"],
    "undo": ["undo"],
}
LABELS = {
    "add": "add module customers",
    "remove": "remove module orders",
    "undo": "add module orders",
}
AFTERWARDS = [
    ["undo", "--dry-run"],
    ["add", "module", "invoices"],
    ["undo"],
    ["add", "module", "customers"],
    ["remove", "module", "orders"],
    ["add", "module", "zebras", "--template", "ai-prompt", "--dry-run"],
    ["remove", "module", "customers"],
]
INTERRUPTS = [("add", "interrupt"), ("add", "interrupt-line"), ("undo", "interrupt")]

Observe = Callable[[str, str], list[Observation]]


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Observe:
    """Let a command come to harm at every moment, once, and return what was seen."""

    @cache
    def observed(verb: str, harm: str) -> list[Observation]:
        folder = tmp_path_factory.mktemp("stage")
        return observe(folder, Scenario(PROJECT, COMMANDS[verb], harm, AFTERWARDS))

    return observed


def check_whole(seen: Observation) -> None:
    """The project is as it was, or as the command makes it, or the next command will finish it."""
    whole = seen.harmed.state in {"old", "new"}
    assert whole or seen.harmed.unfinished, f"half after {seen.what}: {seen.harmed.state}"


def check_next(seen: Observation, label: str) -> None:
    """The next command does what it always does, and says what it had to finish first."""
    if seen.next is None:
        return
    assert seen.next.state == "as expected", f"after {seen.what}: {seen.after}: {seen.next}"
    assert seen.next.code == seen.expected
    assert not seen.next.unfinished
    recovered = "Finished" in seen.next.err and f"`{label}`" in seen.next.err
    assert recovered == seen.harmed.unfinished


@pytest.mark.parametrize("verb", COMMANDS)
def test_killed_at_any_call_it_is_all_or_nothing(observed: Observe, verb: str) -> None:
    moments = observed(verb, "kill")

    for seen in moments:
        assert seen.harmed.code == KILLED
        check_whole(seen)
        check_next(seen, LABELS[verb])
    assert {seen.harmed.unfinished for seen in moments} == {True, False}
    assert len(moments) > 80, "the calls were not seen"


def test_killed_at_any_call_an_integration_and_what_it_brings_are_all_there_or_nothing(
    tmp_path: Path,
) -> None:
    words = ["add", "integration", "rq"]
    afterwards = [["undo", "--dry-run"], words, ["undo"], ["remove", "integration", "rq"]]

    moments = observe(tmp_path, Scenario(PROJECT[:1], words, "kill", afterwards))

    for seen in moments:
        assert seen.harmed.code == KILLED
        check_whole(seen)
        check_next(seen, "add integration rq")
    assert {seen.harmed.unfinished for seen in moments} == {True, False}


@pytest.mark.parametrize("verb", COMMANDS)
def test_killed_while_it_deals_with_a_refusal_it_is_all_or_nothing(
    observed: Observe, verb: str
) -> None:
    for seen in observed(verb, "refuse-and-kill"):
        check_whole(seen)
        check_next(seen, LABELS[verb])


@pytest.mark.parametrize("verb,harm", INTERRUPTS)
def test_ctrl_c_at_any_moment_leaves_the_project_whole(
    observed: Observe, verb: str, harm: str
) -> None:
    moments = observed(verb, harm)

    for seen in moments:
        assert seen.harmed.code == 130
        assert seen.harmed.state in {"old", "new"}, f"half after {seen.what}: {seen.harmed.state}"
        assert not seen.harmed.unfinished
        assert "Traceback" not in seen.harmed.err
        check_next(seen, LABELS[verb])
    assert {seen.harmed.state for seen in moments} == {"old", "new"}


@pytest.mark.parametrize("verb,harm", [each for each in INTERRUPTS if "line" not in each[1]])
def test_ctrl_c_says_whether_the_change_was_made(observed: Observe, verb: str, harm: str) -> None:
    assert not wrongly_told(observed(verb, harm))


@pytest.mark.xfail(
    strict=True,
    reason="while the result is shown, and right before the lock, it says `interrupted` only",
)
def test_ctrl_c_says_so_before_and_after_the_transaction_too(observed: Observe) -> None:
    assert not wrongly_told(observed("add", "interrupt-line"))


def wrongly_told(moments: list[Observation]) -> set[tuple[str, str, str]]:
    """Return the moments at which the message does not say what became of the project."""
    return {
        (seen.what, seen.harmed.state, seen.harmed.err)
        for seen in moments
        if ("nothing was changed" in seen.harmed.err) != (seen.harmed.state == "old")
        or ("complete" in seen.harmed.err) != (seen.harmed.state == "new")
    }


@pytest.mark.parametrize("harm", ["refuse", "full", "read-only", "limit"])
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_machine_that_refuses_at_any_call_leaves_no_half_change(
    observed: Observe, verb: str, harm: str
) -> None:
    for seen in observed(verb, harm):
        assert seen.harmed.code in {0, 1, 3}
        if seen.harmed.code:
            assert seen.harmed.err.count("error: ") == 1
            assert "internal" not in seen.harmed.err
        else:
            assert seen.harmed.state == "new", f"{seen.what} was overlooked"
        check_whole(seen)
        check_next(seen, LABELS[verb])


@pytest.mark.parametrize("harm", ["refuse", "full", "read-only"])
@pytest.mark.parametrize("verb", COMMANDS)
def test_a_refusal_after_the_change_was_decided_says_so(
    observed: Observe, verb: str, harm: str
) -> None:
    refused = [seen for seen in observed(verb, harm) if seen.harmed.code]
    decided = [seen for seen in refused if seen.harmed.unfinished or seen.harmed.state == "new"]

    untold = {
        (seen.what, seen.harmed.err)
        for seen in decided
        if "nothing was changed" in seen.harmed.err
        or not ("finishes the change" in seen.harmed.err or "complete" in seen.harmed.err)
    }

    assert decided
    assert not untold


def test_a_file_that_cannot_be_read_is_not_taken_for_one_without_references(
    observed: Observe,
) -> None:
    reads = [seen for seen in observed("remove", "refuse") if seen.what.startswith("open (")]
    overlooked = [seen.what for seen in reads if ".py'" in seen.what and not seen.harmed.code]

    assert not overlooked
