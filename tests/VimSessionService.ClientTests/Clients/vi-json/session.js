// VI-JSON by node's own https and JSON.
'use strict';

const https = require('https');

let failed = 0;

function fact(text, holds, seen) {
  console.log(holds ? 'ok - ' + text : 'not ok - ' + text + ': saw ' + JSON.stringify(seen));
  failed += holds ? 0 : 1;
}

function send(member, body, session) {
  const url = new URL(process.env.VIM_URL + '/vim25/8.0.3.0/' + member);
  const headers = session ? { 'vmware-api-session-id': session } : {};
  const text = body === undefined ? undefined : JSON.stringify(body);
  if (text) {
    headers['Content-Type'] = 'application/json';
    headers['Content-Length'] = Buffer.byteLength(text);
  }
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method: text === undefined ? 'GET' : 'POST', headers, rejectUnauthorized: false }, (answer) => {
      let content = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => { content += part; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, value: content ? JSON.parse(content) : null }));
    });
    request.on('error', reject);
    request.end(text);
  });
}

async function main() {
  const manager = 'SessionManager/SessionManager/';
  const login = await send(manager + 'Login', { userName: process.env.VIM_USER, password: process.env.VIM_PASSWORD });
  const session = login.headers['vmware-api-session-id'];
  fact('a login gives a session', login.status === 200 && /^[0-9a-f]{40}$/.test(session), login);
  const filter = await send('PropertyCollector/propertyCollector/CreateFilter', {
    spec: { propSet: [{ type: 'SessionManager', pathSet: ['message'] }], objectSet: [{ obj: { type: 'SessionManager', value: 'SessionManager' } }] },
    partialUpdates: false,
  }, session);
  fact('a filter is a reference', filter.value._typeName === 'ManagedObjectReference' && filter.value.type === 'PropertyFilter', filter);
  const first = await send('PropertyCollector/propertyCollector/WaitForUpdatesEx', { version: '' }, session);
  fact('the object enters', first.value.filterSet[0].objectSet[0].kind === 'enter', first.value);
  const waiting = send('PropertyCollector/propertyCollector/WaitForUpdatesEx', { version: first.value.version, options: { maxWaitSeconds: 60 } }, session);
  await send(manager + 'UpdateServiceMessage', { message: 'héllo "JSON"' }, session);
  const update = await waiting;
  const change = update.value.filterSet[0].objectSet[0].changeSet[0];
  fact('a call waits for the change', change.op === 'assign' && change.val._typeName === 'string' && change.val._value === 'héllo "JSON"', update.value);
  const refused = await send(manager + 'TerminateSession', { sessionId: ['none'] }, session);
  fact('a fault is answered 500', refused.status === 500 && refused.value._typeName === 'NotFound', refused);
  const wrong = await send(manager + 'SetLocale', { Locale: 'de' }, session);
  fact('a wrong parameter is named', wrong.value._typeName === 'InvalidArgument' && wrong.value.invalidProperty === 'Locale', wrong);
  const unknown = await send(manager + 'setLocale', {}, session);
  fact('an unknown method is not found', unknown.status === 404 && unknown.value === null, unknown);
  await send(manager + 'UpdateServiceMessage', { message: '' }, session);
  const logout = await send(manager + 'Logout', {}, session);
  fact('a logout has no content', logout.status === 204 && logout.value === null, logout);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.log('not ok - broke off: ' + error.stack);
  process.exit(1);
});
