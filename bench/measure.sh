#!/usr/bin/env bash
# Builds what the measures need, and runs one: rolling, neighbours, soak, groups or uploads. Each has a script of its own beside this one.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
bench/prepare.sh Messenger.Faults haproxy redis-server redis-cli setsid chrt
exec dotnet artifacts/bin/Messenger.Faults/release/Messenger.Faults.dll measure "$@"
