/*
 * When drawing a screen fails, the rest stays: what happened, what is safe,
 * what to do, and a code. Another address begins anew.
 */
import { Component, type ComponentChildren } from "preact";
import type { Problem } from "../api/client";
import { Failure } from "./Failure";
import { fault } from "./fault";

interface Props {
	at: string;	/* the address: a change of it begins anew */
	children: ComponentChildren;
}

interface State {
	problem: Problem | null;
}

export class Boundary extends Component<Props, State> {
	override state: State = { problem: null };

	override componentDidCatch(thrown: unknown): void {
		this.setState({ problem: fault(thrown) });
	}

	override componentWillReceiveProps(next: Props): void {
		if (next.at !== this.props.at)
			this.setState({ problem: null });
	}

	override render() {
		const { problem } = this.state;

		return problem
			? <Failure problem={problem} page again={() => location.reload()} />
			: this.props.children;
	}
}
