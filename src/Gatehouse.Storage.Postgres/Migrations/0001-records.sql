-- Revisions: the row is locked by every writing transaction for its whole length, so the order of commits is the order of revisions.
CREATE TABLE clock (
    single   boolean PRIMARY KEY DEFAULT true CHECK (single),
    revision bigint NOT NULL,
    trimmed  bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO clock (revision, trimmed) VALUES (0, 0);

-- One row for each writing transaction: tells a replica that lost its connection during COMMIT whether the commit took place.
CREATE TABLE commit_id (
    id          uuid PRIMARY KEY,
    create_time timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE request (
    key         bytea PRIMARY KEY,  -- SHA-256 of principal and id
    fingerprint text COLLATE "C" NOT NULL,
    names       text[] NOT NULL,
    ticks       bigint NOT NULL     -- 100 ns since 0001-01-01T00:00:00Z, as all columns of this name
);

CREATE TABLE project (
    project  text COLLATE "C" PRIMARY KEY,
    ticks    bigint NOT NULL,
    sequence bigint NOT NULL UNIQUE
);

-- Times of messages are numeric: nanoseconds since 1970, which over the years 1 to 9999 do not fit a bigint.
CREATE TABLE note (
    project     text COLLATE "C" NOT NULL,
    location    text COLLATE "C" NOT NULL,
    id          text COLLATE "C" NOT NULL,
    kind        integer NOT NULL,
    create_time numeric,
    update_time numeric,
    severity    integer,
    cvss_score  double precision,
    sequence    bigint NOT NULL,
    revision    bigint NOT NULL,
    message     bytea NOT NULL,
    PRIMARY KEY (project, location, id)
);

CREATE INDEX note_sequence ON note (sequence);
CREATE INDEX note_project_sequence ON note (project, sequence);
CREATE INDEX note_project_kind ON note (project, kind, sequence);
CREATE INDEX note_project_id ON note (project, id, sequence);
CREATE INDEX note_project_severity ON note (project, severity NULLS FIRST, sequence);
CREATE INDEX note_project_cvss_score ON note (project, cvss_score NULLS FIRST, sequence);
CREATE INDEX note_project_create_time ON note (project, create_time NULLS FIRST, sequence);
CREATE INDEX note_project_update_time ON note (project, update_time NULLS FIRST, sequence);

-- resource_key is the start of resource_uri: an index row holds at most 2,704 bytes, a URI may be longer.
CREATE TABLE occurrence (
    project            text COLLATE "C" NOT NULL,
    location           text COLLATE "C" NOT NULL,
    id                 text COLLATE "C" NOT NULL,
    note_project       text COLLATE "C" NOT NULL,
    note_location      text COLLATE "C" NOT NULL,
    note_id            text COLLATE "C" NOT NULL,
    note_name          text COLLATE "C" NOT NULL,
    kind               integer NOT NULL,
    resource_key       text COLLATE "C" NOT NULL,
    resource_uri       text COLLATE "C" NOT NULL,
    create_time        numeric,
    update_time        numeric,
    severity           integer,
    effective_severity integer,
    cvss_score         double precision,
    fix_available      boolean,
    sequence           bigint NOT NULL,
    revision           bigint NOT NULL,
    message            bytea NOT NULL,
    PRIMARY KEY (project, location, id)
);

CREATE INDEX occurrence_sequence ON occurrence (sequence);
CREATE INDEX occurrence_project_sequence ON occurrence (project, sequence);
CREATE INDEX occurrence_project_resource ON occurrence (project, resource_key, kind, sequence);
CREATE INDEX occurrence_note ON occurrence (note_project, note_location, note_id, sequence);
CREATE INDEX occurrence_project_kind ON occurrence (project, kind, sequence);
CREATE INDEX occurrence_project_id ON occurrence (project, id, sequence);
CREATE INDEX occurrence_project_effective_severity ON occurrence (project, effective_severity NULLS FIRST, sequence);
CREATE INDEX occurrence_project_cvss_score ON occurrence (project, cvss_score NULLS FIRST, sequence);
CREATE INDEX occurrence_project_create_time ON occurrence (project, create_time NULLS FIRST, sequence);
CREATE INDEX occurrence_project_update_time ON occurrence (project, update_time NULLS FIRST, sequence);

-- Small state of the server and of single records; found by collection and key, whatever the project.
CREATE TABLE document (
    collection text COLLATE "C" NOT NULL,
    key        text COLLATE "C" NOT NULL,
    revision   bigint NOT NULL,
    content    bytea NOT NULL,
    PRIMARY KEY (collection, key)
);

CREATE INDEX document_key ON document (key);

-- resource_key is exact here: the canonical URI, or its start and its SHA-256 where it is long.
CREATE TABLE change (
    project      text COLLATE "C" NOT NULL,
    revision     bigint NOT NULL,
    ticks        bigint NOT NULL,
    type         smallint NOT NULL,
    collection   text COLLATE "C" NOT NULL,
    name         text COLLATE "C" NOT NULL,
    kind         integer NOT NULL,
    resource_key text COLLATE "C" NOT NULL,
    resource_uri text COLLATE "C" NOT NULL,
    principal    text COLLATE "C" NOT NULL,
    address      text COLLATE "C" NOT NULL,
    action       text COLLATE "C" NOT NULL,
    PRIMARY KEY (project, revision)
);

CREATE INDEX change_revision ON change (revision);
CREATE INDEX change_resource ON change (resource_key, revision) WHERE resource_key <> '';

CREATE TABLE refusal (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticks     bigint NOT NULL,
    principal text COLLATE "C" NOT NULL,
    address   text COLLATE "C" NOT NULL,
    action    text COLLATE "C" NOT NULL,
    resource  text COLLATE "C" NOT NULL,
    outcome   text COLLATE "C" NOT NULL,
    reason    text COLLATE "C" NOT NULL
);
