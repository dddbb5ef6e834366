#!/bin/sh
# Installs the packages when they are missing or are not those of package-lock.json. The host's own Node only serves to fetch the
# project's, which is one of the packages.
set -eu
cd "$(dirname "$0")/.."

installed=node_modules/.installed-lock.json
cmp -s package-lock.json "$installed" && exit 0

# Node must not run from the folder that npm empties.
PATH=$(printf %s "$PATH" | tr : '\n' | grep -vxF "$PWD/node_modules/.bin" | paste -sd : -)

fail() {
  echo "$1" >&2
  exit 1
}
command -v node >/dev/null || fail 'Node is missing: install Node 20 or later, with npm.'
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || fail "Node $(node --version) is too old: install Node 20 or later."
command -v npm >/dev/null || fail 'npm is missing: install it beside Node.'

echo 'Installing packages …' >&2
npm ci --no-audit --no-fund --loglevel=error >&2
cp package-lock.json "$installed"
