/** How facts are proven: trees, signed heads, files to keep, and the auditor's checks. */
export { ProofMalformed } from './malformed';
export { EMPTY_ROOT, HASH_BYTES, sameHash } from './merkle/hashing';
export { TileTree, TILE_WIDTH, type LeafHashes } from './merkle/tile-tree';
export { provesConsistency, provesInclusion, type TreeHead } from './merkle/verify';
export { base64 } from './note/base64';
export {
  checkpointText,
  isOfAnotherKey,
  logSignatureOf,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type SignatureState,
} from './note/checkpoint';
export { cosign, cosignatureOf, wrongLinesOf, type Cosignature, type WitnessRefusal } from './note/cosignature';
export {
  isEndorsed,
  KEY_ROTATED,
  parseRotation,
  rotationText,
  signRotation,
  type KeyRotation,
  type KeyRotationData,
} from './note/key-rotation';
export { isSameKey, LogKeys, type KeyPeriod } from './note/log-keys';
export { KeyKind, SignerKey, VerifierKey } from './note/note-key';
export { meetsPolicy, parsePolicy, type TrustPolicy } from './note/policy';
export { BETWEEN_NOTES, everyNoteIn, formatNote, notesIn, parseNote } from './note/signed-note';
export { formatProof, MAX_PROOF_BYTES, parseProof, provesLeaf, type TlogProof } from './note/tlog-proof';
export { CHECKPOINT_FILE, KEY_FILE, TiledLog } from './tiles/tiled-log';
export { writeTiledLog } from './tiles/write-tiled-log';
export { type Envelope, envelopeOf } from './audit/envelope-form';
export { type Finding, type LogRule, shown } from './audit/finding';
export { type ClaimedHead } from './audit/head-checks';
export { KeyChain } from './audit/key-chain';
export { type AuditedEntry, LogAudit } from './audit/log-audit';
export { SqliteSuspect } from './audit/sqlite-suspect';
export { isFinding, type SuspectEntry, type SuspectLog } from './audit/suspect-log';
export { TiledSuspect } from './audit/tiled-suspect';
