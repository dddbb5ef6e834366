#!/bin/sh
# Removes what the commands of this folder made: packages, the development database, reports.
set -eu
cd "$(dirname "$0")/.."

# Made by root, the database may stand outside this folder; it left a note where.
if [ -f .data/outside.txt ]; then
  outside=$(cat .data/outside.txt)
  case $outside in
    */clientflow-*) rm -rf "$outside" ;;
  esac
fi
rm -rf .data .venv .mypy_cache .ruff_cache node_modules dist coverage reports
