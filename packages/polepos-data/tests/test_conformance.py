"""The containers answer as their public peers do, but for the differences that are listed."""

from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from conformance.model import Peer, Subject, answer
from conformance.table import SUBJECTS, of_peer, ours, reasons

import polepos.data
from polepos.data import _pure

NO_SUBJECTS = {
    "CacheInfo",  # tuples
    "PriorityItem",
    "TrieItem",
    "CycleError",  # errors
    "EmptyQueueError",
    "NoPathError",
    "NotInGraphError",
}

PAIRS = [(subject, peer) for subject in SUBJECTS for peer in subject.peers]

each_subject = pytest.mark.parametrize("subject", SUBJECTS, ids=lambda each: each.name)
each_peer = pytest.mark.parametrize(
    "subject,peer", PAIRS, ids=[f"{subject.name}-{peer.name}" for subject, peer in PAIRS]
)


def test_every_public_name_is_a_subject(data: SimpleNamespace) -> None:
    assert {subject.name for subject in SUBJECTS} == set(_pure.__all__) - NO_SUBJECTS


@each_subject
def test_every_public_method_is_asked_about(data: SimpleNamespace, subject: Subject) -> None:
    assert ours(subject, data) == set(subject.probes)
    assert all(subject.probes.values())


@each_subject
def test_what_is_asked_makes_sense(data: SimpleNamespace, subject: Subject) -> None:
    new = getattr(data, subject.own or subject.name)

    for probe in _probes(subject):
        assert answer(new, subject, probe).error not in {NameError, SyntaxError}, probe


@each_subject
def test_a_method_that_no_peer_has_works(data: SimpleNamespace, subject: Subject) -> None:
    new = getattr(data, subject.own or subject.name)
    of_others = set().union(*(of_peer(subject, peer) for peer in subject.peers))

    for method in set(subject.probes) - of_others:
        answers = [answer(new, subject, probe) for probe in subject.probes[method]]
        assert any(each.error is None for each in answers), method


@each_subject
def test_every_backend_answers_as_the_reference_does(
    data: SimpleNamespace, subject: Subject
) -> None:
    name = subject.own or subject.name
    new, reference = (getattr(each, name) for each in (data, _pure))

    for probe in _probes(subject):
        with patch.multiple(polepos.data, **{name: getattr(_pure, name) for name in _pure.__all__}):
            expected = answer(reference, subject, probe)  # which may unpickle by name
        assert answer(new, subject, probe) == expected, probe


@each_peer
def test_every_method_of_a_peer_is_here_or_left_out_for_a_reason(
    data: SimpleNamespace, subject: Subject, peer: Peer
) -> None:
    left_out = {name for names in peer.left_out.values() for name in names}

    assert of_peer(subject, peer) - ours(subject, data) == left_out


@each_peer
def test_answers_are_those_of_the_peer_but_for_what_is_listed(
    data: SimpleNamespace, subject: Subject, peer: Peer
) -> None:
    listed = {probe for probes in peer.differences.values() for probe in probes}

    assert _differing(data, subject, peer) == listed | set(peer.more)


@pytest.mark.parametrize(
    "subject", [each for each in SUBJECTS if each.large], ids=lambda each: each.name
)
def test_a_large_container_answers_as_a_small_one_does(
    data: SimpleNamespace, subject: Subject
) -> None:
    large = replace(subject, base=subject.large)

    for peer in subject.peers:
        assert _differing(data, large, peer) <= _differing(data, subject, peer)


@each_peer
def test_what_a_peer_refuses_and_ours_takes_is_listed_as_that(
    data: SimpleNamespace, subject: Subject, peer: Peer
) -> None:
    for probe in peer.more:
        error = answer(peer.new, subject, probe, peer.base).error
        assert error in {TypeError, AttributeError}, probe


@each_subject
def test_what_is_said_of_poleposition_is_about_its_methods(
    data: SimpleNamespace, subject: Subject
) -> None:
    if subject.seed is not None:
        methods = set(subject.seed.methods.split())
        left_out = {name for names in subject.seed.left_out.values() for name in names}

        assert methods - ours(subject, data) == left_out
        assert all(methods.issuperset(those) for those in subject.seed.differences.values())
        assert reasons([subject.seed.left_out], methods) == tuple(subject.seed.left_out)


def _differing(data: SimpleNamespace, subject: Subject, peer: Peer) -> set[str]:
    new = getattr(data, subject.own or subject.name)
    return {
        probe
        for method in of_peer(subject, peer) & set(subject.probes)
        for probe in subject.probes[method]
        if not answer(new, subject, probe).agrees(answer(peer.new, subject, probe, peer.base))
    }


def _probes(subject: Subject) -> list[str]:
    return [probe for probes in subject.probes.values() for probe in probes]
