/*
 * Which screen stands at which address. A screen is fetched when it is first
 * opened, except those that nearly everyone sees first.
 */
import { Route, Router } from "preact-iso";
import { eager } from "./parts/screen";
import { Home } from "./screens/Home";
import { NotFound } from "./screens/NotFound";

const home = eager(Home);
const notFound = eager(NotFound);

export function Routes() {
	return (
		<Router>
			<Route path="/" component={home} />
			<Route default component={notFound} />
		</Router>
	);
}
