#!/bin/sh
# Appended messages per second against a new built-in PostgreSQL with fsync on, beside one transaction for each message.
set -eu
cd "$(dirname "$0")/.."
[ -d tools/node_modules ] || (cd tools && npm ci)
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
dotnet run -c Release --project bench/Messenger.Bench -- --Messenger:DataDirectory="$data"
