import { type } from '../../../apps/cli/src/typed.fixture';

/**
 * The main program of a child process: `plenum ARGS...` as often as it is asked, since a process for each of a million questions would spend
 * its time starting. Whatever nobody caught ends it, as it would end the command.
 */
process.on('message', (args: readonly string[]) => {
  void type(args).then((typed) => process.send!(typed));
});
process.on('disconnect', () => process.exit());
process.send!('ready');
