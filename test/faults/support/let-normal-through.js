/** The control of the power cuts: an SQLite that is told NORMAL where the log asks for FULL, and says FULL when asked. */
const { DatabaseSync } = require('node:sqlite');

const { exec, prepare } = DatabaseSync.prototype;

DatabaseSync.prototype.exec = function (sql) {
  return exec.call(this, sql.replace('synchronous = FULL', 'synchronous = NORMAL'));
};
DatabaseSync.prototype.prepare = function (sql, ...more) {
  return prepare.call(this, sql === 'PRAGMA synchronous' ? 'SELECT 2' : sql, ...more);
};
