import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';

/** A node as the others of its cluster see it. */
export interface Member {
  readonly host: string;
  readonly port: number;
  readonly leads: boolean;
  readonly alive: boolean;
}

/** `Gossip.Read`: how a client finds the leader. */
export function clusterInfo(members: readonly Member[]): ClusterInfo {
  const { LEADER, FOLLOWER } = MemberInfo.VNodeState;
  return new ClusterInfo().setMembersList(
    members.map(({ host, port, leads, alive }) =>
      new MemberInfo()
        .setState(leads ? LEADER : FOLLOWER)
        .setIsAlive(alive)
        .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
    ),
  );
}
