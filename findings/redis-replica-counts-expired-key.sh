#!/usr/bin/env bash
# Redis 7.0.15 of Debian 12: a replica whose primary has gone hides an expired key from GET and EXISTS, and goes on counting and naming it.
#
# Expected: the documentation of EXPIRE says that a replica does not delete expired keys itself, and answers reads as if they were gone. So every
#           reading command should agree that the key does not exist.
# Seen: GET is nil and EXISTS 0, while DBSIZE is 1 and RANDOMKEY names the key, for as long as no primary is there. Whoever counts sessions
#       with DBSIZE, or samples them with RANDOMKEY, sees sessions that every other command denies.
set -euo pipefail
folder=$(mktemp -d)
primary= replica=
trap 'for process in $primary $replica; do kill "$process" 2>/dev/null || true; done; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download redis-server redis-tools
for package in *.deb; do dpkg -x "$package" "$folder/root"; done
bin=$folder/root/usr/bin
mkdir one two
"$bin/redis-server" --version | grep -F 'v=7.0.15'
common=(--save "" --bind 127.0.0.1 --port 0 --repl-diskless-sync-delay 0 --daemonize no)
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$bin/redis-server" "${common[@]}" --port "$port" --dir "$folder/one" --unixsocket "$folder/one.sock" >one.log & primary=$!
"$bin/redis-server" "${common[@]}" --dir "$folder/two" --unixsocket "$folder/two.sock" --replicaof "127.0.0.1 $port" >two.log & replica=$!
one() { "$bin/redis-cli" -s "$folder/one.sock" "$@"; }
two() { "$bin/redis-cli" -s "$folder/two.sock" "$@"; }
until [ "$(one PING 2>/dev/null)" = PONG ] && [ "$(two PING 2>/dev/null)" = PONG ]; do sleep 0.1; done
one SET session a PX 10000 >/dev/null
until [ "$(two GET session)" = a ]; do sleep 0.2; done
kill -KILL "$primary"
wait "$primary" 2>/dev/null || true
primary=
until [ "$(two EXISTS session)" = 0 ]; do sleep 0.3; done
sleep 1
answer="EXISTS $(two EXISTS session), GET '$(two GET session)', DBSIZE $(two DBSIZE), RANDOMKEY '$(two RANDOMKEY)'"
echo "$answer"
[ "$answer" = "EXISTS 0, GET '', DBSIZE 1, RANDOMKEY 'session'" ]
echo "as described"
