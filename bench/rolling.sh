#!/usr/bin/env bash
# Restarts three nodes behind HAProxy, one after the other, three times, under 500 clients that all send.
#   bench/rolling.sh [--clients 500] [--rate 100] [--rolls 3] [--nodes 3] [--processes 2]
# Exit code: 0 no send failed or was lost, 1 one was, 2 not finished. The report is artifacts/measures/rolling/report.md.
exec "$(dirname -- "${BASH_SOURCE[0]}")/measure.sh" rolling "$@"
