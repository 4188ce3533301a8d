/* On with the people of a list: to the choice of a batch that they join. */
import { useLocation } from "preact-iso";
import { words } from "../../../text/roster";
import { choose, type Someone } from "../chosen";

export function EnrolList({ people }: { people: Someone[] }) {
	const { route } = useLocation();

	return people.length === 0 ? null : (
		<button class="button" type="button" onClick={() => {
			choose({ people });
			route("/kelola/angkatan?list=1");
		}}>
			{words("enrol", { n: people.length })}
		</button>
	);
}
