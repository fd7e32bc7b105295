"""PostgreSQL refuses to run as root: it runs as nobody, and no folder's mode is changed for it."""

from pathlib import Path

import pytest

from local.errors import CannotRun
from local.processes.command import Command, User
from local.servers import unprivileged
from local.servers.unprivileged import closed_to_others, may_read_all, user_for

ALL_CAPABILITIES = "CapPrm:\t000001ffffffffff\nCapEff:\t0\nCapBnd:\t000001ffffffffff\n"
DOCKERS_ROOT = "CapPrm:\t00000000a80425fb\nCapEff:\t0\nCapBnd:\t00000000a80425fb\n"


@pytest.fixture
def as_root(monkeypatch):
    monkeypatch.setattr(unprivileged.os, "geteuid", lambda: 0)
    monkeypatch.setattr(unprivileged, "found_setpriv", lambda: "/usr/bin/setpriv")


def test_who_is_not_root_runs_it_themselves(monkeypatch, tmp_path):
    monkeypatch.setattr(unprivileged.os, "geteuid", lambda: 1000)

    assert user_for("PostgreSQL", tmp_path, tmp_path) is None


def test_a_private_folder_above_is_found(tmp_path):
    private = tmp_path / "private"
    (private / "home").mkdir(parents=True)
    private.chmod(0o700)

    assert private in closed_to_others([private / "home"])
    assert private / "home" not in closed_to_others([private / "home"])
    assert private.stat().st_mode & 0o777 == 0o700


def test_where_nobody_may_pass_no_capability_is_given(as_root):
    assert user_for("PostgreSQL", Path("/bin/sh"), Path("/")) == User(name="nobody")


def test_a_private_folder_is_passed_by_the_one_capability(as_root, monkeypatch, tmp_path):
    monkeypatch.setattr(unprivileged, "may_read_all", lambda: True)
    tmp_path.chmod(0o700)

    assert user_for("PostgreSQL", Path("/bin/sh"), tmp_path) == User(name="nobody", reads_all=True)


def test_without_the_capability_the_folder_to_open_is_named(as_root, monkeypatch, tmp_path):
    monkeypatch.setattr(unprivileged, "may_read_all", lambda: False)
    monkeypatch.setattr(unprivileged, "closed_to_others", lambda paths: [tmp_path])

    with pytest.raises(CannotRun, match=f"chmod o\\+rx {tmp_path}"):
        user_for("PostgreSQL", Path("/bin/sh"), tmp_path)


@pytest.mark.parametrize(("status", "expected"), [(ALL_CAPABILITIES, True), (DOCKERS_ROOT, False)])
def test_the_capability_is_handed_on_only_by_who_holds_it(tmp_path, monkeypatch, status, expected):
    monkeypatch.setattr(unprivileged.sys, "platform", "linux")
    (tmp_path / "status").write_text(status)

    assert may_read_all(tmp_path / "status") is expected


def test_a_command_runs_as_another_user_by_setpriv(monkeypatch, tmp_path):
    monkeypatch.setattr("local.processes.command.found_setpriv", lambda: "/usr/bin/setpriv")
    command = Command(
        name="toy", argv=("true",), environment={}, folder=tmp_path, user=User(name="nobody")
    )

    argv = command.full_argv()

    assert argv[:3] == ("/usr/bin/setpriv", "--pdeathsig", "TERM")
    assert argv[argv.index("--reuid") + 1] == "nobody"
    assert argv[-1] == "true"
    assert not [each for each in argv if "caps" in each]
