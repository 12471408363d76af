// Node's https by REST.
'use strict';

const https = require('https');

let failed = 0;

function same(text, seen, expected) {
  const holds = JSON.stringify(seen) === JSON.stringify(expected);
  failed += holds ? 0 : 1;
  console.log(holds ? `ok - ${text}` : `not ok - ${text}: saw ${JSON.stringify([seen, 'instead of', expected])}`);
}

function send(method, path, headers) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: process.env.VIM_HOST, port: process.env.VIM_PORT, method, path, headers, rejectUnauthorized: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => { text += part; });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    request.on('error', reject);
    request.end();
  });
}

async function main() {
  const credentials = Buffer.from(`${process.env.VIM_USER}:${process.env.VIM_PASSWORD}`).toString('base64');
  const created = await send('POST', '/api/session', { Authorization: `Basic ${credentials}` });
  same('a session is made', created.status, 201);
  const header = { 'vmware-api-session-id': JSON.parse(created.text) };
  same('and shown', Object.keys(JSON.parse((await send('GET', '/api/session', header)).text)), ['user', 'created_time', 'last_accessed_time']);
  same('and ended', (await send('DELETE', '/api/session', header)).status, 204);
  same('and is no more', JSON.parse((await send('GET', '/api/session', header)).text).error_type, 'UNAUTHENTICATED');
  process.exit(failed === 0 ? 0 : 1);
}

main();
