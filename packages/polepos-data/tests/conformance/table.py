"""The table: a row for each method, a column for each backend and peer, and notes on the marks."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from conformance import caches, queue, relations, sorted_dict, sorted_lists, sorted_set, trie
from conformance.model import OPERATORS, Peer, Reasons, Seed, Subject, container, methods

SUBJECTS: tuple[Subject, ...] = tuple(
    subject
    for module in (sorted_lists, sorted_set, sorted_dict, trie, queue, caches, relations)
    for subject in module.SUBJECTS
)

SAME, OTHER, MISSING, PRESENT = "=", "≠", "–", "yes"  # noqa: RUF001 - a dash is meant
SEED = "poleposition 0.0.46"


@dataclass(frozen=True)
class Cell:
    """A mark, and what has to be said about it."""

    mark: str
    notes: tuple[str, ...] = ()


Row = dict[str, Cell]


def ours(subject: Subject, backend: Any) -> set[str]:
    """Return the methods of what a backend makes."""
    return methods(container(getattr(backend, subject.own or subject.name), subject.base)[0])


def of_peer(subject: Subject, peer: Peer) -> set[str]:
    """Return the methods of what a peer makes."""
    return methods(container(peer.new, peer.base or subject.base)[0])


def rows(subject: Subject, pure: Any, rust: Container[str]) -> Iterator[tuple[str, Row]]:
    """Give each method, by the name that the table has for it, and its cells by column.

    `pure` is the reference, `rust` the names of what has an engine in Rust.
    """
    here = ours(subject, pure)
    there = [(peer, of_peer(subject, peer)) for peer in subject.peers]
    seed = set(subject.seed.methods.split()) if subject.seed else set()
    for method in _in_order(here.union(seed, *(found for _, found in there))):
        row = {"pure": _own(subject, method, here)}
        compiled = (subject.own or subject.name) in rust
        row["rust"] = row["pure"] if compiled else Cell(MISSING)
        for peer, found in there:
            row[peer.name] = _peer_cell(subject, peer, method, here, found)
        if subject.seed:
            row[SEED] = _seed_cell(subject.seed, method, here)
        yield OPERATORS.get(method, method), row


def _in_order(names: Iterable[str]) -> list[str]:
    places = list(OPERATORS)
    return sorted(
        names, key=lambda name: (places.index(name), "") if name in places else (99, name)
    )


def _own(subject: Subject, method: str, here: set[str]) -> Cell:
    if method in here:
        return Cell(PRESENT)
    left_out = [each.left_out for each in (*subject.peers, subject.seed) if each]
    return Cell(MISSING, reasons(left_out, (method,)))


def _peer_cell(subject: Subject, peer: Peer, method: str, here: set[str], found: set[str]) -> Cell:
    if method not in found:
        return Cell(MISSING)
    if method not in here:
        return Cell(PRESENT)
    notes = reasons([peer.differences], subject.probes[method])
    return Cell(OTHER if notes else SAME, notes)


def _seed_cell(seed: Seed, method: str, here: set[str]) -> Cell:
    if method not in seed.methods.split():
        return Cell(MISSING)
    if method not in here:
        return Cell(PRESENT)
    notes = reasons([seed.differences], (method,))
    return Cell(OTHER if notes else SAME, notes)


def reasons(lists: Iterable[Reasons], about: Iterable[str]) -> tuple[str, ...]:
    """Return each reason that is about one of these."""
    wanted = set(about)
    return tuple(
        dict.fromkeys(
            reason
            for listed in lists
            for reason, those in listed.items()
            if not wanted.isdisjoint(those)
        )
    )
