#!/usr/bin/env bash
# Measures what one send and one removal cost in a group of 10,000 members, beside a group of 100.
#   bench/groups.sh [--members 10000] [--connected 1000] [--rounds 5] [--sends 20]
# Exit code: 0 within the bound, 1 beyond it, 2 not finished. The report is artifacts/measures/groups/report.md.
exec "$(dirname -- "${BASH_SOURCE[0]}")/measure.sh" groups "$@"
