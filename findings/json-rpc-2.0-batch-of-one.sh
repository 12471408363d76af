#!/usr/bin/env bash
# json-rpc-2.0 1.8.1 of npm: a server answers a batch of one request with an object, not with a list.
#
# Expected: who sends a batch gets an Array of the response objects (JSON-RPC 2.0, section 6, whose example `[1]` is answered with a list of one error). jayson 5.0.0 answers so.
# Seen: [{…}] with one request is answered with {"jsonrpc":"2.0","id":"a","result":3}, and so is a batch of a request and a notification, and one whose only item is invalid. Two requests are answered with a list. A client that collects
#       calls into a batch and looks its answers up in a list fails just when it had one call to send.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit json-rpc-2.0@1.8.1 jayson@5.0.0
npm ls json-rpc-2.0 jayson | grep -F '── '
cat >probe.js <<'JS'
const { JSONRPCServer } = require('json-rpc-2.0');
const jayson = require('jayson');

const one = new JSONRPCServer();
one.addMethod('add', ([left, right]) => left + right);
const other = new jayson.Server({ add: ([left, right], done) => done(null, left + right) });
const request = id => `{"jsonrpc":"2.0","id":"${id}","method":"add","params":[1,2]}`;
const notification = '{"jsonrpc":"2.0","method":"add","params":[1,2]}';

(async () => {
  for (const [name, text] of Object.entries({ 'one request': `[${request('a')}]`, 'request and notification': `[${request('a')},${notification}]`, 'one invalid item': '[1]', 'two requests': `[${request('a')},${request('b')}]` })) {
    console.log(`json-rpc-2.0: ${name}: ${JSON.stringify(await one.receiveJSON(text))}`);
    console.log(`jayson: ${name}: ${JSON.stringify(await new Promise(done => other.call(text, (failure, answer) => done(failure || answer))))}`);
  }
})();
JS
node probe.js | tee out
a='{"jsonrpc":"2.0","id":"a","result":3}'
grep -qxF "json-rpc-2.0: one request: $a" out
grep -qxF "json-rpc-2.0: request and notification: $a" out
grep -q '^json-rpc-2.0: one invalid item: {"jsonrpc":"2.0","id":null,"error":{"code":-32600,' out
grep -qF "json-rpc-2.0: two requests: [$a," out
grep -qxF "jayson: one request: [$a]" out
grep -qxF "jayson: request and notification: [$a]" out
grep -q '^jayson: one invalid item: \[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,' out
echo "as described"
