#!/bin/sh
# Writes functions/*/requirements.txt: the versions of requirements.txt, but only what each needs.
set -eu
cd "$(dirname "$0")/.."
for folder in functions/*/; do
  source="${folder}requirements.in"
  [ -f "$source" ] || source=functions/requirements.in
  uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header \
    --constraint requirements.txt "$source" --output-file "${folder}requirements.txt"
done
