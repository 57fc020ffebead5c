import type { Editor } from '@plenum/domain';
import type { Viewer } from '../platform/access/roles';

export function editorFrom({ memberId, roles }: Viewer): Editor {
  return { chairs: roles.has('chair'), ...(memberId === undefined ? {} : { memberId }) };
}
