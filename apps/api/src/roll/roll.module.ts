import { Module } from '@nestjs/common';
import { AmendMemberHandler } from './amend-member/amend-member.handler';
import { AmendMemberMutation } from './amend-member/amend-member.mutation';
import { DelegatesQuery } from './delegates/delegates.query';
import { EnrolMembersHandler } from './enrol-members/enrol-members.handler';
import { EnrolMembersMutation } from './enrol-members/enrol-members.mutation';
import { Enrolments } from './enrolment/enrolments';
import { ForgetUnenrolled } from './enrolment/forget-unenrolled';
import { Turns } from './enrolment/turns';
import { ImportProgress } from './import-roll/import-progress';
import { ImportRollHandler } from './import-roll/import-roll.handler';
import { ImportRollMutation } from './import-roll/import-roll.mutation';
import { RollImportProgressedSubscription } from './import-roll/roll-import-progressed.subscription';
import { MemberResolver } from './member.resolver';
import { MembersQuery } from './members/members.query';
import { ReadmitMemberHandler } from './readmit-member/readmit-member.handler';
import { ReadmitMemberMutation } from './readmit-member/readmit-member.mutation';
import { RollRecordedResolver } from './roll-recorded.resolver';
import { StrikeMemberHandler } from './strike-member/strike-member.handler';
import { StrikeMemberMutation } from './strike-member/strike-member.mutation';

const handlers = [
  EnrolMembersHandler,
  AmendMemberHandler,
  StrikeMemberHandler,
  ReadmitMemberHandler,
  ImportRollHandler,
];
const mutations = [
  EnrolMembersMutation,
  AmendMemberMutation,
  StrikeMemberMutation,
  ReadmitMemberMutation,
  ImportRollMutation,
];
const views = [MembersQuery, DelegatesQuery, MemberResolver, RollRecordedResolver, RollImportProgressedSubscription];

/** Who may vote: the roll's deeds, its file import and its views. */
@Module({
  providers: [Enrolments, ForgetUnenrolled, Turns, ImportProgress, ...handlers, ...mutations, ...views],
  exports: [Turns],
})
export class RollModule {}
