/* Users of other LMSs who are this account; each can be parted from it. */
import { useState } from "preact/hooks";
import { call, type Problem } from "../../api/client";
import type { LtiAccount } from "../../api/lti";
import { Failure } from "../../parts/Failure";
import { fault } from "../../parts/fault";
import { useLoad } from "../../parts/load";
import { day } from "../../text/format";
import { words } from "../../text/launch";

function Account({ of, part }: { of: LtiAccount; part: () => Promise<void> }) {
	const [asked, ask] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	return (
		<li class="card stack near">
			<p class="strong">{of.platform}</p>
			{of.joinedAt !== null && <p class="facts">
				{words("accounts.since", { day: day(of.joinedAt) })}
			</p>}
			{problem && <Failure problem={problem} />}
			{asked
				? <div role="alert" class="stack near">
					<p>{words("accounts.sure")}</p>
					<p class="actions">
						<button class="button" type="button"
							onClick={() => part().catch((e) =>
								setProblem(fault(e)))}>
							{words("accounts.yes")}
						</button>
						<button class="button" type="button"
							onClick={() => ask(false)}>
							{words("accounts.no")}
						</button>
					</p>
				</div>
				: <p><button class="button" type="button"
					onClick={() => ask(true)}>
					{words("accounts.part", { name: of.platform })}
				</button></p>}
		</li>
	);
}

/* Most people have none, and see nothing of it. */
export function Accounts() {
	const load = useLoad<{ accounts: LtiAccount[] }>(
		"/api/v1/me/lti-accounts");
	const [parted, setParted] = useState("");
	const accounts = load.data?.accounts ?? [];

	async function part(one: LtiAccount): Promise<void> {
		await call("DELETE", `/api/v1/me/lti-accounts/${one.id}`);
		setParted(one.platform);
		load.set({ accounts: accounts.filter((other) => other !== one) });
	}

	if (accounts.length === 0 && !parted)
		return null;
	return (
		<section class="stack near" aria-labelledby="lti-accounts">
			<h2 id="lti-accounts">{words("accounts")}</h2>
			<div role="status">
				{parted && <p class="notice ok">
					{words("accounts.parted", { name: parted })}
				</p>}
			</div>
			{accounts.length > 0 && <>
				<p>{words("accounts.why")}</p>
				<ul class="plain cards">
					{accounts.map((one) => <Account key={one.id} of={one}
						part={() => part(one)} />)}
				</ul>
			</>}
		</section>
	);
}
