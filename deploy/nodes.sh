#!/usr/bin/env bash
# Runs several nodes on this machine until Ctrl-C, as run.sh --nodes asks: the built-in database, Redis, the nodes, and HAProxy in front of them.
# Usage: nodes.sh HOST_FOLDER NODES PORT DATA_FOLDER [demo]
set -uo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
host=$1 nodes=$2 port=$3 data=$4 demo=${5:-}
stopping=''
trap 'stopping=yes' INT TERM HUP

fail() {
  echo "run.sh: $*" >&2
  stop
  exit 1
}

# 1. Starting and ending. Each program has a process group of its own: Ctrl-C reaches this script alone, which ends them in order.
names=() # by process id
start() {
  local name=$1
  shift
  rm -f "$logs/$name.log"
  set -m
  "$@" >"$logs/$name.log" 2>&1 </dev/null &
  set +m
  names[$!]=$name
}

pid_of() {
  local pid
  for pid in "${!names[@]}"; do [[ ${names[pid]} == "$1" ]] && echo "$pid"; done
}

# Sends SIGTERM to all with such a name, and waits until they are gone; whoever takes longer than a drain may is killed. When all nodes end, their
# clients have nowhere to move: the second SIGTERM tells a node not to wait for them.
end() {
  local pid pids=() tenths=0
  for pid in "${!names[@]}"; do [[ ${names[pid]} == $1 ]] && pids+=("$pid"); done
  ((${#pids[@]})) || return 0
  kill -TERM "${pids[@]}" 2>/dev/null
  for pid in "${pids[@]}"; do
    while kill -0 "$pid" 2>/dev/null; do
      sleep 0.1
      ((++tenths == 5)) && kill -TERM "${pids[@]}" 2>/dev/null
      ((tenths == 900)) && kill -KILL "$pid" 2>/dev/null
    done
    unset "names[pid]"
  done
}

# The nodes first, while all that they need is there; the database last.
stop() {
  trap '' INT TERM HUP
  {
    end 'node*'
    end haproxy
    end redis
    end database
  } 2>/dev/null # where the shell tells which job was killed
  [[ -z ${sockets:-} ]] || rm -rf "$sockets"
}

# Waits until the log of a program has a line that begins so, and prints the rest of that line.
await() {
  local name=$1 beginning=$2 pid line
  pid=$(pid_of "$name")
  until line=$(grep -m 1 -F -- "$beginning" "$logs/$name.log" 2>/dev/null); do
    [[ -z $stopping ]] || { stop; exit 0; }
    kill -0 "$pid" 2>/dev/null || fail "$name did not start: $(tail -n 1 "$logs/$name.log") (more in $logs/$name.log)"
    sleep 0.1
  done
  found=${line#*"$beginning"}
}

# 2. What the nodes share.
cd "$host" && mkdir -p "$data" && data=$(cd "$data" && pwd -P) && logs=$data/nodes && mkdir -p "$logs" && chmod 700 "$logs" || fail "the data folder '$data' cannot be written."
settings=("--Urls=http://127.0.0.1:0" "--Messenger:TrustedProxies:0=127.0.0.1" "--Messenger:AllowedOrigins:0=http://127.0.0.1:$port"
  "--Files:Directory=${Files__Directory:-$data/files}"
  "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information")
[[ ${Messenger__PublicUrl:-} ]] || settings+=("--Messenger:PublicUrl=http://localhost:$port")
if [[ -z ${ConnectionStrings__Postgres:-} ]]; then
  start database dotnet Messenger.Api.dll database "--Messenger:DataDirectory=$data"
  await database 'The database is ready at '
  # The built-in database takes 200 connections, and a node would take up to 100.
  settings+=("--ConnectionStrings:Postgres=$found;Maximum Pool Size=$((180 / nodes))")
fi
if [[ -z ${ConnectionStrings__Redis:-} ]]; then
  sockets=$(mktemp -d "${TMPDIR:-/tmp}/messenger-XXXXXX") || fail "no folder for the socket of Redis can be made."
  start redis redis-server --port 0 --unixsocket "$sockets/redis" --save '' --appendonly no --dir "$sockets"
  await redis 'eady to accept connections'
  settings+=("--ConnectionStrings:Redis=!$sockets/redis")
fi

# 3. The nodes: the first one prepares the database, and prints the set-up link if one is needed.
start node1 dotnet Messenger.Api.dll "${settings[@]}" ${demo:+--Messenger:Demo=true}
await node1 'Messenger is ready at '
address=$found
for ((i = 2; i <= nodes; i++)); do start "node$i" dotnet Messenger.Api.dll "${settings[@]}"; done
for ((i = 2; i <= nodes; i++)); do await "node$i" 'Messenger is ready at '; done
ports=()
for ((i = 1; i <= nodes; i++)); do
  await "node$i" 'Now listening on: http://127.0.0.1:'
  ports+=("$found")
done

# 4. HAProxy, with the configuration that we ship.
awk -v port="$port" -v nodes="${ports[*]}" '
  BEGIN { count = split(nodes, ports, " ") }
  /^ *(user|group) haproxy$/ || /server n2 / { next }
  /bind :80 / { sub(/:80 .*/, "127.0.0.1:" port) }
  /server n1 / {
    for (i = 1; i <= count; i++) {
      line = $0
      gsub(/n1/, "n" i, line)
      sub(/10\.0\.0\.11:5080/, "127.0.0.1:" ports[i], line)
      print line
    }
    next
  }
  { print }' "$root/deploy/haproxy/haproxy.cfg" >"$logs/haproxy.cfg" || fail "the configuration of HAProxy cannot be written."
start haproxy haproxy -db -f "$logs/haproxy.cfg"
# Until it has found a node: on a busy machine its first look may take too long, and it says 503 until the next.
answers() {
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'GET / HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && read -r -t 5 status <&3 && [[ $status != *' 503'* ]]
}
until (answers) 2>/dev/null; do
  [[ -z $stopping ]] || { stop; exit 0; }
  kill -0 "$(pid_of haproxy)" 2>/dev/null || fail "HAProxy did not start: $(grep -m 1 ALERT "$logs/haproxy.log") (more in $logs/haproxy.log)"
  for ((i = 1; i <= nodes; i++)); do kill -0 "$(pid_of "node$i")" 2>/dev/null || fail "node $i has ended (its log is $logs/node$i.log)"; done
  sleep 0.1
done
for ((i = 1; i <= nodes; i++)); do
  echo "Node $i is process $(pid_of "node$i") at http://127.0.0.1:${ports[i - 1]}, its log is $logs/node$i.log"
done
grep -F 'This is the demo' "$logs/node1.log"
echo "Messenger is ready at $address"
grep -F 'Set up Messenger at ' "$logs/node1.log"

# 5. A node may end, as any machine may: the others go on.
trap 'stop; exit 0' INT TERM HUP # not by the variable: a signal just before the wait would be noticed when the wait is over
[[ -z $stopping ]] || { stop; exit 0; }
failed=''
while [[ -z $failed ]]; do
  wait -n 2>/dev/null
  for pid in "${!names[@]}"; do
    kill -0 "$pid" 2>/dev/null && continue
    name=${names[pid]}
    unset "names[pid]"
    case $name in
      node*)
        [[ ${names[*]} == *node* ]] || failed="no node is left"
        echo "run.sh: $name (process $pid) has ended, ${failed:-the others go on} (its log is $logs/$name.log)" >&2 ;;
      redis) echo "run.sh: Redis has ended: each node goes on by itself, and tells the others' people late" >&2 ;;
      *)
        failed=$name
        echo "run.sh: $name has ended, which nothing can do without (its log is $logs/$name.log)" >&2 ;;
    esac
  done
done
stop
exit 1
