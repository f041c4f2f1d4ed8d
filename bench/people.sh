#!/bin/sh
# How long searches for people take in a company of so many: bench/people.sh [--people 10000]
set -eu
cd "$(dirname "$0")/.."
[ -d tools/node_modules ] || (cd tools && npm ci)
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
dotnet run -c Release --project bench/Messenger.Bench -- people --Messenger:DataDirectory="$data" "$@"
