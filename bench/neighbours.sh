#!/usr/bin/env bash
# Measures what honest people notice of abusers, of readers that stall, and of a broken Redis, against phases without them.
#   bench/neighbours.sh [--abuses all|flood,members] [--rounds 5] [--seconds 6] [--rate 60] [--abuser idle|ordinary]
# Exit code: 0 all ratios within their bounds, 1 one is beyond, 2 not finished, or the machine was too busy. The report is artifacts/measures/neighbours/report.md.
exec "$(dirname -- "${BASH_SOURCE[0]}")/measure.sh" neighbours "$@"
