"""stack.yml is read as faas-cli reads it."""

from pathlib import Path

import pytest

from local.errors import BadStackFile
from local.stackfile.envsubst import envsubst
from local.stackfile.function import Function, seconds
from local.stackfile.load import find, load

ROOT = Path(__file__).parents[3]

STACK = """\
version: 1.0
provider: {name: openfaas}
functions:
  greet:
    lang: Python3-HTTP
    handler: ./greet
    image: ${REGISTRY:-docker.io/you}/greet:${TAG:-latest}
    environment:
      at: 10:30
      mode: on
      octal: 010
      ratio: 1.0
      nothing: ~
      quoted: "yes"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "stack.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_scalars_stay_as_they_are_written(tmp_path):
    greet = load(written(tmp_path, STACK), {})["greet"]

    assert greet.environment == {
        "at": "10:30",
        "mode": "on",
        "octal": "010",
        "ratio": "1.0",
        "nothing": "",
        "quoted": "yes",
    }


def test_variables_are_replaced_before_the_yaml_is_read(tmp_path):
    greet = load(written(tmp_path, STACK), {"TAG": "v7"})["greet"]

    assert greet.image == "docker.io/you/greet:v7"
    assert greet.lang == "python3-http"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${A}", "a value"),
        ("${MISSING}", ""),
        ("${MISSING:-other}", "other"),
        ("${EMPTY:-other}", "other"),
        ("${EMPTY=other}", "other"),
        ("${A:=other}", "a value"),
        ("${A^^} ${A^}", "A VALUE A value"),
        ("# ${A} in a comment", "# a value in a comment"),
        ("$A and $$ and $${A}", "$A and $ and ${A}"),
    ],
)
def test_envsubst_knows_the_forms_that_stacks_use(text, expected):
    assert envsubst(text, {"A": "a value", "EMPTY": ""}) == expected


@pytest.mark.parametrize("form", ["${A/x/y}", "${A:?no}", "${A#x}", "${1}", "${A"])
def test_a_form_that_is_not_supported_is_refused_rather_than_ignored(form):
    with pytest.raises(BadStackFile, match="not supported"):
        envsubst(form, {"A": "x"})


def test_an_environment_file_wins_over_the_environment_in_line(tmp_path):
    (tmp_path / "env.yml").write_text("environment: {mode: 'off', more: 'yes'}", encoding="utf-8")
    text = STACK + "    environment_file: [./env.yml]\n"

    environment = load(written(tmp_path, text), {})["greet"].environment

    assert (environment["mode"], environment["more"], environment["at"]) == ("off", "yes", "10:30")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("provider: {name: other}", "provider.name"),
        ("provider: {name: openfaas}\nfunctions: [a]", "functions is not a mapping"),
        ("provider: {name: openfaas}\nfunctions: {Bad_Name: {}}", "Bad_Name"),
        ("provider: {name: openfaas}\nfunctions: {a: {labels: {b: [c]}}}", r"a\.labels\.b"),
        ("provider: {name: openfaas}\nfunctions: {a: {secrets: b}}", r"a\.secrets"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_wrong_stack_file_is_refused_by_place(tmp_path, text, complaint):
    with pytest.raises(BadStackFile, match=complaint):
        load(written(tmp_path, text), {})


def test_stack_yaml_is_found_before_stack_yml(tmp_path):
    written(tmp_path, STACK)
    (tmp_path / "stack.yaml").write_text(STACK, encoding="utf-8")

    assert find(tmp_path).name == "stack.yaml"


def test_a_folder_without_a_stack_file_is_named(tmp_path):
    with pytest.raises(BadStackFile, match=str(tmp_path)):
        find(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"), [("90", 90), ("90s", 90), ("1m30s", 90), ("500ms", 0.5), ("0", 0)]
)
def test_durations_are_gos(text, expected):
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "1m 30s", "-5", "5 s", "1d"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(BadStackFile, match="not a duration"):
        seconds(text)


def test_a_function_says_how_it_wants_to_be_called():
    function = Function(
        name="f",
        environment={"exec_timeout": "2m", "max_inflight": "3", "ready_path": "/_/ready"},
        annotations={"topic": "cron-function", "schedule": "*/5 * * * *"},
    )

    assert function.exec_timeout == 120
    assert function.max_inflight == 3
    assert function.ready_path == "/_/ready"
    assert function.schedule == "*/5 * * * *"


def test_a_schedule_without_the_cron_topic_is_none():
    assert Function(name="f", annotations={"schedule": "* * * * *"}).schedule is None


def test_our_own_stack_has_five_functions_that_openfaas_ce_accepts():
    """Source: faas-netes' CE validation, and what Knative reserves."""
    functions = load(ROOT / "stack.yml", {})

    assert set(functions) == {
        "queue-cv",
        "get-result",
        "parse-worker",
        "webhook-dispatch",
        "dlq-replay",
    }
    assert functions["dlq-replay"].schedule == "*/5 * * * *"
    for function in functions.values():
        assert (ROOT / function.handler / "handler.py").is_file()
        assert not [label for label in function.labels if "scale.zero" in label]
        assert int(function.labels["com.openfaas.scale.max"]) <= 5
        assert "," not in function.annotations.get("topic", "")
        assert "PORT" not in function.environment
        assert 0 < function.exec_timeout < seconds(function.environment["write_timeout"])


def test_a_function_has_one_to_five_replicas_where_its_labels_do_not_say():
    """Source: the limits of OpenFaaS CE."""
    scale = Function(name="f").scale

    assert (scale.min, scale.max, scale.to_zero_after) == (1, 5, None)
    assert [scale.within(wanted) for wanted in (0, 1, 3, 9)] == [1, 1, 3, 5]


def test_labels_say_how_many_replicas_there_may_be_and_when_none():
    labels = {
        "com.openfaas.scale.min": "2",
        "com.openfaas.scale.max": "10",
        "com.openfaas.scale.zero": "true",
        "com.openfaas.scale.zero-duration": "5m",
    }
    scale = Function(name="f", labels=labels).scale

    assert (scale.min, scale.max, scale.to_zero_after) == (2, 10, 300.0)
    assert [scale.within(wanted) for wanted in (0, 1, 99)] == [0, 1, 10]


def test_a_label_that_is_no_number_is_refused_when_the_file_is_read(tmp_path):
    text = "functions: {f: {labels: {com.openfaas.scale.max: many}}}"
    (tmp_path / "stack.yml").write_text("provider: {name: openfaas}\n" + text)

    with pytest.raises(BadStackFile, match=r"com\.openfaas\.scale\.max of f is not a whole number"):
        load(tmp_path / "stack.yml", {})


def test_an_overlay_is_laid_over_the_stack_file(tmp_path):
    below, above = tmp_path / "stack.yml", tmp_path / "stack.pro.yml"
    below.write_text(
        "provider: {name: openfaas}\nfunctions: {f: {labels: {a: '1', b: '1'}}, g: {}}"
    )
    above.write_text("functions: {f: {labels: {b: ${B}}}}")

    functions = load(below, {"B": "2"}, [above])

    assert functions["f"].labels == {"a": "1", "b": "2"}
    assert "g" in functions
