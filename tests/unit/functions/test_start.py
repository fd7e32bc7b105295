"""A function starts from zero while somebody waits: it imports nothing that it may never need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAVY = (
    *("openai", "pydantic", "minio", "pdfminer", "lxml", "numpy", "cv2", "onnxruntime"),
    *("jsonschema", "phonenumbers"),
)
START = """\
import json, sys
from functions_framework import create_app
create_app("handle", sys.argv[1])
print(json.dumps([name for name in json.loads(sys.argv[2]) if name in sys.modules]))
"""


@pytest.mark.parametrize(
    "name", ["queue-cv", "get-result", "parse-worker", "webhook-dispatch", "dlq-replay"]
)
def test_a_function_starts_without_what_is_heavy(name):
    handler = str(ROOT / "functions" / name / "handler.py")

    done = subprocess.run(
        [sys.executable, "-c", START, handler, json.dumps(HEAVY)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert json.loads(done.stdout) == []
