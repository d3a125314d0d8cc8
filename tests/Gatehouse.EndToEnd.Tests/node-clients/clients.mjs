// Drives a running server with @google-cloud/grafeas and @google-cloud/containeranalysis over one transport. Prints a line for each check: "ok NAME" or "not ok NAME: why".
//   node clients.mjs grpc|rest HOST PORT TOKEN PROJECT
import { createRequire } from 'node:module';
import { kinds } from './kinds.mjs';

const require = createRequire(import.meta.url);
const { GrafeasClient } = require('@google-cloud/grafeas').v1;
const { ContainerAnalysisClient } = require('@google-cloud/containeranalysis').v1;
const [transport, host, port, token, project] = process.argv.slice(2);
const parent = `projects/${project}`;
const headers = { authorization: `Bearer ${token}` };
const call = { otherArgs: { headers } };

// What the clients need of google-auth-library when there is no Google account.
const auth = {
  universeDomain: 'googleapis.com',
  getUniverseDomain: async () => 'googleapis.com',
  getClient: async () => auth,
  getRequestHeaders: async () => new Headers(headers),
  fetch: async (url, options = {}) => {
    const response = await fetch(url, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers ?? {})), ...headers }, body: options.body ?? options.data });
    return response;
  },
  request: async (options) => {
    const response = await fetch(options.url, { method: options.method, headers: { ...options.headers, ...headers }, body: options.data ?? options.body });
    return { data: await response.text(), status: response.status };
  },
};

function create(Client) {
  if (transport === 'grpc') {
    const grpcOfClient = require(require.resolve('@grpc/grpc-js', { paths: [require.resolve('google-gax')] }));
    return new Client({ servicePath: host, apiEndpoint: host, port: Number(port), sslCreds: grpcOfClient.credentials.createInsecure(), auth });
  }
  return new Client({ fallback: true, protocol: 'http', apiEndpoint: host, servicePath: host, port: Number(port), auth });
}

const grafeas = create(GrafeasClient);
const analysis = create(ContainerAnalysisClient);
let failures = 0;

async function check(name, run) {
  try {
    const result = await run();
    if (result === false) throw new Error('came out otherwise');
    console.log(`ok ${name}`);
  } catch (error) {
    failures++;
    console.log(`not ok ${name}: ${String(error?.message ?? error).replaceAll('\n', ' ')}`);
  }
}

// The status codes that the clients read from errors.
const codes = { INVALID_ARGUMENT: 3, NOT_FOUND: 5, ALREADY_EXISTS: 6, FAILED_PRECONDITION: 9, ABORTED: 10 };

async function fails(code, run) {
  try {
    await run();
  } catch (error) {
    if (error.code === codes[code]) return true;
    throw new Error(`failed with ${error.code} (${error.message}), expected ${code}`);
  }
  throw new Error(`came through, expected ${code}`);
}

const equalsKind = (actual, kind) => actual === kind || actual === kinds.findIndex((k) => k.kind === kind) + 1;

for (const { kind, note, occurrence, change } of kinds) {
  const id = `${transport}-${kind.toLowerCase().replaceAll('_', '-')}`;
  const noteName = `${parent}/notes/${id}`;
  const resourceUri = `https://registry.example/${id}@sha256:${'a'.repeat(64)}`;
  await check(`${kind} CreateNote`, async () => {
    const [created] = await grafeas.createNote({ parent, noteId: id, note: { shortDescription: `a ${kind}`, ...note } }, call);
    return created.name === noteName && equalsKind(created.kind, kind);
  });
  await check(`${kind} CreateNote again is ALREADY_EXISTS`, () => fails('ALREADY_EXISTS', () => grafeas.createNote({ parent, noteId: id, note }, call)));
  await check(`${kind} GetNote`, async () => {
    const [found] = await grafeas.getNote({ name: noteName }, call);
    return found.shortDescription === `a ${kind}` && found.type === Object.keys(note)[0];
  });
  await check(`${kind} UpdateNote changes only what the mask names`, async () => {
    const [updated] = await grafeas.updateNote({ name: noteName, note: { longDescription: 'changed', shortDescription: 'ignored' }, updateMask: { paths: ['long_description'] } }, call);
    return updated.longDescription === 'changed' && updated.shortDescription === `a ${kind}` && updated.type === Object.keys(note)[0];
  });
  if (!occurrence) continue;

  let name;
  await check(`${kind} CreateOccurrence`, async () => {
    const [created] = await grafeas.createOccurrence({ parent, occurrence: { resourceUri, noteName, ...occurrence } }, call);
    name = created.name;
    return created.noteName === noteName && equalsKind(created.kind, kind) && created.details === Object.keys(occurrence)[0];
  });
  await check(`${kind} GetOccurrence`, async () => (await grafeas.getOccurrence({ name }, call))[0].resourceUri === resourceUri);
  await check(`${kind} GetOccurrenceNote`, async () => (await grafeas.getOccurrenceNote({ name }, call))[0].name === noteName);
  await check(`${kind} ListOccurrences by kind and resource`, async () => {
    const [found] = await grafeas.listOccurrences({ parent, filter: `kind="${kind}" AND resourceUrl="${resourceUri}"` }, call);
    return found.length === 1 && found[0].name === name;
  });
  await check(`${kind} ListNoteOccurrences`, async () => (await grafeas.listNoteOccurrences({ name: noteName }, call))[0].length === 1);
  await check(`${kind} UpdateOccurrence`, async () => {
    const request = change
      ? { name, occurrence: change.occurrence, updateMask: { paths: [change.path] } }
      : { name, occurrence: { remediation: 'do' }, updateMask: { paths: ['remediation'] } };
    const [updated] = await grafeas.updateOccurrence(request, call);
    return updated.noteName === noteName && updated.resourceUri === resourceUri && (change ? change.check(updated) : updated.remediation === 'do');
  });
  await check(`${kind} BatchCreateOccurrences`, async () => {
    const item = { resourceUri: `${resourceUri}-batch`, noteName, ...occurrence };
    const [created] = await grafeas.batchCreateOccurrences({ parent, occurrences: [item, item, item] }, call);
    return created.occurrences.length === 3 && new Set(created.occurrences.map((o) => o.name)).size === 3;
  });
  await check(`${kind} DeleteNote in use is FAILED_PRECONDITION`, () => fails('FAILED_PRECONDITION', () => grafeas.deleteNote({ name: noteName }, call)));
  await check(`${kind} DeleteOccurrence`, async () => {
    await grafeas.deleteOccurrence({ name }, call);
    return fails('NOT_FOUND', () => grafeas.getOccurrence({ name }, call));
  });
}

await check('BatchCreateNotes', async () => {
  const notes = Object.fromEntries(kinds.map(({ kind, note }) => [`${transport}-batch-${kind.toLowerCase()}`, note]));
  const [created] = await grafeas.batchCreateNotes({ parent, notes }, call);
  return created.notes.length === kinds.length;
});
await check('BatchCreateNotes is all or nothing', async () => {
  const notes = { [`${transport}-atomic`]: kinds[0].note, [`${transport}-batch-build`]: kinds[1].note };
  await fails('ALREADY_EXISTS', () => grafeas.batchCreateNotes({ parent, notes }, call));
  return fails('NOT_FOUND', () => grafeas.getNote({ name: `${parent}/notes/${transport}-atomic` }, call));
});
await check('ListNotes pages to the end, each note once', async () => {
  const names = [];
  for await (const note of grafeas.listNotesAsync({ parent, pageSize: 3, filter: `has_prefix(noteId, "${transport}-")` }, call)) names.push(note.name);
  return names.length === 2 * kinds.length && new Set(names).size === names.length;
});
await check('a malformed filter is INVALID_ARGUMENT', () => fails('INVALID_ARGUMENT', () => grafeas.listNotes({ parent, filter: 'kind=' }, call)));
await check('a page token from elsewhere is INVALID_ARGUMENT', () => fails('INVALID_ARGUMENT', () => grafeas.listNotes({ parent, pageToken: '99999' }, { ...call, autoPaginate: false })));
await check('a missing note is NOT_FOUND', () => fails('NOT_FOUND', () => grafeas.getNote({ name: `${parent}/notes/absent` }, call)));

await check('GetVulnerabilityOccurrencesSummary', async () => {
  const [summary] = await analysis.getVulnerabilityOccurrencesSummary({ parent, filter: `has_prefix(resourceUrl, "https://registry.example/${transport}-vulnerability")` }, call);
  const critical = summary.counts.find((c) => c.severity === 'CRITICAL' || c.severity === 5);
  const total = summary.counts.find((c) => c.severity === 'SEVERITY_UNSPECIFIED' || c.severity === 0);
  return Number(critical.totalCount) === 3 && Number(critical.fixableCount) === 3 && Number(total.totalCount) === 3;
});
const resource = `${parent}/notes/${transport}-attestation`;
const binding = { role: 'roles/containeranalysis.notes.attacher', members: ['serviceAccount:ci@example.com'] };
let etag;
await check('SetIamPolicy', async () => {
  const [policy] = await analysis.setIamPolicy({ resource, policy: { bindings: [binding] } }, call);
  etag = policy.etag;
  return policy.bindings.length === 1 && policy.etag.length > 0;
});
await check('GetIamPolicy', async () => {
  const [policy] = await analysis.getIamPolicy({ resource }, call);
  return policy.bindings[0].role === binding.role && policy.bindings[0].members[0] === binding.members[0];
});
await check('SetIamPolicy with a stale etag is ABORTED', async () => {
  await analysis.setIamPolicy({ resource, policy: { bindings: [], etag } }, call);
  return fails('ABORTED', () => analysis.setIamPolicy({ resource, policy: { bindings: [binding], etag } }, call));
});
await check('TestIamPermissions', async () => {
  const permissions = ['containeranalysis.notes.get', 'containeranalysis.notes.attachOccurrence'];
  const [granted] = await analysis.testIamPermissions({ resource, permissions }, call);
  return granted.permissions.length === 2;
});
process.exit(failures === 0 ? 0 : 1);
