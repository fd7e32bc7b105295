"""Each function carries only what it needs: start-up time and image size are paid for imports."""

import json
import subprocess
import sys

import pytest

HEAVY = ["openai", "pypdfium2", "pdfminer", "docx", "striprtf", "phonenumbers", "onnxruntime"]

SCRIPT = """
import json, runpy, sys
runpy.run_path(sys.argv[1])
print(json.dumps([name for name in sys.argv[2:] if name in sys.modules]))
"""


@pytest.mark.parametrize("name", ["queue-cv", "get-result", "webhook-dispatch", "dlq-replay"])
def test_only_the_parser_imports_the_libraries_of_parsing(name):
    handler = f"functions/{name}/handler.py"

    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, handler, *HEAVY], capture_output=True, check=True, text=True
    )

    assert json.loads(found.stdout) == []


def test_importing_a_function_needs_no_setting_and_no_server():
    done = subprocess.run(
        [sys.executable, "-c", "import runpy; runpy.run_path('functions/parse-worker/handler.py')"],
        env={},
        check=False,
    )

    assert done.returncode == 0
