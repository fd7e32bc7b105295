"""The options of `up`."""

import pytest

from local import up
from local.errors import CannotRun
from local.faults import Fault
from local.stack import Wish


@pytest.fixture
def wished(tmp_path, monkeypatch):
    """Run `up` with options; return what it wishes for."""

    def run(*options: str) -> Wish:
        wishes: list[Wish] = []

        async def note(wish: Wish, _: float) -> None:
            wishes.append(wish)

        monkeypatch.setattr(up, "_run", note)
        code = up.main(["--home", str(tmp_path), *options])
        if code:
            raise CannotRun
        return wishes[0]

    return run


def test_a_stack_starts_without_faults(wished):
    assert wished().faults == {}


def test_faults_are_named_as_while_a_stack_runs(wished):
    fault = ("--fail", "503", "--rate", "0.2", "--latency", "200ms")

    every = wished(*fault).faults
    some = wished(*fault, "--function", "get-result", "--function", "queue-cv").faults

    assert every == {"": Fault(fail=503, rate=0.2, latency=0.2)}
    assert some == dict.fromkeys(("get-result", "queue-cv"), Fault(fail=503, rate=0.2, latency=0.2))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--fail", "200"), "no status of an error"),
        (("--rate", "0.5"), "needs --fail or --latency"),
        (("--function", "get-result"), "needs --fail or --latency"),
        (("--latency", "soon"), "soon"),
    ],
)
def test_faults_that_make_no_sense_are_refused(wished, capsys, options, complaint):
    with pytest.raises(CannotRun):
        wished(*options)

    assert complaint in capsys.readouterr().err
