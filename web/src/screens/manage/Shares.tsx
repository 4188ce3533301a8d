/* With which agencies a module is shared: for its authors and organisers. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import { Choice } from "../../parts/Field";
import { fault } from "../../parts/fault";
import { Failure } from "../../parts/Failure";
import { useLoad } from "../../parts/load";
import { words } from "../../text/account";

interface Shares {
	everybody: boolean;
	agencies: { id: string; name: string }[];
	choices: { id: string; name: string }[];
}

type With = "own" | "some" | "all";

function Form({ shares, path, done }: {
	shares: Shares;
	path: string;
	done: (next: Shares) => void;
}) {
	const [whom, setWhom] = useState<With>(shares.everybody ? "all"
		: shares.agencies.length > 0 ? "some" : "own");
	const [chosen, setChosen] = useState(
		new Set(shares.agencies.map((a) => a.id)));
	const [problem, setProblem] = useState<Problem | null>(null);
	const [wrong, setWrong] = useState("");
	const [said, say] = useState("");
	const [busy, setBusy] = useState(false);
	const choices: [With, string][] = [["own", words("share.ownNone")],
		["some", words("share.some")], ["all", words("share.all")]];

	function save(e: Event): void {
		e.preventDefault();
		if (busy)
			return;
		say("");
		setProblem(null);
		setWrong(whom === "some" && chosen.size === 0
			? words("share.choose") : "");
		if (whom === "some" && chosen.size === 0)
			return;
		setBusy(true);
		call<Shares>("PUT", path, {
			everybody: whom === "all",
			agencies: whom === "some" ? [...chosen] : [],
		}).then((next) => {
			say(words("share.done"));
			done(next);
		}, (refused) => setProblem(fault(refused)))
			.then(() => setBusy(false));
	}

	return (
		<form class="card stack" onSubmit={save} noValidate>
			<fieldset class="field">
				<legend class="hidden-words">{words("share")}</legend>
				{choices.map(([value, label]) =>
					<Choice key={value} type="radio" name="share"
						value={value} label={label} checked={whom === value}
						change={() => setWhom(value)} />)}
			</fieldset>
			{whom === "some" &&
				<fieldset class="field">
					<legend>{words("share.agencies")}</legend>
					{shares.choices.map((a) =>
						<Choice key={a.id} type="checkbox" name="agency"
							value={a.id} label={a.name}
							checked={chosen.has(a.id)} change={(on) => {
								const next = new Set(chosen);

								if (on)
									next.add(a.id);
								else
									next.delete(a.id);
								setChosen(next);
							}} />)}
				</fieldset>}
			{wrong && <p class="notice bad" role="alert">{wrong}</p>}
			{problem && <Failure problem={problem} />}
			<div role="status">{said && <p class="notice ok">{said}</p>}</div>
			<p><button class="button" type="submit" aria-busy={busy}>
				{words("share.save")}
			</button></p>
		</form>
	);
}

export function SharesSection({ module, changed }: {
	module: string;
	changed: () => void;
}) {
	const path = `/api/v1/modules/${encodeURIComponent(module)}/shares`;
	const { data, set } = useLoad<Shares>(path);

	return data && (
		<section class="stack near" aria-labelledby="shares">
			<h2 id="shares">{words("share")}</h2>
			<p class="small quiet">{words("share.what")}</p>
			{data.choices.length === 0 && !data.everybody
				? <p class="quiet">{words("share.alone")}</p>
				: <Form shares={data} path={path} done={(next) => {
					set(next);
					changed();
				}} />}
		</section>
	);
}
