/* Who speaks: records of the agency are used again when a name is chosen. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../../api/client";
import { eventPath, type EventWhole, type Speaker } from "../../../api/event";
import { Failure } from "../../../parts/Failure";
import { Field } from "../../../parts/Field";
import { fault } from "../../../parts/fault";
import { useLoad } from "../../../parts/load";
import { words } from "../../../text/event";

interface Known extends Speaker {
	id: string;
	sessions: number;
}

const NONE: Speaker = { name: "", institution: "", region: "", topic: "" };

function One({ of, n, known, change, drop }: {
	of: Speaker;
	n: number;
	known: Known[];
	change: (of: Speaker) => void;
	drop: () => void;
}) {
	function named(name: string): void {
		const same = known.find((k) => k.name === name);

		change(same
			? { ...of, id: same.id, name, institution: same.institution,
				region: same.region }
			: { ...of, name });
	}

	return (
		<li class="card stack near">
			<Field name={`speaker-${n}`} label={words("speakers.name")}
				value={of.name} change={named} list="narasumber-lama"
				maxLength={120} autocomplete="off" />
			<Field name={`institution-${n}`} value={of.institution}
				label={words("speakers.institution")} maxLength={120}
				change={(institution) => change({ ...of, institution })} />
			<Field name={`region-${n}`} label={words("speakers.region")}
				value={of.region} maxLength={120}
				change={(region) => change({ ...of, region })} />
			<Field name={`topic-${n}`} label={words("speakers.topic")}
				value={of.topic} maxLength={120}
				change={(topic) => change({ ...of, topic })} />
			<p><button class="button bare" type="button" onClick={drop}>
				{words("speakers.drop", { name: of.name })}
			</button></p>
		</li>
	);
}

export function Speakers({ of, changed }: {
	of: EventWhole;
	changed: (of: EventWhole) => void;
}) {
	const [all, set] = useState<Speaker[]>(of.speakers);
	const [busy, setBusy] = useState(false);
	const [saved, setSaved] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const known = useLoad<{ speakers: Known[] }>("/api/v1/speakers")
		.data?.speakers ?? [];

	function put(next: Speaker[]): void {
		setSaved(false);
		set(next);
	}

	function save(e: Event): void {
		e.preventDefault();
		if (busy)
			return;
		setBusy(true);
		setProblem(null);
		call<EventWhole>("PUT", eventPath(of.id, "/speakers"),
			{ speakers: all }).then((next) => {
			set(next.speakers);
			setSaved(true);
			changed(next);
		}, (x) => setProblem(fault(x))).then(() => setBusy(false));
	}

	return (
		<form class="stack" onSubmit={save}>
			<datalist id="narasumber-lama">
				{known.map((k) => <option key={k.id} value={k.name}>
					{words("speakers.given",
						{ name: k.institution || k.name, n: k.sessions })}
				</option>)}
			</datalist>
			{problem && <Failure problem={problem} />}
			<ul class="plain cards">
				{all.map((s, n) =>
					<One key={n} of={s} n={n} known={known}
						change={(x) => put(all.map((y, i) => i === n ? x : y))}
						drop={() => put(all.filter((_, i) => i !== n))} />)}
			</ul>
			<p class="actions">
				<button class="button" type="button"
					onClick={() => put([...all, NONE])}>
					{words("speakers.add")}
				</button>
				<button class="button" type="submit" aria-busy={busy}>
					{words("speakers.save")}
				</button>
			</p>
			<div role="status">
				{saved && <p class="notice ok">{words("saved")}</p>}
			</div>
		</form>
	);
}
