#!/usr/bin/env bash
# Breaks a cluster of Messenger's nodes, PostgreSQL, Redis and HAProxy by seed, and judges what its clients saw.
#   bench/faults.sh --minutes 30 --seed 7 [--faults F1,F9] [--nodes 3]    a long run; more options in the source of RunSettings.cs
#   bench/faults.sh --short [--seed N]                                    a few faults, once each: two minutes and a half at most
#   bench/faults.sh --planted [--plant NAME]                              nodes with bugs, each of which must be found
# Exit code: 0 clean, 1 a promise was broken, 2 the run proves nothing. The report is artifacts/faults/<seed>/report.md.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."
options=() planted=() built=
while (($# > 0)); do
  case $1 in
    # F20 always leaves outcomes unknown: its sends are under way when their node's link to PostgreSQL freezes, for longer than a node waits.
    --short) options+=(--rounds 1 --faults F1,F3,F9-cut,F14,F20 --users 20 --rate 20 --nodes 2 --workers 1 --quiet yes); built=yes; shift ;;
    --planted) planted=(planted); options+=(--minutes 0.5 --users 20 --rate 20 --workers 1); shift ;;
    --help) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) (($# > 1)) || { echo "'$1' has no value." >&2; exit 2; }; options+=("$1" "$2"); shift 2 ;;
  esac
done
# A short run takes what test.sh has built.
program=artifacts/bin/Messenger.Faults/release/Messenger.Faults.dll
if [[ -z $built || ! -e $program ]]; then bench/prepare.sh Messenger.Faults haproxy redis-server redis-cli setsid; fi
# In a network of its own the run can lose packets (F18-loss), and reaches nobody.
alone=()
if ((EUID == 0)) && command -v ip >/dev/null && unshare --net true 2>/dev/null; then
  alone=(unshare --net -- sh -c 'ip link set lo up && exec "$@"' sh)
fi
exec ${alone[@]+"${alone[@]}"} dotnet "$program" ${planted[@]+"${planted[@]}"} ${options[@]+"${options[@]}"}
