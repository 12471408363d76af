#!/usr/bin/env bash
# jayson 5.0.0 of npm: a request with the id null is run and not answered.
#
# Expected: a request without the member "id" is a notification, which has no answer; null is one of the values that an id may have (JSON-RPC 2.0, section 4), though not an advised one, and is answered with the id null. json-rpc-2.0 1.8.1 answers so.
# Seen: the method runs, its result and its error are dropped, and in a batch the list has an answer less than the client waits for. A method that does not exist is not answered either, so the client cannot tell a slow call from a misspelled one.
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

let runs = 0;
const other = new JSONRPCServer();
other.addMethod('add', ([left, right]) => { runs++; return left + right; });
const server = new jayson.Server({ add: ([left, right], done) => { runs++; done(null, left + right); } });
const request = (id, method = 'add') => `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":[1,2]}`;
const show = answer => answer ? JSON.stringify(answer).replace(/"message":"[^"]*"/g, '"message":"…"') : 'nothing';

(async () => {
  for (const [name, text] of Object.entries({ 'id 0': request(0), 'id null': request(null), 'no such method': request(null, 'sub'), 'batch of 7 and null': `[${request(7)},${request(null)}]` })) {
    runs = 0;
    console.log(`jayson: ${name}: ${show(await new Promise(done => server.call(text, (failure, answer) => done(failure || answer))))}, run ${runs} times`);
    runs = 0;
    console.log(`json-rpc-2.0: ${name}: ${show(await other.receiveJSON(text))}, run ${runs} times`);
  }
})();
JS
node probe.js | tee out
grep -qxF 'jayson: id 0: {"jsonrpc":"2.0","id":0,"result":3}, run 1 times' out
grep -qxF 'jayson: id null: nothing, run 1 times' out
grep -qxF 'jayson: no such method: nothing, run 0 times' out
grep -qxF 'jayson: batch of 7 and null: [{"jsonrpc":"2.0","id":7,"result":3}], run 2 times' out
grep -qxF 'json-rpc-2.0: id null: {"jsonrpc":"2.0","id":null,"result":3}, run 1 times' out
grep -qF 'json-rpc-2.0: no such method: {"jsonrpc":"2.0","id":null,"error":{"code":-32601,' out
echo "as described"
