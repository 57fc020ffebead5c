import { Module } from '@nestjs/common';
import { AdoptCharterHandler } from './adopt-charter/adopt-charter.handler';
import { AdoptCharterMutation } from './adopt-charter/adopt-charter.mutation';
import { AssemblyQuery, AssemblyRecordedResolver } from './assembly/assembly.query';
import { FoundAssemblyHandler } from './found-assembly/found-assembly.handler';
import { FoundAssemblyMutation } from './found-assembly/found-assembly.mutation';
import { PresetQuery } from './presets/preset.query';

@Module({
  providers: [
    AdoptCharterHandler,
    AdoptCharterMutation,
    AssemblyQuery,
    AssemblyRecordedResolver,
    FoundAssemblyHandler,
    FoundAssemblyMutation,
    PresetQuery,
  ],
})
export class AssembliesModule {}
