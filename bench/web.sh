#!/usr/bin/env bash
# Measures the web client against its budgets, in Chromium on a host of its own: bench/web.sh [--quick] [--hour]
#   --quick  small logs and few rounds, to try the script;  --hour  besides, an hour's worth of use in ten minutes
# The machine should do nothing else. The table is printed, and written to bench/results/web.md and web.json.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/../clients/web"
mode=full
case ${1:-} in
  --quick) mode=quick ;;
  --hour) mode=hour ;;
  '') ;;
  *) sed -n '2,4s/^# \{0,1\}//p' "../../bench/web.sh"; exit 2 ;;
esac
[[ -d node_modules ]] || npm ci --no-audit --no-fund --loglevel=error
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
npm run build -- --logLevel warn
cp -r dist/. "$root"
MESSENGER_BENCH_ROOT=$root npx vite build --config bench/one-line/vite.config.ts --logLevel warn
MESSENGER_BENCH=$mode MESSENGER_BENCH_ROOT=$root npx playwright test --config bench/bench.config.ts </dev/null
