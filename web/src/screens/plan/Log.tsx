/* What was asked about a plan, when, and what was answered. */
import type { Followup, Plan } from "../../api/plan";
import { calendarDay, day, number } from "../../text/format";
import { words } from "../../text/plan";

const ORDER = { learner: 0, superior: 1, colleague: 2 };

export const inOrder = (all: Followup[]): Followup[] => [...all].sort((a, b) =>
	a.day - b.day || ORDER[a.role] - ORDER[b.role]);

/* Nobody is asked where nobody is named. */
export const named = (plan: Plan, { role }: Followup): boolean =>
	role === "learner" || plan[role].email !== "";

function standing(plan: Plan, of: Followup): string {
	if (of.answeredAt)
		return words("log.answered", { at: day(of.answeredAt) });
	if (plan.state === "dropped")
		return words("log.stopped");
	if (!named(plan, of))
		return words("log.nobody");
	if (of.sentAt)
		return of.expiresAt < Date.now()
			? words("log.late", { at: day(of.expiresAt) })
			: words("log.sent", { at: day(of.sentAt) });
	return words("log.later", { at: day(of.dueAt) });
}

function Answers({ of }: { of: Followup }) {
	const given = (of.questions ?? []).filter((q) =>
		of.answers?.[q.id] !== undefined);

	return given.length === 0 ? null : (
		<dl class="rows">
			{given.map((q) => {
				const answer = of.answers?.[q.id] ?? "";

				return <div key={q.id}>
					<dt>{q.text}</dt>
					<dd class="lines">{typeof answer === "number"
						? number(answer, 2)
						: q.choices.find((c) => c.id === answer)?.text ??
							answer}</dd>
				</div>;
			})}
		</dl>
	);
}

export function Log({ plan }: { plan: Plan }) {
	return (
		<ol class="plain stack near">
			{inOrder(plan.followups).map((of) =>
				<li key={`${of.day} ${of.role}`}>
					<p class="strong">{words("log.day", { day: of.day,
						role: words(`role.${of.role}`) })}</p>
					<p class="facts">{standing(plan, of)}</p>
					<Answers of={of} />
				</li>)}
		</ol>
	);
}

export const until = (plan: Plan): string => plan.byDay
	? words("by", { day: calendarDay(plan.byDay) }) : "";
