import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** How many prepared statements are kept; the product has a few hundred distinct ones. */
const statementCacheSize = 500;

/**
 * Kysely on better-sqlite3 with two differences to Kysely's own dialect: prepared statements are kept (preparing costs more than running a point
 * query), and a transaction begins IMMEDIATE, so that a second process waits at the start (busy timeout) and never fails in the middle.
 */
export function sqliteDialect(database: Database.Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => sqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function sqliteDriver(database: Database.Database): Driver {
  const connection = sqliteConnection(database);
  const run = async (sql: string) => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: () => (database.inTransaction ? run('rollback') : Promise.resolve()),
    releaseConnection: async () => {},
    destroy: async () => {
      database.close();
    },
  };
}

function sqliteConnection(database: Database.Database): DatabaseConnection {
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      if (statements.size >= statementCacheSize) statements.delete(statements.keys().next().value ?? '');
    } else {
      statements.delete(sql); // re-inserted below: the map's order is the order of last use
    }
    statements.set(sql, statement);
    return statement;
  };
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const statement = prepare(query.sql);
      if (statement.reader) return { rows: statement.all(query.parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(query.parameters);
      return { rows: [], insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error('streaming is not used on SQLite');
    },
  };
}
