// What a power cut would have left of a folder, after its server was killed.
//
// disk.c has written down every change and every sync. A change that a sync came
// after is on disk. Of the others some are kept by chance, some are not, some
// only in part (a disk writes sectors of 512 bytes); of new names some are gone.
// What a failed sync held is not made good by a later one: Linux forgets it.
import { readFileSync, readdirSync, renameSync, rmSync, statSync,
	writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const WRITE = 1, CUT = 2, CREATE = 3, RENAME = 4, REMOVE = 5, SYNC_BEGIN = 6, SYNC_END = 7
const HEAD = 40
const SECTOR = 512

/* The entries of a log; one that was cut short by the kill is left out. */
export function entries(bytes) {
	const all = []

	for (let at = 0; at + HEAD <= bytes.length;) {
		const [kind, nPath, nOld, nNow] = [0, 4, 8, 12]
			.map(i => bytes.readUInt32LE(at + i))
		const path = at + HEAD, old = path + nPath, now = old + nOld

		if (now + nNow > bytes.length)
			break
		all.push({
			kind, file: bytes.readBigUInt64LE(at + 16),
			at: Number(bytes.readBigInt64LE(at + 24)),
			size: Number(bytes.readBigInt64LE(at + 32)),
			path: bytes.toString('utf8', path, old),
			old: bytes.subarray(old, now), now: bytes.subarray(now, now + nNow),
		})
		at = now + nNow
	}
	return all
}

/* Says of each change whether it is on disk: `durable`, by what was synced. */
export function judge(all) {
	const begun = new Map()

	all.forEach((entry, i) => {
		if (entry.kind === SYNC_BEGIN)
			begun.set(entry.at, i)
		else if (entry.kind === SYNC_END)
			settle(all, begun.get(entry.at), entry)
	})
	return all
}

function settle(all, until, sync) {
	for (let i = 0; i < until; i++) {
		const e = all[i]
		const named = e.kind === CREATE || e.kind === RENAME

		if (e.lost || e.durable || e.kind >= SYNC_BEGIN)
			continue
		const covered = sync.file === 0n ||
			(named ? dirname(name(e)) === sync.path : e.file === sync.file)

		if (covered && sync.size === 0)
			e.durable = true
		else if (covered)
			e.lost = true
	}
}

const name = e => e.kind === RENAME ? e.now.toString() : e.path

function grown(bytes, size) {
	return bytes.length >= size ? bytes
		: Buffer.concat([bytes, Buffer.alloc(size - bytes.length)])
}

function undo(bytes, e) {
	bytes = Buffer.from(grown(bytes, e.at + e.old.length))
	e.old.copy(bytes, e.at)
	return grown(bytes, e.size).subarray(0, e.size)
}

function redo(bytes, e, random) {
	if (e.kind === CUT)
		return grown(bytes, e.at).subarray(0, e.at)
	bytes = Buffer.from(grown(bytes, e.at + e.now.length))
	for (let from = 0; from < e.now.length;) {
		const to = Math.min(e.now.length,
			from + SECTOR - (e.at + from) % SECTOR)

		if (!random || random(2))
			e.now.copy(bytes, e.at + from, from, to)
		from = to
	}
	return bytes
}

/* A file as it would be: all is taken back, and what stays is done again. */
function content(bytes, changes, random) {
	for (const e of [...changes].reverse())
		bytes = undo(bytes, e)
	for (const e of changes) {
		const luck = e.durable ? 0 : random(4)

		// All of it, none of it, or some of its sectors.
		if (luck < 2)
			bytes = redo(bytes, e, e.durable || luck === 0 ? null : random)
	}
	return bytes
}

function walk(folder, found = new Map()) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name)

		if (entry.isDirectory())
			walk(path, found)
		else if (entry.isFile())
			found.set(statSync(path, { bigint: true }).ino, path)
	}
	return found
}

/*
 * Make `folder` what a power cut would have left. Returns how many changes no
 * sync had reached.
 */
export function cut(folder, log, random) {
	const all = judge(entries(readFileSync(log)))
	const paths = walk(folder)
	const changes = new Map()

	for (const e of all) {
		if (e.kind === CREATE)
			changes.set(e.file, [])	// the inode was another's before
		if (e.kind === WRITE || e.kind === CUT)
			(changes.get(e.file) ?? changes.set(e.file, []).get(e.file)).push(e)
	}
	for (const [file, list] of changes) {
		const path = paths.get(file)

		if (path && list.some(e => !e.durable))
			writeFileSync(path, content(readFileSync(path), list, random))
	}
	const told = new Set()	// of these names something later is known

	for (const e of [...all].reverse()) {
		if (e.kind !== CREATE && e.kind !== RENAME && e.kind !== REMOVE)
			continue
		if (e.kind !== REMOVE && !told.has(name(e)) && !e.durable && random(2))
			unname(e)
		told.add(name(e))
	}
	rmSync(join(folder, 'balai.db-shm'), { force: true })
	return all.filter(e => e.kind < SYNC_BEGIN && !e.durable).length
}

/* Where it came from may be gone by now, and then the file is lost. */
function unname(e) {
	const is = name(e)

	if (!statSync(is, { throwIfNoEntry: false }))
		return
	if (e.kind === RENAME && statSync(dirname(e.path), { throwIfNoEntry: false }))
		renameSync(is, e.path)
	else
		rmSync(is)
}
