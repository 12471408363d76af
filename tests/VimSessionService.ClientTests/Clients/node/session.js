// npm's soap on the WSDL that the service serves.
'use strict';

const https = require('https');
const soap = require('soap');

const URL_ = process.env.VIM_URL;
const WRONG_LOGIN = 'Cannot complete login due to an incorrect user name or password.';
const NOT_AUTHENTICATED = 'The session is not authenticated.';
let failed = 0;

function fact(text, holds, seen) {
  failed += holds ? 0 : 1;
  console.log(holds ? `ok - ${text}` : `not ok - ${text}: saw ${JSON.stringify(seen)}`);
}

function same(text, seen, expected) {
  fact(text, JSON.stringify(seen) === JSON.stringify(expected), [seen, 'instead of', expected]);
}

const moref = (type, value) => ({ attributes: { type }, $value: value });
const INSTANCE = moref('ServiceInstance', 'ServiceInstance');
const MANAGER = moref('SessionManager', 'SessionManager');

async function call(client, method, parameters) {
  const [result] = await client[`${method}Async`](parameters);
  return result ? result.returnval : undefined;
}

/** The fault of a call as [text, name of the detail element, detail]. */
async function fault(promise) {
  try {
    await promise;
    return [];
  } catch (error) {
    const seen = error.root && error.root.Envelope.Body.Fault;
    if (!seen) throw error;
    const [name, detail] = Object.entries(seen.detail || {})[0] || [];
    return [seen.faultstring, name, detail];
  }
}

const read = (client, object, paths) => call(client, 'RetrievePropertiesEx', {
  _this: moref('PropertyCollector', 'propertyCollector'),
  specSet: [{
    propSet: [{ type: object.attributes.type, all: paths.length === 0, pathSet: paths }],
    objectSet: [{ obj: object, skip: false }],
  }],
  options: {},
});

async function main() {
  const httpsAgent = new https.Agent({ rejectUnauthorized: false, keepAlive: true });
  const client = await soap.createClientAsync(`${URL_}/vimService.wsdl`, { wsdl_options: { httpsAgent } }, URL_);
  client.setSecurity({ addOptions: (options) => Object.assign(options, { httpsAgent }) });
  fact('the WSDL declares the operations', typeof client.Login === 'function' && typeof client.RetrievePropertiesEx === 'function');

  const content = await call(client, 'RetrieveServiceContent', { _this: INSTANCE });
  same('RetrieveServiceContent answers the content', content.about.apiType, 'VirtualCenter');
  same('a reference has its type', [content.sessionManager.attributes.type, content.sessionManager.$value], ['SessionManager', 'SessionManager']);

  const credentials = { _this: MANAGER, userName: process.env.VIM_USER, password: process.env.VIM_PASSWORD };
  same('a wrong password is InvalidLoginFault in the words of a vCenter',
    (await fault(call(client, 'Login', { ...credentials, password: 'wrong' }))).slice(0, 2), [WRONG_LOGIN, 'InvalidLoginFault']);
  const early = await fault(call(client, 'CurrentTime', { _this: INSTANCE }));
  same('a call without a session is NotAuthenticatedFault in the words of a vCenter', early.slice(0, 2), [NOT_AUTHENTICATED, 'NotAuthenticatedFault']);
  same('it names the privilege', early[2] && early[2].privilegeId, 'System.View');

  const session = await call(client, 'Login', credentials);
  fact('Login answers a UserSession', /^52[0-9a-f]{6}-/.test(session.key), session);
  same('its user is who logged in', session.userName, process.env.VIM_SHOWN_USER);
  fact('its times are times', session.loginTime instanceof Date && session.lastActiveTime instanceof Date, session);
  const [cookie] = client.lastResponseHeaders['set-cookie'] || [''];
  fact('one cookie is set', /^vmware_soap_session="[0-9a-f]{40}"; /.test(cookie), client.lastResponseHeaders);
  client.addHttpHeader('Cookie', cookie.split(';')[0]);

  same('SessionIsActive is true', await call(client, 'SessionIsActive', { _this: MANAGER, sessionID: session.key, userName: session.userName }), true);
  const time = await call(client, 'CurrentTime', { _this: INSTANCE });
  fact('CurrentTime is a time', Math.abs(new Date(time) - Date.now()) < 60000, time);

  const all = (await read(client, MANAGER, [])).objects[0];
  const values = Object.fromEntries(all.propSet.map((p) => [p.name, p.val]));
  same('currentSession is read', values.currentSession && values.currentSession.key, session.key);
  fact('sessionList is read', [].concat((values.sessionList || {}).UserSession).some((s) => s && s.key === session.key), values.sessionList);
  fact('messageLocaleList is read', JSON.stringify(values.messageLocaleList).includes('zh_CN'), values.messageLocaleList);
  const unknown = await fault(read(client, MANAGER, ['nonesuch']));
  same('an unknown path is InvalidPropertyFault that names it', [unknown[1], unknown[2] && unknown[2].name], ['InvalidPropertyFault', 'nonesuch']);

  await call(client, 'Logout', { _this: MANAGER });
  const after = (await read(client, MANAGER, [])).objects[0];
  same('after Logout, what needs a session is missing', after.missingSet.map((m) => m.path).sort(), ['message', 'sessionList']);
}

main().catch((error) => {
  failed += 1;
  console.log(`not ok - broke off: ${error.stack || error}`);
}).finally(() => process.exit(failed === 0 ? 0 : 1));
