#!/usr/bin/env bash
# Redis 7.0.15 and Valkey 8.0.1 (Debian 12): a script that passes the largest integer on gives the smallest.
#
# Expected: a script counts in doubles, so that the last digits of a number above 2^53 are lost: 9223372036854775807 should be near 9.22e18.
# Seen: the reply of INCRBY that is 9223372036854775807 leaves the script as -9223372036854775808, and so does the number 1e20: the double that it became, 2^63, does not fit into the integer of
#       the reply, and is wrapped. Whoever has a script hand out "no limit" as the largest integer gets a negative one. As a text, from GET or string.format, it is right.
set -euo pipefail
folder=$(mktemp -d)
redis= valkey=
trap 'for process in $redis $valkey; do kill "$process" 2>/dev/null || true; done; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download redis-server redis-tools
mkdir -p lists/partial cache/archives/partial one two
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm-backports main" >sources.list
cat >apt.conf <<APT
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache "$folder/cache";
APT
APT_CONFIG=$folder/apt.conf apt-get -qq update
APT_CONFIG=$folder/apt.conf apt-get -qq -o APT::Sandbox::User=root download valkey-server valkey-tools
for package in *.deb; do dpkg -x "$package" root; done
bin=$folder/root/usr/bin
"$bin/redis-server" --version | grep -F 'v=7.0.15'
"$bin/valkey-server" --version | grep -F 'v=8.0.1'
common=(--save "" --port 0 --daemonize no)
"$bin/redis-server" "${common[@]}" --dir "$folder/one" --unixsocket "$folder/one.sock" >one.log & redis=$!
"$bin/valkey-server" "${common[@]}" --dir "$folder/two" --unixsocket "$folder/two.sock" >two.log & valkey=$!
one() { "$bin/redis-cli" -s "$folder/one.sock" "$@"; }
two() { "$bin/redis-cli" -s "$folder/two.sock" "$@"; }
until [ "$(one PING 2>/dev/null)" = PONG ] && [ "$(two PING 2>/dev/null)" = PONG ]; do sleep 0.1; done
for command in one two; do
    $command EVAL "return redis.call('INCRBY', KEYS[1], '9223372036854775807')" 1 most
    $command EVAL "return 1e20" 0
    $command EVAL "return redis.call('GET', KEYS[1])" 1 most
done | tee out
printf '%s\n' -9223372036854775808 -9223372036854775808 9223372036854775807 -9223372036854775808 -9223372036854775808 9223372036854775807 | diff - out
echo "as described"
