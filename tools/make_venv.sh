#!/bin/sh
# Makes .venv from the lock file. Works on a bare Debian: where python3 has no ensurepip it says so, or, as root, installs it.
set -eu
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "witnessmark needs Python 3.11 or newer; try: make setup PYTHON=python3.11" >&2
    exit 2
}
if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt-get update -qq && apt-get install -y -qq python3-venv
    else
        echo "this Python has no venv module; on Debian: sudo apt-get install python3-venv" >&2
        exit 2
    fi
fi
[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --editable .
