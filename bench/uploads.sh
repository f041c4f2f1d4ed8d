#!/usr/bin/env bash
# Sends a large file up to a node that is killed half way, goes on at another one, and reads it back.
#   bench/uploads.sh [--megabytes 500]
# Exit code: 0 the same and within the bound of memory, 1 not, 2 not finished. The report is artifacts/measures/uploads/report.md.
exec "$(dirname -- "${BASH_SOURCE[0]}")/measure.sh" uploads "$@"
