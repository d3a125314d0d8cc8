// A note and, where the kind has them, an occurrence of every kind that Google's client knows. Enum values are names; the clients send numbers.
const version = (name) => ({ name, kind: 'NORMAL' });
const fingerprint = { v1Name: 'sha256:aaaa', v2Blob: ['sha256:bbbb', 'sha256:cccc'] };
const payload = Buffer.from('{"critical":{}}');

export const kinds = [
  {
    kind: 'VULNERABILITY',
    note: { vulnerability: { cvssScore: 7.5, severity: 'HIGH', details: [{ affectedCpeUri: 'cpe:/o:debian:debian_linux:12', affectedPackage: 'openssl', severityName: 'HIGH', fixedCpeUri: 'cpe:/o:debian:debian_linux:12', fixedPackage: 'openssl', fixedVersion: version('3.0.16') }] } },
    occurrence: {
      vulnerability: {
        severity: 'HIGH', effectiveSeverity: 'CRITICAL', cvssScore: 7.5, shortDescription: 'CVE-2026-1', fixAvailable: true,
        packageIssue: [{ affectedCpeUri: 'cpe:/o:debian:debian_linux:12', affectedPackage: 'openssl', affectedVersion: version('3.0.15'), fixedCpeUri: 'cpe:/o:debian:debian_linux:12', fixedPackage: 'openssl', fixedVersion: version('3.0.16'), fixAvailable: true }],
      },
    },
    change: { path: 'vulnerability.cvss_score', occurrence: { vulnerability: { cvssScore: 9.5 } }, check: (o) => Math.abs(o.vulnerability.cvssScore - 9.5) < 0.01 && o.vulnerability.packageIssue.length === 1 },
  },
  { kind: 'BUILD', note: { build: { builderVersion: '1.0' } }, occurrence: { build: { provenance: { id: 'build-1', projectId: 'p', commands: [{ name: 'make', args: ['all'] }], createTime: { seconds: 1760000000, nanos: 123000000 } }, provenanceBytes: 'e30=' } } },
  { kind: 'IMAGE', note: { image: { resourceUrl: 'https://registry.example/base@sha256:1', fingerprint } }, occurrence: { image: { fingerprint, distance: 2, layerInfo: [{ directive: 'COPY', arguments: '. .' }] } } },
  { kind: 'PACKAGE', note: { package: { name: 'zlib', distribution: [{ cpeUri: 'cpe:/o:debian:debian_linux:12', architecture: 'X86', latestVersion: version('1.3') }] } }, occurrence: { package: { location: [{ cpeUri: 'cpe:/o:debian:debian_linux:12', version: version('1.2.13'), path: '/usr/lib' }] } } },
  { kind: 'DEPLOYMENT', note: { deployment: { resourceUri: ['https://registry.example/app@sha256:1'] } }, occurrence: { deployment: { userEmail: 'ann@example.com', deployTime: { seconds: 1760000000 }, address: 'staging', platform: 'CUSTOM' } } },
  { kind: 'DISCOVERY', note: { discovery: { analysisKind: 'VULNERABILITY' } }, occurrence: { discovery: { continuousAnalysis: 'ACTIVE', analysisStatus: 'FINISHED_SUCCESS', lastScanTime: { seconds: 1760000000 } } } },
  { kind: 'ATTESTATION', note: { attestation: { hint: { humanReadableName: 'qa' } } }, occurrence: { attestation: { serializedPayload: payload, signatures: [{ signature: Buffer.from('sig'), publicKeyId: 'key-1' }] } } },
  { kind: 'UPGRADE', note: { upgrade: { package: 'openssl', version: version('3.0.16') } }, occurrence: { upgrade: { package: 'openssl', parsedVersion: version('3.0.16') } } },
  { kind: 'COMPLIANCE', note: { compliance: { title: 'Ensure /tmp is separate', cisBenchmark: { profileLevel: 1, severity: 'LOW' } } }, occurrence: { compliance: { nonCompliantFiles: [{ path: '/tmp', reason: 'not a mount' }], nonComplianceReason: 'shared' } } },
  { kind: 'DSSE_ATTESTATION', note: { dsseAttestation: { hint: { humanReadableName: 'builder' } } }, occurrence: { dsseAttestation: { envelope: { payload, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: Buffer.from('sig'), keyid: 'k' }] } } } },
  { kind: 'VULNERABILITY_ASSESSMENT', note: { vulnerabilityAssessment: { title: 'VEX', languageCode: 'en', publisher: { name: 'Shop', publisherNamespace: 'https://shop.example' }, product: { name: 'web', genericUri: 'https://registry.example/web' }, assessment: { vulnerabilityId: 'CVE-2026-1', state: 'NOT_AFFECTED', justification: { justificationType: 'COMPONENT_NOT_PRESENT' } } } } },
  { kind: 'SBOM_REFERENCE', note: { sbomReference: { format: 'spdx', version: '2.3' } }, occurrence: { sbomReference: { payload: { predicateType: 'https://spdx.dev/Document', subject: [{ name: 'app', digest: { sha256: 'ab' } }], predicate: { referrerId: 'gatehouse', location: 'gs://sboms/app.json', mimeType: 'application/spdx+json', digest: { sha256: 'cd' } } }, payloadType: 'application/vnd.in-toto+json', signatures: [{ sig: Buffer.from('sig'), keyid: 'k' }] } } },
  { kind: 'SECRET', note: { secret: {} }, occurrence: { secret: { kind: 'SECRET_KIND_GCP_SERVICE_ACCOUNT_KEY', locations: [{ fileLocation: { filePath: '/etc/key.json' } }], statuses: [{ status: 'VALID', message: 'works' }] } } },
];
