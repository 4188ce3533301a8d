/*
 * What tabs of one browser tell each other, and which of them sends.
 *
 * Sending twice is harmless, so nothing depends on either: they save a phone
 * from sending everything once for each tab, and keep the badges in step.
 */

export interface Channel {
	tell(message: TabMessage): void;
	listen(heard: (message: TabMessage) => void): void;
}

export type TabMessage =
	| { type: "changed" }
	| { type: "sending"; on: boolean }
	| { type: "saved"; savedAt: number };

const NAME = "balai-queue";
const NOTE = "balai.queue-note";

export function channelOpen(scope: typeof globalThis): Channel {
	try {
		return channelByBroadcast(new scope.BroadcastChannel(NAME));
	} catch {
		/* There is none, or a frame of another site may have none. */
		return channelByStorage(scope);
	}
}

function channelByBroadcast(channel: BroadcastChannel): Channel {
	return {
		tell: (message) => channel.postMessage(message),
		listen: (heard) => {
			channel.onmessage = (e) => heard(e.data as TabMessage);
		},
	};
}

/* The storage event reaches every tab but the one that wrote. */
function channelByStorage(scope: typeof globalThis): Channel {
	let note = 0;

	return {
		tell: (message) => {
			try {
				scope.localStorage.setItem(NOTE,
					JSON.stringify({ ...message, note: ++note }));
			} catch {
				/* No storage: tabs do not hear of each other. */
			}
		},
		listen: (heard) => {
			scope.addEventListener("storage", (e) => {
				if (e.key === NOTE && e.newValue)
					heard(JSON.parse(e.newValue) as TabMessage);
			});
		},
	};
}

/** Runs `work` unless another tab is at it; false when it is. */
export type Lock = (work: () => Promise<void>) => Promise<boolean>;

export function lockOpen(
	scope: typeof globalThis,
	name: string,
	storage: Storage | null,
): Lock {
	const locks = (scope.navigator as Navigator | undefined)?.locks;
	const without: Lock = storage ? lockByLease(storage, name)
		: async (work) => {
			await work();
			return true;
		};

	return locks ? lockByLocks(locks, name, without) : without;
}

/* A frame of another site whose storage is shut has locks that only refuse. */
function lockByLocks(locks: LockManager, name: string, without: Lock): Lock {
	let refused = false;

	return async (work) => {
		let asked = false, mine = false;

		if (refused)
			return without(work);
		try {
			await locks.request(`balai-queue-${name}`,
				{ ifAvailable: true }, async (lock) => {
					asked = true;
					mine = lock !== null;
					if (mine)
						await work();
				});
			return mine;
		} catch (e) {
			if (asked)
				throw e;
			refused = true;
			return without(work);
		}
	};
}

const BEAT = 1_000;
const DEAD = 5_000;

/*
 * Without Web Locks (plain http on an office network, older Safari) a lease in
 * localStorage. Its holder changes it every second, and it is free when it has
 * not changed for five by the watcher's own stop-watch: wall clocks may jump.
 */
export function lockByLease(storage: Storage, name: string): Lock {
	const key = `balai.queue-lease.${name}`;
	const me = Math.random().toString(36).slice(2);
	let seen: string | null = null;
	let seenAt = 0;

	function free(): boolean {
		const now = storage.getItem(key);

		if (now === null || now.startsWith(me))
			return true;
		if (now !== seen) {
			seen = now;
			seenAt = performance.now();
		}
		return performance.now() - seenAt > DEAD;
	}

	return async (work) => {
		let beat = 0;

		if (!free())
			return false;
		const hold = () => {
			try {
				storage.setItem(key, `${me}.${++beat}`);
			} catch {
				/* Full: at worst two tabs send. */
			}
		};
		hold();
		const timer = setInterval(hold, BEAT);
		try {
			await work();
		} finally {
			clearInterval(timer);
			if (storage.getItem(key)?.startsWith(me))
				storage.removeItem(key);
		}
		return true;
	};
}
