#!/usr/bin/env bash
# Valkey 8.0.1 beside Redis 7.0.15 (Debian 12): the score of a member is another text.
#
# Expected: Valkey goes on from Redis 7.2.4 and reads its data, so a client that moves from one to the other reads the same scores. Both keep the same double.
# Seen: Redis writes a score with 17 digits, Valkey with as few as give the same double again: 0.1 is 0.10000000000000001 and 0.1, 1e17 is 1e+17 and 100000000000000000. Texts of scores that
#       are compared, or hashed, or kept as part of a name differ between two engines with the same data; numbers that are read of them do not.
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
    $command ZADD scores 0.1 tenth 1e17 large 7.1 other >/dev/null
    $command ZSCORE scores tenth
    $command ZSCORE scores large
    $command ZINCRBY scores 0.1 other
done | tee out
printf '%s\n' 0.10000000000000001 1e+17 7.1999999999999993 0.1 100000000000000000 7.199999999999999 | diff - out
echo "as described"
