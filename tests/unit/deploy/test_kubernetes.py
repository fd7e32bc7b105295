"""deploy/kubernetes.yml: what stands beside the functions on a cluster."""

from importlib import import_module
from typing import Any

import pytest
import yaml

from tests.unit.deploy.variables import ROOT, variables_read


@pytest.fixture(scope="module")
def manifests() -> dict[str, dict[str, Any]]:
    text = (ROOT / "deploy" / "kubernetes.yml").read_text(encoding="utf-8")
    return {found["kind"]: found for found in yaml.safe_load_all(text)}


@pytest.fixture(scope="module")
def containers(manifests) -> list[dict[str, Any]]:
    pods = [manifests[kind]["spec"]["template"]["spec"] for kind in ("Job", "Deployment")]
    return [container for pod in pods for container in pod["containers"]]


def test_they_are_told_only_what_the_settings_know(manifests):
    assert manifests["ConfigMap"]["data"].keys() <= set(variables_read())


def test_they_run_modules_that_can_be_run(containers):
    for container in containers:
        assert callable(import_module(f"{container['command'][-1]}.__main__").main)


def test_they_need_no_root_and_write_nothing_but_tmp(containers):
    for container in containers:
        assert container["securityContext"]["runAsNonRoot"] is True
        assert container["securityContext"]["readOnlyRootFilesystem"] is True


def test_the_bridge_may_drain_before_it_is_killed(manifests):
    from shared.bridge.__main__ import GRACE

    pod = manifests["Deployment"]["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] > GRACE


def test_the_deployment_selects_its_own_pods(manifests):
    spec = manifests["Deployment"]["spec"]
    assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
