"""Ports are found free, remembered, and chosen again when somebody took them."""

import socket

import pytest

from local.errors import PortTaken
from local.ports import PortBook, is_free, listen


@pytest.fixture
def taken():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_a_port_is_the_same_at_every_start(tmp_path):
    first = PortBook(tmp_path / "ports.json", {}).port("valkey")

    assert PortBook(tmp_path / "ports.json", {}).port("valkey") == first
    assert is_free(first)


def test_names_never_share_a_port(tmp_path):
    book = PortBook(tmp_path / "ports.json", {})

    assert len({book.port(f"name-{number}") for number in range(20)}) == 20


def test_a_port_that_somebody_took_is_chosen_again(tmp_path, taken):
    (tmp_path / "ports.json").write_text(f'{{"valkey": {taken}}}')

    assert PortBook(tmp_path / "ports.json", {}).port("valkey") != taken


def test_a_damaged_file_is_as_good_as_none(tmp_path):
    (tmp_path / "ports.json").write_text("{")

    assert is_free(PortBook(tmp_path / "ports.json", {}).port("valkey"))


def test_a_port_can_be_set_by_hand(tmp_path):
    free = PortBook.free_port(taken=set())
    environ = {"NEXTEN_QUEUE_CV_PORT": str(free)}

    assert PortBook(tmp_path / "ports.json", environ).port("queue-cv") == free


@pytest.mark.parametrize("value", ["0", "70000", "soon"])
def test_what_is_no_port_is_refused_by_name(tmp_path, value):
    book = PortBook(tmp_path / "ports.json", {"NEXTEN_VALKEY_PORT": value})

    with pytest.raises(PortTaken, match="NEXTEN_VALKEY_PORT"):
        book.port("valkey")


def test_a_port_set_by_hand_that_is_taken_is_refused_by_name(tmp_path, taken):
    book = PortBook(tmp_path / "ports.json", {"NEXTEN_VALKEY_PORT": str(taken)})

    with pytest.raises(PortTaken, match="NEXTEN_VALKEY_PORT"):
        book.port("valkey")


def test_the_gateways_port_is_refused_when_another_program_has_it(taken):
    with pytest.raises(PortTaken, match=f"Port {taken} is taken"):
        listen(taken)


def test_port_0_is_any_free_one():
    with listen(0) as listening:
        assert not is_free(listening.getsockname()[1])
