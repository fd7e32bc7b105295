#!/bin/sh
# Writes functions/*/requirements*.txt: the versions of requirements-local.txt, but only what each
# needs.
set -eu
cd "$(dirname "$0")/.."
for folder in functions/*/; do
  for name in requirements requirements-ocr; do
    source="$folder$name.in"
    [ -f "$source" ] || [ $name = requirements-ocr ] || source=functions/requirements.in
    [ -f "$source" ] || continue
    uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header \
      --constraint requirements-local.txt "$source" --output-file "$folder$name.txt"
  done
done
