"""What the platforms refuse of a stack file, told before they do."""

import pytest
import yaml

from local.lint import lint, main, missing_files
from local.merge import merge, read
from local.stackfile.function import Function
from local.stackfile.load import load
from tests.unit.deploy.variables import ROOT

SCALE = "com.openfaas.scale."


def problems(target: str, **said: object) -> list[str]:
    function = Function(name="f", **said)  # type: ignore[arg-type]
    return [finding.problem for finding in lint({"f": function}, target)]


@pytest.mark.parametrize("target", ["ce", "knative", "pro"])
def test_our_stack_is_refused_by_nobody(target):
    assert lint(load(ROOT / "stack.yml", {}), target) == []


def test_our_stack_has_all_that_faas_cli_needs():
    assert list(missing_files(ROOT / "stack.yml", {})) == []


@pytest.mark.parametrize(
    "label", ["zero=true", "zero-duration=15m", "target=50", "type=rps", "min=6", "max=20"]
)
def test_the_community_edition_refuses_what_needs_pro(label):
    name, _, value = label.partition("=")

    found = problems("ce", labels={SCALE + name: value})

    assert len(found) == 1
    assert found[0].startswith(SCALE + name)
    assert problems("pro", labels={SCALE + name: value}) == []


def test_the_community_edition_takes_one_topic_one_schedule_and_fifteen_functions():
    assert problems("ce", annotations={"topic": "a,b"}) == ["topic: more than one needs Pro"]
    twice = {"topic": "cron-function", "schedule": "* * * * *;*/5 * * * *"}
    assert problems("ce", annotations=twice) == [
        "schedule: its cron connector reads one expression"
    ]
    many = {f"f{number}": Function(name=f"f{number}") for number in range(16)}
    assert [str(found) for found in lint(many, "ce")] == [
        "stack.yml: 16 functions: the Community Edition takes 15"
    ]


@pytest.mark.parametrize("name", ["PORT", "K_SERVICE"])
def test_knative_refuses_its_own_variables(name):
    assert problems("knative", environment={name: "1"}) == [f"environment.{name} is Knative's own"]


def test_knative_refuses_a_timeout_that_no_cluster_allows():
    assert len(problems("knative", environment={"exec_timeout": "11m"})) == 1
    assert problems("knative", environment={"exec_timeout": "10m"}) == []


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"labels": {SCALE + "type": "queue"}}, "nothing that Knative scales by"),
        ({"labels": {SCALE + "zero-duration": "2h"}}, "over an hour"),
        ({"labels": {SCALE + "down.window": "61m"}}, "over an hour"),
        ({"labels": {SCALE + "zero-duration": "soon"}}, "no duration"),
        ({"environment": {"max_inflight": "1001"}}, "over 1000"),
    ],
)
def test_knative_refuses_what_its_autoscaler_cannot_do(said, problem):
    (found,) = problems("knative", **said)

    assert problem in found


@pytest.mark.parametrize("target", ["ce", "knative", "pro"])
@pytest.mark.parametrize(
    "said",
    [
        {"labels": {"team": "human resources"}},
        {"labels": {"a b": "c"}},
        {"annotations": {"Example.com/x": "c"}},
        {"secrets": ("DATABASE_URL",)},
        {"limits": {"memory": "512 MB"}},
        {"labels": {SCALE + "min": "two"}},
        {"labels": {SCALE + "min": "3", SCALE + "max": "2"}},
    ],
)
def test_kubernetes_refuses_it_everywhere(target, said):
    assert len(problems(target, **said)) == 1


def test_what_overlays_add_is_looked_at_too(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    assert main(["--target", "pro", "--overlay", "stack.pro.yml"]) == 0
    assert main(["--target", "knative", "--overlay", "stack.pro.yml"]) == 0
    assert main(["--target", "ce", "--overlay", "stack.pro.yml"]) == 1
    assert f"webhook-dispatch: {SCALE}zero" in capsys.readouterr().out


def test_the_overlay_is_for_pro_and_changes_labels_only(tmp_path):
    below, above = read(ROOT / "stack.yml"), read(ROOT / "stack.pro.yml")
    path = tmp_path / "stack.yml"
    path.write_text(yaml.safe_dump(merge(below, above)), encoding="utf-8")

    merged, plain = load(path, {}), load(ROOT / "stack.yml", {})

    assert lint(merged, "pro") == []
    assert lint(merged, "ce") != []
    for name, function in merged.items():
        assert function.environment == plain[name].environment
        assert function.annotations == plain[name].annotations
        assert function.image == plain[name].image
        assert function.labels.items() >= above["functions"][name]["labels"].items()
