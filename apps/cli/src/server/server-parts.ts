/**
 * The one door from the command to the server's code: its keys, its snapshots, its presets and how it writes ids. None of it starts a
 * server; only the demo does that, in `demo/private-server.ts`.
 */
export { diskFailureOf, type DiskFailure } from '../../../api/src/platform/disk-failure';
export { NameRegistry } from '../../../api/src/platform/name-registry';
export { parseGlobalId, globalId, type NodeKind } from '../../../api/src/platform/graphql/global-id';
export { isRole, roles, SERVER_AUDIENCE, type Role } from '../../../api/src/platform/access/roles';
export { startWorker } from '../../../api/src/platform/start-worker';
export { Snapshots } from '../../../api/src/platform/snapshots';
export { Tokens } from '../../../api/src/platform/access/tokens';
export { presets, presetCalled, type Preset } from '../../../api/src/assemblies/presets/presets';
export { keysInLog } from '../../../api/src/proof/heads/keys-in-log';
export { endRotation, nextKeyFile, signingKeyFile, verifierKeyFile } from '../../../api/src/proof/heads/log-key';
export { rotateLogKey, type Rotated } from '../../../api/src/proof/key-rotation/rotate-log-key';
