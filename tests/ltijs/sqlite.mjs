// What Sequelize asks of the package sqlite3, of SQLite as WebAssembly in memory:
// nothing has to be compiled.
import { createRequire } from 'node:module'

const engine = await createRequire(import.meta.url)('sql.js')()

/* Parameters by name keep their $; nothing else is renamed. */
const bound = given => Array.isArray(given) ? given
	: Object.fromEntries(Object.entries(given ?? {})
		.map(([name, value]) => [name.replace(/^\$?/, '$'), value]))

class Statement {
	constructor(lastID, changes) {
		this.lastID = lastID
		this.changes = changes
	}
}

class Database {
	constructor(filename, mode, done) {
		this.filename = ':memory:'
		this.db = new engine.Database()
		queueMicrotask(() => done(null))
	}

	serialize(run) {
		run()
	}

	ask(sql, given, done, read) {
		if (typeof given === 'function')
			[given, done] = [[], given]
		let rows, error = null

		try {
			const statement = this.db.prepare(sql)

			try {
				statement.bind(bound(given))
				rows = []
				while (statement.step())
					rows.push(statement.getAsObject())
			} finally {
				statement.free()
			}
		} catch (e) {
			error = Object.assign(e, { code: /constraint/i.test(e.message)
				? 'SQLITE_CONSTRAINT' : 'SQLITE_ERROR' })
		}
		const [[lastID]] = this.db.exec('SELECT last_insert_rowid()')[0].values

		done?.call(new Statement(lastID, this.db.getRowsModified()), error,
			read ? rows : undefined)
		return this
	}

	run(sql, given, done) {
		return this.ask(sql, given, done, false)
	}

	all(sql, given, done) {
		return this.ask(sql, given, done, true)
	}

	close(done) {
		this.db.close()
		done?.(null)
	}
}

export default { Database, OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 }
