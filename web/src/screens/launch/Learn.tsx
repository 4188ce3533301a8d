/* A learner: the module's lessons at once, where they left off. */
import { useLocation } from "preact-iso";
import type { LtiLaunch } from "../../api/lti";
import { words } from "../../text/launch";
import { Lessons } from "../player/Player";
import { About } from "./About";
import { useScreenHeight } from "./height";

export function Learn({ launch, module }: {
	launch: LtiLaunch;
	module: { id: string };
}) {
	const { query } = useLocation();

	useScreenHeight();
	return <Lessons id={module.id} asked={launch.unit ?? query.unit ?? null}
		alone={launch.unit !== null} page={null}
		out={launch.returnUrl
			? { href: launch.returnUrl, words: words("back") } : null}
		more={<About launch={launch} />} />;
}
