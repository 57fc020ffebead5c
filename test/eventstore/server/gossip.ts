import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';

/** A node as the others of its cluster see it. */
export interface Member {
  readonly host: string;
  readonly port: number;
  /** `unknown` while a leader is elected. */
  readonly state: 'leader' | 'follower' | 'unknown';
  readonly alive: boolean;
}

const { LEADER, FOLLOWER, UNKNOWN } = MemberInfo.VNodeState;
const STATES = { leader: LEADER, follower: FOLLOWER, unknown: UNKNOWN } as const;

/** `Gossip.Read`: how a client finds the leader. */
export function clusterInfo(members: readonly Member[]): ClusterInfo {
  return new ClusterInfo().setMembersList(
    members.map(({ host, port, state, alive }) =>
      new MemberInfo()
        .setState(STATES[state])
        .setIsAlive(alive)
        .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
    ),
  );
}
