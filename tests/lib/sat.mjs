// Learners who have sat a quiz, by the hundred: rows as the grader leaves them,
// written into the database of the server beside which a test runs.
//
//	const rng = chance(7)
//	const people = await learners(agency, 60, rng)
//	const sat = sit(people, QUESTIONS, rng)		what each answered
//	store({ module, version: 1, unit: 'quiz:kuis', sat, at: 1000 })
//
// Everybody has a skill, about 0 and mostly within 2. A question of the model
// has an `ease`, a `slope` (how much more often the skilled are right; below 0: a
// wrong key), a `lure` (a wrong choice that most take who are wrong) and `blank`
// (how many of 100 leave it empty). Nothing else about the answers is related.
import { execFileSync } from 'node:child_process'
import { env } from 'node:process'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/* Mulberry32: the same numbers each time for one seed. */
export function chance(seed) {
	let a = seed >>> 0

	return () => {
		a = a + 0x6D2B79F5 | 0
		let t = Math.imul(a ^ a >>> 15, a | 1)

		t ^= t + Math.imul(t ^ t >>> 7, t | 61)
		return ((t ^ t >>> 14) >>> 0) / 4294967296
	}
}

/* As base/ident.h makes them, later than all that there is. */
export const ident = () => '7' + Array.from({ length: 25 },
	() => letters[Math.floor(Math.random() * 32)]).join('')

const text = value => value === null ? 'NULL'
	: typeof value === 'number' ? String(value)
	: `'${String(value).replaceAll("'", "''")}'`

export const insert = (table, columns, rows) => Array.from(
	{ length: Math.ceil(rows.length / 200) }, (_, i) =>
		`INSERT INTO ${table} (${columns}) VALUES ${rows
			.slice(200 * i, 200 * i + 200)
			.map(row => `(${row.map(text).join(', ')})`).join(',\n')};`)
	.join('\n')

export function run(sql) {
	const database = env.BALAI_DATABASE

	if (database)
		execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-1', '-f', '-',
			database.slice('postgres:'.length)], { input: sql })
	else
		execFileSync('sqlite3', ['-bail', `${env.BALAI_DATA}/balai.db`], {
			/* The server brings the pages home, with their sums. */
			input: `.timeout 60000\nPRAGMA wal_autocheckpoint = 0;\n` +
				`BEGIN IMMEDIATE;\n${sql}\nCOMMIT;\n` })
}

/* New people of that agency, who cannot sign in. */
export function learners(agency, count, rng) {
	const people = Array.from({ length: count }, () => ({
		id: ident(),
		skill: (rng() + rng() + rng() + rng() - 2) * 1.7,
	}))

	run(insert('person', 'id, agency_id, name, login, search, ' +
		'must_set_password, epoch, created_at', people.map(({ id }) =>
		[id, agency, `Peserta ${id}`, id, `peserta ${id}`, 0, 0, 1])))
	return people
}

function answer(q, skill, rng) {
	const right = rng() < 1 / (1 + Math.exp(-(q.ease + q.slope * skill)))
	const ms = 5000 + Math.floor(rng() * 60_000)
	const other = rng()
	const mark = (fraction, choice) => ({ question: q.id, fraction, ms,
		points: fraction * (q.points ?? 1), most: q.points ?? 1, choice,
		state: fraction >= 1 ? 'right' : fraction > 0 ? 'partial' : 'wrong' })

	if (rng() * 100 < (q.blank ?? 0))
		return { ...mark(0, q.type === 'numeric' ? null
			: q.type === 'multiple' ? Array(q.choices).fill(0) : [null]),
			state: 'empty', ms: 0 }
	if (q.type === 'numeric')
		return mark(+right, null)
	if (q.type === 'trueFalse')
		return mark(+right, [right ? +q.right : +!q.right])
	if (q.type === 'multiple') {
		/* The first half of the choices is right; the unskilled take half. */
		const half = q.choices / 2
		const picks = Array.from({ length: q.choices }, (_, i) =>
			i < half ? +(right || i < half / 2) : 0)

		if (!right && other < 0.3)
			picks[q.choices - 1] = 1
		const sum = picks.reduce((n, pick, i) =>
			n + (pick ? i < half ? 1 : -1 : 0), 0)

		return mark(Math.max(0, sum / half), picks)
	}
	const wrong = q.idle === undefined ? q.choices - 1 : q.choices - 2
	const taken = q.lure !== undefined && other < 0.8 ? q.lure
		: 1 + Math.floor(rng() * wrong)

	return mark(+right, [right ? 0 : taken])
}

/* What each of these answered, in the order of the questions. */
export function sit(people, questions, rng) {
	return people.map(person => ({ person,
		marks: questions.map(q => answer(q, person.skill, rng)) }))
}

export const total = ({ marks }) => marks.reduce((n, m) => n + m.points, 0) /
	marks.reduce((n, m) => n + m.most, 0)

/* Graded sittings, each learner's `number`th, of an attempt of that number. */
export function store({ module, version, unit, sat, at, number = 1, pass,
	preview = 0 }) {
	const id = `(SELECT u.id FROM unit u JOIN version v ON v.id = u.version_id
		WHERE v.module_id = ${text(module)} AND v.number = ${version}
		AND u.ident = ${text(unit)})`
	const rows = sat.map(one => ({ ...one, id: ident() }))
	const attempts = rows.map(({ person }) => [`${person.id}-${module}`,
		person.id, module, preview ? -1 : 1, 0, 'incomplete', 'unknown', '',
		1, 1])
	const sums = rows.map(({ marks }) => ({
		points: marks.reduce((n, m) => n + m.points, 0),
		most: marks.reduce((n, m) => n + m.most, 0),
	}))
	const version_ = `(SELECT id FROM version WHERE module_id =
		${text(module)} AND number = ${version})`

	run(insert('attempt', 'id, person_id, module_id, number, units_done, ' +
		'completion, success, activity, started_at, last_at, version_id',
	attempts.map(row => [...row, '@version']))
		.replaceAll("'@version'", version_)
		.replaceAll(/;$/gm, ' ON CONFLICT DO NOTHING;') + '\n' +
	insert('run', 'id, attempt_id, started_at, sequence, time_ms, ended, ' +
		'unit_id', rows.map(row => [row.id, `${row.person.id}-${module}`, at,
		0, 0, 1, '@unit'])).replaceAll("'@unit'", id) + '\n' +
	insert('progress', 'attempt_id, run_id, completion, success, time_ms, ' +
		'source, saved_at, unit_id', rows.map(row => [
		`${row.person.id}-${module}`, row.id, 'completed', 'unknown', 0,
		'server', at, '@unit'])).replaceAll("'@unit'", id)
		.replaceAll(/;$/gm, ' ON CONFLICT DO NOTHING;') + '\n' +
	insert('sitting', 'id, attempt_id, unit_ident, person_id, module_id, ' +
		'number, kind, state, preview, paper, responses, began_at, ended_at, ' +
		'late_ms, points, most, scaled, passed, unit_id',
	rows.map((row, i) => [row.id, `${row.person.id}-${module}`, unit,
		row.person.id, module, number, 'quiz', 'graded', preview, '{}', '{}',
		at, at + 60_000, 0, sums[i].points, sums[i].most,
		sums[i].points / sums[i].most, pass === undefined ? null
			: +(sums[i].points / sums[i].most >= pass), '@unit']))
		.replaceAll("'@unit'", id) + '\n' +
	insert('sitting_mark', 'sitting_id, place, question, source, points, ' +
		'most, state, time_ms, choice, comment, revision',
	rows.flatMap(row => row.marks.map((m, i) => [row.id, i, m.question,
		'unit', m.points, m.most, m.state, m.ms,
		m.choice && JSON.stringify(m.choice), '', 0]))))
}
