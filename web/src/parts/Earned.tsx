/*
 * What a module gave: "5 JP tercatat.", with the way to the certificate. When
 * it is just done the last answer may still be on its way to the server, so it
 * is asked for a few times.
 */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import { number } from "../text/format";
import { words } from "../text/earned";

interface Given {
	jp: number;
	certificate: string | null;
}

const WAITS = [0, 1500, 4000, 8000];

export function Earned({ module, done }: { module: string; done?: boolean }) {
	const [given, setGiven] = useState<Given | null>(null);

	useEffect(() => {
		const stop = new AbortController();
		let timer = 0;

		function ask(turn: number): void {
			const again = () => {
				if (turn + 1 < (done ? WAITS.length : 1))
					timer = window.setTimeout(ask, WAITS[turn + 1], turn + 1);
			};

			get<Given>(`/api/v1/modules/${encodeURIComponent(module)}/earned`,
				{ signal: stop.signal }).then((answer) => {
				setGiven(answer);
				if (answer.jp === 0)
					again();
			}, () => stop.signal.aborted || again());
		}
		ask(0);
		return () => {
			stop.abort();
			clearTimeout(timer);
		};
	}, [module, done]);

	if (!given || given.jp <= 0)
		return null;
	return (
		<p class="earned" role={done ? "status" : undefined}>
			<strong>
				{words("line", { n: number(given.jp / 100, 2) })}
			</strong>{" "}
			<a href={given.certificate ? "/saya/sertifikat" : "/saya/jp"}>
				{words(given.certificate ? "certificate" : "jp")}
			</a>
		</p>
	);
}
