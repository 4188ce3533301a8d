// A list of employees as it is pasted from Excel: made up, each with a NIP by
// the rule that nobody else of this machine's tests has.
const two = n => String(n).padStart(2, '0')

const FIRST = ['Ahmad', 'Siti', 'Budi', 'Dewi', 'Eko', 'Fitri', 'Gede', 'Hesti',
	'Irfan', 'Juwita']
const LAST = ['Santoso', 'Lestari', 'Manurung', 'Wijaya', 'Nainggolan',
	'Pratiwi', 'Siregar', 'Rahayu', 'Tanjung', 'Kusuma']

/* A number of a PNS, or of a PPPK: the `i`th of `seed`, 0 to 99 999. */
export function nip(seed, i, pppk = false) {
	const k = seed * 613 + i
	const birth = `${1965 + k % 30}${two(1 + (k >> 2) % 12)}${
		two(1 + (k >> 4) % 28)}`
	const from = pppk ? `${2021 + k % 5}21`
		: `${2000 + k % 20}${two(1 + (k >> 3) % 12)}`

	return `${birth}${from}${1 + k % 2}${String(1 + k % 999).padStart(3, '0')}`
}

export function name(i) {
	return `${FIRST[i % 10]} ${LAST[Math.floor(i / 10) % 10]} ${
		1 + Math.floor(i / 100)}`
}

/* [name, NIP, unit, job, kind, e-mail] of `n` people. */
export function people(seed, n, units = ['Dinas Contoh'], jobs = ['Analis']) {
	return Array.from({ length: n }, (_, i) => [name(i),
		nip(seed, i, i % 5 === 4), units[i % units.length],
		jobs[i % jobs.length], i % 5 === 4 ? 'PPPK' : 'PNS', ''])
}

export const COLUMNS = ['name', 'nip', 'unit', 'job', 'kind', 'email']
