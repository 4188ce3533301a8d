/*
 * What the learner has answered in one sitting, as this page knows it.
 *
 * Every answer has the moment it was given, by the server's clock: what the
 * server said plus what has passed since. Of two answers to one question the
 * later counts, wherever it was given. What goes to the queue is always all that
 * was given in this run, so a later item stands for the earlier ones.
 *
 * Knows no document and no network: those are handed in.
 */
import type { AnswersItem, Feedback, Given, Response, Sitting, Step } from
	"../../api/quiz";
import { isEmpty, sameResponse } from "../../questions/response";

export interface Run {
	attempt: string;
	run: string;
	/** The last one stored of this run. */
	sequence: number;
}

export interface AnswersParts {
	/** `leaving`: there is no time to wait for anything. */
	put: (item: AnswersItem, leaving: boolean) => void;
	/** ms; never jumps: performance.now(). */
	now: () => number;
	later: (work: () => void, ms: number) => () => void;
	/** Something that is drawn has changed. */
	changed: () => void;
}

/** After the last key. */
export const PAUSE = 800;
/** Where one looks at is worth less than what one answers. */
const LOOKED = 2_500;

export class Answers {
	given: Record<string, Given>;
	path: Step[];
	place: string | null;
	/** Ended here; the server may not know it yet. */
	ending = false;
	private readonly mine = new Set<string>();
	/** ms on each question in this run, and what was told before. */
	private readonly spent = new Map<string, number>();
	private readonly before: Record<string, Given>;
	private offset: number;
	private sequence: number;
	private readonly began: number;
	private cancel: (() => void) | null = null;
	private dirty = false;
	/** The end has been sent: there is nothing more to say. */
	private over = false;
	private whole = false;
	private looked: { question: string; since: number } | null = null;

	constructor(
		private readonly run: Run,
		public sitting: Sitting,
		private readonly parts: AnswersParts,
	) {
		this.sequence = run.sequence;
		this.began = parts.now();
		this.offset = sitting.now - parts.now();
		this.before = sitting.responses ?? {};
		this.given = { ...this.before };
		this.path = [...sitting.path ?? []];
		this.place = sitting.place;
	}

	serverNow(): number {
		return Math.round(this.parts.now() + this.offset);
	}

	/** ms; null: as long as one likes. */
	left(): number | null {
		return this.sitting.deadline === null ? null
			: Math.max(0, this.sitting.deadline - this.serverNow());
	}

	response(question: string): Response | null {
		return this.given[question]?.response ?? null;
	}

	flagged(question: string): boolean {
		return this.given[question]?.flagged === true;
	}

	answered(question: string): boolean {
		return !isEmpty(this.response(question));
	}

	give(question: string, response: Response | null, typing = false): void {
		this.note(question, { response });
		this.soon(typing ? PAUSE : 0);
	}

	flag(question: string, on: boolean): void {
		this.note(question, { flagged: on });
		this.soon(0);
	}

	/*
	 * A case: a decision stands, so the way only grows. With the last one it is
	 * over, though what came of it is still to be read.
	 */
	step(step: Step, place: string | null): void {
		if (this.ending || this.sitting.state !== "open")
			return;
		this.path = [...this.path, step];
		this.place = place;
		this.whole = place === null;
		this.soon(0);
	}

	/* The learner looks at that question from now on; null: at none. */
	look(question: string | null): void {
		const before = this.looked;
		const now = this.parts.now();

		if (before?.question === question)
			return;
		if (before)
			this.spend(before.question, now - before.since);
		this.looked = question === null ? null
			: { question, since: now };
		if (question !== null && question !== this.place) {
			this.place = question;
			this.dirty = true;
			this.wait(LOOKED);
		}
		this.parts.changed();
	}

	/* The server has checked that answer, which is fixed from now on. */
	checked(question: string, feedback: Feedback): void {
		this.sitting = {
			...this.sitting,
			checked: { ...this.sitting.checked, [question]: feedback },
		};
		this.parts.changed();
	}

	/* What was typed is kept now: a field or the page was left. */
	settle(leaving = false): void {
		if (this.dirty)
			this.save(leaving);
	}

	end(): void {
		this.look(null);
		this.ending = true;
		this.save();
		this.parts.changed();
	}

	/*
	 * What the server knows by now, of this device or another. What was given
	 * here and is newer stays.
	 */
	absorb(sitting: Sitting): void {
		this.offset = sitting.now - this.parts.now();
		this.sitting = sitting;
		this.merge(sitting.responses ?? {});
		this.extend(sitting.path ?? []);
		if (sitting.state !== "open") {
			this.cancel?.();
			this.dirty = false;
		}
		this.parts.changed();
	}

	/* Of an earlier visit that the queue could not send yet. */
	recall(item: AnswersItem): void {
		if (item.sitting !== this.sitting.id)
			return;
		this.merge(item.responses ?? {});
		this.extend(item.path ?? []);
	}

	/* What was answered here and is not what the server counts. */
	lost(): string[] {
		const known = this.sitting.responses ?? {};

		return [...this.mine].filter((id) =>
			!sameResponse(this.given[id]?.response, known[id]?.response));
	}

	dispose(): void {
		this.look(null);
		this.settle();
		this.cancel?.();
	}

	private merge(theirs: Record<string, Given>): void {
		const next = { ...this.given };

		for (const [id, one] of Object.entries(theirs)) {
			const own = next[id];

			if (!own || one.at >= own.at)
				next[id] = { ...own, ...one };
		}
		this.given = next;
	}

	/* The longer way, if it is the same so far; else the server's. */
	private extend(theirs: Step[]): void {
		const same = this.path.every((step, i) => i >= theirs.length ||
			JSON.stringify(step) === JSON.stringify(theirs[i]));

		if (!same || theirs.length > this.path.length)
			this.path = [...theirs];
	}

	private note(question: string, what: Partial<Given>): void {
		const before = this.given[question];

		if (this.ending || this.sitting.state !== "open")
			return;

		/* Later than what is known already, should the clock have been mended. */
		this.given = {
			...this.given,
			[question]: {
				response: null, ...before, ...what,
				at: Math.max(this.serverNow(), (before?.at ?? 0) + 1),
			},
		};
		this.mine.add(question);
		this.dirty = true;
		this.parts.changed();
	}

	/* The time on a question goes with its answer, if there is one. */
	private spend(question: string, ms: number): void {
		this.spent.set(question, (this.spent.get(question) ?? 0) + ms);
	}

	private told(question: string): Given {
		const given = this.given[question]!;
		const ms = Math.round(this.spent.get(question) ?? 0) +
			(this.before[question]?.ms ?? 0);

		return ms > 0 ? { ...given, ms } : given;
	}

	private soon(ms: number): void {
		this.dirty = true;
		if (ms === 0)
			this.save();
		else
			this.wait(ms);
	}

	private wait(ms: number): void {
		this.cancel?.();
		this.cancel = this.parts.later(() => this.save(), ms);
	}

	private save(leaving = false): void {
		const { sitting, run, parts } = this;
		const now = parts.now();

		this.cancel?.();
		this.cancel = null;
		if (sitting.state !== "open" || this.over)
			return;
		this.over = this.ending || this.whole;
		if (this.looked) {
			this.spend(this.looked.question, now - this.looked.since);
			this.looked = { ...this.looked, since: now };
		}
		this.dirty = false;
		parts.put({
			attempt: run.attempt, run: run.run, sequence: ++this.sequence,
			at: this.serverNow(), kind: "answers", sitting: sitting.id,
			...(sitting.kind === "case" ? { path: this.path } : {
				responses: Object.fromEntries([...this.mine]
					.map((id) => [id, this.told(id)])),
			}),
			place: this.place, end: this.over,
			sessionTimeMs: Math.round(now - this.began), cmi: {},
		}, leaving);
		parts.changed();
	}
}
