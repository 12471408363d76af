#!/usr/bin/env bash
# redis 6.3.1 of npm (node-redis) with Debian redis 7.0.15: an entry of a stream that has a field twice loses the first value.
#
# Expected: an entry of a stream is a list of pairs, which the server keeps as it got them, repeated fields too: XADD with `host a host b` is read as both. ioredis 6.0.0 gives the list.
# Seen: node-redis gives an object with the last value only, in XRANGE and in XREAD, with RESP 2 and with RESP 3, without an error; the names of fields that are whole numbers also come first, whatever their order was. A Map keeps the order and loses the value too.
#       The pairs are there with withTypeMapping({[RESP_TYPES.MAP]: Array}), which then holds for every reply that is a map. Its own xAdd takes an object, so a program of node-redis alone never writes such an entry; other clients do.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
redis=
trap '[ -z "$redis" ] || kill "$redis" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download redis-server redis-tools
for package in *.deb; do dpkg -x "$package" root; done
npm install --silent --no-fund --no-audit redis@6.3.1 ioredis@6.0.0
npm ls redis ioredis | grep -F '── '
root/usr/bin/redis-server --version | grep -F 'v=7.0.15'
root/usr/bin/redis-server --save "" --port 0 --daemonize no --dir "$folder" --unixsocket "$folder/redis.sock" >log & redis=$!
ask() { root/usr/bin/redis-cli -s redis.sock "$@"; }
until [ "$(ask PING 2>/dev/null)" = PONG ]; do sleep 0.1; done
ask XADD events 1-1 host a host b 2 second 1 first >/dev/null
cat >probe.js <<'JS'
const { createClient, RESP_TYPES } = require('redis');
const Redis = require('ioredis');

(async () => {
  const other = new Redis({ path: 'redis.sock' });
  console.log(`ioredis: ${JSON.stringify((await other.xrange('events', '-', '+'))[0][1])}`);
  other.disconnect();
  for (const RESP of [2, 3]) {
    const client = await createClient({ socket: { path: 'redis.sock' }, RESP }).connect();
    console.log(`node-redis, RESP ${RESP}: xRange ${JSON.stringify((await client.xRange('events', '-', '+'))[0].message)}`);
    console.log(`node-redis, RESP ${RESP}: xRead ${JSON.stringify((await client.xRead({ key: 'events', id: '0' }))[0].messages[0].message)}`);
    for (const kind of [Map, Array])
      console.log(`node-redis, RESP ${RESP}: as ${kind.name} ${JSON.stringify([...(await client.withTypeMapping({ [RESP_TYPES.MAP]: kind }).xRange('events', '-', '+'))[0].message])}`);
    client.destroy();
  }
})();
JS
node probe.js | tee out
grep -qxF 'ioredis: ["host","a","host","b","2","second","1","first"]' out
for resp in 2 3; do
    for call in xRange xRead; do grep -qxF "node-redis, RESP $resp: $call {\"1\":\"first\",\"2\":\"second\",\"host\":\"b\"}" out; done
    grep -qxF "node-redis, RESP $resp: as Map [[\"host\",\"b\"],[\"2\",\"second\"],[\"1\",\"first\"]]" out
    grep -qxF "node-redis, RESP $resp: as Array [\"host\",\"a\",\"host\",\"b\",\"2\",\"second\",\"1\",\"first\"]" out
done
echo "as described"
