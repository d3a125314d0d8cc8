// Records a finding and lists the serious ones, with Google's own client.
//   npm install && node findings.mjs grpc|rest HOST PORT PROJECT [TOKEN]
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { GrafeasClient } = require('@google-cloud/grafeas').v1;
const [transport, host, port, project, token = ''] = process.argv.slice(2);
const headers = token ? { authorization: `Bearer ${token}` } : {};

// Stands in for google-auth-library, which would look for a Google account.
const auth = {
  universeDomain: 'googleapis.com',
  getUniverseDomain: async () => 'googleapis.com',
  getClient: async () => auth,
  getRequestHeaders: async () => new Headers(headers),
  fetch: (url, options = {}) =>
    fetch(url, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers ?? {})), ...headers }, body: options.body ?? options.data }),
};

const address = { apiEndpoint: host, servicePath: host, port: Number(port), auth };
const grpc = () => require(require.resolve('@grpc/grpc-js', { paths: [require.resolve('google-gax')] }));
// TLS: leave out sslCreds for gRPC, and say protocol: 'https' for REST.
const grafeas = new GrafeasClient(
  transport === 'grpc' ? { ...address, sslCreds: grpc().credentials.createInsecure() } : { ...address, fallback: true, protocol: 'http' },
);
const call = { autoPaginate: false, otherArgs: { headers } };

const parent = `projects/${project}`;
const noteName = `${parent}/notes/CVE-2026-0001`;
try {
  await grafeas.createNote({ parent, noteId: 'CVE-2026-0001', note: { shortDescription: 'Overflow in libsample', vulnerability: { severity: 'CRITICAL' } } }, call);
} catch (error) {
  if (error.code !== 6) throw error; // ALREADY_EXISTS
}

const issue = {
  affectedCpeUri: 'cpe:/o:debian:debian_linux:13', affectedPackage: 'libsample', affectedVersion: { kind: 'NORMAL', name: '1.0' },
  fixedCpeUri: 'cpe:/o:debian:debian_linux:13', fixedPackage: 'libsample', fixedVersion: { kind: 'NORMAL', name: '1.1' },
};
const resourceUri = `https://registry.example/sample@sha256:${'0'.repeat(64)}`;
const [created] = await grafeas.createOccurrence({ parent, occurrence: { resourceUri, noteName, vulnerability: { effectiveSeverity: 'CRITICAL', packageIssue: [issue] } } }, call);
console.log(`created ${created.name}`);

for await (const found of grafeas.listOccurrencesAsync({ parent, filter: 'kind="VULNERABILITY" AND vulnerability.effectiveSeverity>=HIGH' }, call)) {
  console.log(`${found.noteName.split('/').at(-1)} ${found.vulnerability.packageIssue[0].affectedPackage} ${found.resourceUri}`);
}

try {
  await grafeas.getNote({ name: `${parent}/notes/absent` }, call);
} catch (error) {
  console.log(`code ${error.code}: ${error.message}`);
}
