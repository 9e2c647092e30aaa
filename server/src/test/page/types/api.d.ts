/** What the server answers; openapi.yaml describes it. */
interface Session {
  name: string;
  role: 'viewer' | 'operator' | 'admin';
  how: 'local' | 'session' | 'token' | 'legacy_open' | 'nobody';
  csrfToken: string | null;
}
interface Gap {
  from: string;
  to: string | null;
  cause: string;
  detail: string;
}
interface Source {
  name: string;
  zone: string;
  state: string;
  since: string | null;
  detail: string | null;
  format: string | null;
  file: string | null;
  title: string | null;
  failures: number;
  segments: number;
  bytes: number;
  seconds: number;
  /** How much its clock runs faster than the server's, in parts per million. */
  driftPpm: number | null;
  first: string | null;
  last: string | null;
  openGap: Gap | null;
  levels: { peaks: (number | null)[]; shortTerm: number | null; conditions: string[] } | null;
  analysis: { behind: number; seconds: number; unmeasurable: number; complete: boolean } | null;
}
/** As events tell it: what the recorder itself says. */
interface LiveSource {
  name: string;
  state: string;
  since: string | null;
  detail: string | null;
  format: string | null;
  file: string | null;
  title: string | null;
  failures: number;
  segments: number;
  bytes: number;
}
interface Recording {
  id: string;
  source: string;
  start: string;
  end: string | null;
  seconds: number | null;
  samples: number | null;
  rate: number;
  channels: number;
  codec: string;
  bytes: number;
  file: string;
  state: 'recording' | 'sealed' | 'trashed' | 'deleted' | 'removedOutside';
  startFrom: string;
  pinned: boolean;
  estimated: boolean;
  /** The share that the caller has reviewed, 0 to 1; only where it was asked for. */
  reviewed?: number;
}
interface Section {
  from: string;
  to: string;
  start: number;
  end: number;
  score: number;
  peakDbfs: number | null;
  noiseDbfs: number;
}
interface Sections {
  source: string;
  from: string;
  to: string;
  margin: number;
  minGap: number;
  minDuration: number;
  sections: Section[];
  unmeasured: { id: string; reason: string }[];
}
/** What a person recorded by pressing Record: a named span of a source's timeline. */
interface Take {
  id: string;
  source: string;
  name: string;
  note: string;
  /** null as long as nothing has come yet. */
  from: string | null;
  to: string | null;
  requestedAt: string;
  preRoll: number;
  recorded: number;
  state: 'running' | 'kept' | 'too short' | 'empty' | 'failed';
  marks: { at: string; label: string }[];
  files: string[];
  by: string;
  startedBy: 'person' | 'schedule' | 'level' | 'libretime';
}
interface Show {
  instance: number;
  name: string;
  from: string;
  to: string;
  recorded: boolean;
}
interface StationInput {
  connected: 'yes' | 'no' | 'unknown';
  onAir: 'yes' | 'no' | 'unknown';
}
interface OnAir {
  configured: boolean;
  station: string | null;
  lamp: 'on' | 'off' | 'should be on' | 'unknown';
  since: string | null;
  current: Show[];
  next: Show[];
  track: { name: string; type: string; from: string | null; to: string | null } | null;
  inputs: {
    main: StationInput;
    show: StationInput;
    schedule: 'yes' | 'no' | 'unknown';
    switchable: boolean;
    why: string | null;
  };
  reach: { answers: 'yes' | 'no' | 'unknown'; since: string | null; trouble: string | null };
  plan: { read: string | null; from: string | null; shows: number; trouble: string | null };
  calls: { name: string; answers: boolean; why: string | null }[];
}
interface StudioSource {
  name: string;
  mode: 'manual' | 'continuous';
  state: 'idle' | 'connecting' | 'recording' | 'lost' | 'stopping';
  since: string | null;
  preRoll: number | null;
  lease: { holder: string; version: number; since: string; expires: string } | null;
  request: { holder: string; since: string; takeOverAt: string } | null;
  /** That goes on; else it may be the last one. */
  take: Take | null;
  limits: { min: number | null; max: number | null };
}
