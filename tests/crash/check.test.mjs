// `balai check`: whatever bit turns over, it is found, and said whose it is.
//
// BALAI_TEST_POSTGRES names an empty database; without it SQLite alone is tried.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync,
	renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { scorm12 } from '../http/lib.mjs'
import { bin } from '../lib/server.mjs'
import { chance } from './chance.mjs'

const postgres = process.env.BALAI_TEST_POSTGRES
const seed = Number(process.env.BALAI_SEED) || Date.now() % 1e9
const random = chance(seed)

let data

const balai = (args, lang = 'en_US', database = []) => {
	const ran = spawnSync(bin, [args[0], '--data', data, ...database,
		...args.slice(1)], {
		encoding: 'utf8', env: { PATH: process.env.PATH, LANG: lang },
	})

	return { code: ran.status, said: ran.stdout, errors: ran.stderr }
}

// Left in the log: what another program writes home has no sums.
const sql = text => execFileSync('sqlite3', ['-cmd',
	'.dbconfig no_ckpt_on_close on', join(data, 'balai.db'), text],
	{ encoding: 'utf8' })

const blobs = () => readdirSync(join(data, 'blobs'), { recursive: true })
	.map(name => join(data, 'blobs', name))
	.filter(name => /[0-9a-f]{64}(\.gz|\.br)?$/.test(name))

// Turn one bit of a file, ask, and turn it back.
function flipped(file, at, bit, ask) {
	const bytes = readFileSync(file)

	bytes[at] ^= 1 << bit
	writeFileSync(file, bytes)
	try {
		return ask()
	} finally {
		bytes[at] ^= 1 << bit
		writeFileSync(file, bytes)
	}
}

before(() => {
	data = mkdtempSync(join(tmpdir(), 'balai-check-'))
	const { code, errors } = balai(['import', '--publish',
		scorm12('Etika', ['Satu', 'Dua'])])

	assert.equal(code, 0, errors)
	console.log(`seed ${seed}`)
})

after(() => rmSync(data, { recursive: true, force: true }))

test('all is good where nothing happened', () => {
	const { code, said, errors } = balai(['check'])

	assert.equal(code, 0, said + errors)
	assert.match(said, /^3 files checked, 0 damaged; the database is good\n$/)
})

test('a bit that turns over in any file is found, with what needs it', () => {
	const plain = blobs().filter(file => !/\.(gz|br)$/.test(file))

	assert.equal(plain.length, 3)
	for (const file of plain) {
		const size = readFileSync(file).length

		for (let i = 0; i < 4; i++) {
			const at = random(size), bit = random(8)
			const { code, said } = flipped(file, at, bit,
				() => balai(['check']))

			assert.equal(code, 1, `${file} byte ${at} bit ${bit}`)
			assert.ok(said.includes(file), said)
			assert.match(said, /used by "Etika" version 1: \S+/)
			assert.match(said, /from a backup/)
		}
	}
})

test('a compressed form that is damaged may be removed', () => {
	const forms = blobs().filter(file => /\.(gz|br)$/.test(file))

	assert.ok(forms.some(file => file.endsWith('.gz')))
	assert.ok(forms.some(file => file.endsWith('.br')))
	for (const file of forms) {
		const at = readFileSync(file).length >> 1
		const { code, said } = flipped(file, at, 0, () => balai(['check']))

		assert.equal(code, 1, file)
		assert.ok(said.includes(file), said)
		assert.match(said, /may be removed/)
	}
})

test('a file that is gone is found, and importing again brings it back', () => {
	const file = blobs().find(name => !/\.(gz|br)$/.test(name))

	renameSync(file, `${file}.away`)
	const { code, said } = balai(['check'], 'id_ID.UTF-8')

	assert.equal(code, 1)
	assert.ok(said.includes(`${file}: hilang`), said)
	assert.match(said, /dipakai "Etika" versi 1/)
	assert.match(said, /3 berkas diperiksa, 1 rusak; basis data baik/)
	assert.equal(balai(['import', scorm12('Etika', ['Satu', 'Dua'])]).code, 0)
	assert.equal(balai(['check']).code, 0)
	assert.ok(existsSync(file))
	rmSync(`${file}.away`)
})

test('a bit that turns over anywhere in the database is found', () => {
	sql('PRAGMA wal_checkpoint(TRUNCATE)')
	const file = join(data, 'balai.db'), whole = `${file}.whole`
	const size = readFileSync(file).length

	copyFileSync(file, whole)
	for (let i = 0; i < 40; i++) {
		// The first hundred bytes are the file's head.
		const at = i < 10 ? random(100) : random(size), bit = random(8)
		const { code, said, errors } = flipped(file, at, bit,
			() => balai(['check']))

		for (const part of ['', '-wal', '-shm'])
			rmSync(file + part, { force: true })
		copyFileSync(whole, file)
		assert.equal(code, 1, `byte ${at} bit ${bit}\n${said}${errors}`)
		assert.match(said, /backup/)
	}
	rmSync(whole)
	assert.equal(balai(['check']).code, 0)
})

test('one in the words of a lesson is found, and said of which table', () => {
	const file = join(data, 'balai.db')
	const at = readFileSync(file).indexOf('"title"')
	const { code, said } = flipped(file, at, 0, () => balai(['check']))

	assert.ok(at > 0)
	assert.equal(code, 1)
	assert.match(said, /page \d+ has another sum, in (version|unit)\n/)
})

// What a torn transaction would leave; another program writes it.
const torn = {
	'a version without one of its files':
		'DELETE FROM version_file WHERE path = (SELECT min(path) FROM version_file)',
	'a module that shows nobody\'s version':
		'UPDATE module SET version_id = \'x\'',
	'a version without its history': 'DELETE FROM module_event',
	'an import that ended with nothing': `INSERT INTO import (id, person_id,
		agency_id, name, state, bytes, created_at, updated_at) SELECT 'i', p.id,
		p.agency_id, 'a', 'done', 1, 1, 1 FROM person p LIMIT 1`,
	'a package that waits, but not in the folder': `INSERT INTO import (id,
		person_id, agency_id, name, state, bytes, created_at, updated_at)
		SELECT 'i', p.id, p.agency_id, 'a', 'waiting', 1, 1, 1 FROM person p LIMIT 1`,
	'a row that refers to nothing': 'PRAGMA foreign_keys = OFF; ' +
		'UPDATE unit SET version_id = \'x\' WHERE position = (SELECT min(position) FROM unit)',
	'an outline that is no JSON':
		'UPDATE version SET tree = substr(tree, 1, length(tree) - 1)',
	'progress without its launch': `PRAGMA foreign_keys = OFF;
		INSERT INTO progress (attempt_id, unit_id, run_id, completion, success,
		time_ms, source, saved_at) VALUES ('a', 'u', 'r', '', '', 0, 'server', 0)`,
	'a quiz that was graded without marks': `PRAGMA foreign_keys = OFF;
		INSERT INTO sitting (id, attempt_id, unit_id, unit_ident, person_id,
		module_id, number, kind, state, preview, paper, responses, began_at,
		ended_at, late_ms) VALUES ('s', 'a', 'u', '', 'p', 'm', 1, 'quiz',
		'graded', 0, '{}', '{}', 1, 2, 0)`,
	'answers that are no JSON': `PRAGMA foreign_keys = OFF;
		INSERT INTO attempt (id, person_id, module_id, version_id, number,
		units_done, completion, success, activity, started_at, last_at)
		SELECT 'a', 'p', m.id, m.version_id, 1, 0, '', '', '', 1, 1
		FROM module m LIMIT 1;
		INSERT INTO run (id, attempt_id, unit_id, started_at, sequence, time_ms,
		ended) SELECT 'r', 'a', u.id, 1, 0, 0, 0 FROM unit u LIMIT 1;
		INSERT INTO progress (attempt_id, unit_id, run_id, completion, success,
		time_ms, source, saved_at) SELECT 'a', r.unit_id, 'r', '', '', 0,
		'server', 0 FROM run r;
		INSERT INTO sitting (id, attempt_id, unit_id, unit_ident, person_id,
		module_id, number, kind, state, preview, paper, responses, began_at,
		late_ms) SELECT 's', 'a', r.unit_id, '', 'p', a.module_id, 1, 'quiz',
		'open', 0, '{}', '{"A":', 1, 0 FROM run r, attempt a`,
	'a block of fewer than five answers': `INSERT INTO ballot_block (id, source,
		source_id, size, tally) VALUES ('b', 'event', 'e', 4, '{}')`,
	'a block with more texts than people': `INSERT INTO ballot_block (id,
		source, source_id, size, tally) VALUES ('b', 'event', 'e', 5, '{}');
		WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6)
		INSERT INTO ballot_text (id, block_id, question, words)
		SELECT 't' || i, 'b', 'topics', 'x' FROM n`,
	'counts that are no JSON': `INSERT INTO ballot_block (id, source, source_id,
		size, tally) VALUES ('b', 'event', 'e', 5, '{"applicable":')`,
	'a survey\'s form that is no JSON': `INSERT INTO survey (id, agency_id,
		title, about, purpose, anonymous, state, revision, created_at,
		updated_at) SELECT 's', g.id, 'S', '', 'needs', 1, 'draft', 1, 0, 0
		FROM agency g LIMIT 1;
		INSERT INTO survey_version (id, survey_id, number, form, created_at)
		VALUES ('v', 's', 1, '{"questions":[', 0)`,
	'a launch whose data are another\'s': `PRAGMA foreign_keys = OFF;
		INSERT INTO attempt (id, person_id, module_id, version_id, number,
		units_done, completion, success, activity, started_at, last_at)
		SELECT 'a', 'p', m.id, m.version_id, 1, 0, '', '', '', 1, 1 FROM module m;
		INSERT INTO run (id, attempt_id, unit_id, started_at, sequence, saved_at,
		time_ms, ended, item) VALUES ('r', 'a', 'u', 1, 2, 1, 0, 0,
		'{"sequence":1}')`,
}

for (const [what, statement] of Object.entries(torn))
	test(`${what} is found`, () => {
		const file = join(data, 'balai.db')

		sql('PRAGMA wal_checkpoint(TRUNCATE)')
		copyFileSync(file, `${file}.whole`)
		sql(`INSERT OR IGNORE INTO person (id, agency_id, name, login, search,
			must_set_password, epoch, created_at) SELECT 'p', g.id, 'P', 'p', '',
			0, 0, 0 FROM agency g LIMIT 1; ${statement}`)
		const { code, said } = balai(['check'])

		for (const part of ['', '-wal', '-shm'])
			rmSync(file + part, { force: true })
		renameSync(`${file}.whole`, file)
		assert.equal(code, 1, said)
		assert.doesNotMatch(said, /sum/)
		assert.match(said, /^(module|version|attempt|launch|import|upload|sitting|answers|survey) \w+:|refers to no/m)
	})

test('where no database is, none is made', () => {
	const real = data

	data = join(real, 'nothing')
	const { code, errors } = balai(['check'])

	assert.equal(code, 1)
	assert.match(errors, /no database at .*balai\.db/)
	assert.ok(!existsSync(data))
	data = real
})

test('on PostgreSQL too, a row that refers to nothing is found', t => {
	if (!postgres) {
		t.skip('BALAI_TEST_POSTGRES names no database')
		return
	}
	const on = ['--database', postgres]
	const ask = text => execFileSync('psql', ['-qX', '-v', 'ON_ERROR_STOP=1',
		postgres.replace(/^postgres:/, ''), '-c', text])
	const real = data

	data = mkdtempSync(join(tmpdir(), 'balai-check-'))
	try {
		assert.equal(balai(['import', '--publish', scorm12('Etika')],
			'C', on).code, 0)
		ask('CREATE EXTENSION IF NOT EXISTS amcheck')
		assert.equal(balai(['check'], 'C', on).code, 0)
		ask('SET session_replication_role = replica; DELETE FROM module')
		const { code, said } = balai(['check'], 'C', on)

		assert.equal(code, 1)
		assert.match(said, /table version: 1 rows refer to no module/)
	} finally {
		rmSync(data, { recursive: true, force: true })
		data = real
	}
})
