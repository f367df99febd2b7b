#!/usr/bin/env bash
# Builds the SPARQL editor of the query page into the portal's static files; to be run before `python -m build`.
# Needs node 18 or later with npm. Without it the query page has its plain text area.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.json "$here"/*.mjs "$here"/*.css "$here"/*.txt "$work"
cd "$work"
npm ci --silent --no-audit --no-fund --ignore-scripts
node build.mjs "$here/../static/editor"
ls -l "$here/../static/editor"
