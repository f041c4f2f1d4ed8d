#!/usr/bin/env bash
# Measures the server against its bars: bench/run.sh [--quick] [ROW...]
#   --quick  fewer and shorter rounds, which are not kept;  ROW  only these rows of the table
# The machine should do nothing else. What is measured whole goes into bench/results/server.md and server.json. Exit code 1: a bar is missed.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
bench/prepare.sh Messenger.Bench redis-server redis-cli setsid
exec dotnet artifacts/bin/Messenger.Bench/release/Messenger.Bench.dll rows "$@"
