#!/bin/sh
# How long searches take in a log of so many messages, in Chinese and English: bench/search.sh [--messages 1000000]
set -eu
cd "$(dirname "$0")/.."
[ -d tools/node_modules ] || (cd tools && npm ci)
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
dotnet run -c Release --project bench/Messenger.Bench -- search --Messenger:DataDirectory="$data" "$@"
