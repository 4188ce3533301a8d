import { LocationProvider } from "preact-iso";
import { Routes } from "./routes";

export function App() {
	return (
		<LocationProvider>
			<Routes />
		</LocationProvider>
	);
}
