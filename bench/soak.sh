#!/usr/bin/env bash
# Lets 50,000 connections come and go at one node, and as many while Redis is killed or frozen, and looks for what they leave behind.
#   bench/soak.sh [--connections 50000] [--at-once 300]
# Exit code: 0 nothing is left, 1 something is, 2 not finished. The report is artifacts/measures/soak/report.md.
exec "$(dirname -- "${BASH_SOURCE[0]}")/measure.sh" soak "$@"
