#!/bin/sh
# Makes the Python environment in .venv, for the fuzzer and for the Python client's checks, when it is missing or is not that of the lists below.
set -eu
cd "$(dirname "$0")/.."

lists='tests/fuzz/requirements.txt tests/sdk/python/requirements.txt'
# shellcheck disable=SC2086 -- two names.
cat $lists | cmp -s - .venv/installed.txt && exit 0

fail() {
  echo "$1" >&2
  exit 1
}
command -v python3 >/dev/null || fail 'Python is missing: install Python 3.10 or later.'
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || fail "$(python3 --version) is too old: install Python 3.10 or later."
python3 -c 'import ensurepip, venv' 2>/dev/null || fail "Python's venv is missing: install it (on Debian: apt-get install python3-venv)."

echo 'Installing Python packages …' >&2
rm -rf .venv
python3 -m venv .venv
# shellcheck disable=SC2086 -- one option for each.
.venv/bin/pip install --quiet --disable-pip-version-check $(printf -- '--requirement %s ' $lists)
cat $lists >.venv/installed.txt
