/* What a publication says of itself, and what its tasks would say. */
import type { Task } from "../../api/revision";
import { words } from "../../text/revision";
import { taskSays } from "./hints/tell";

export interface Said {
	changed: string;
	why: string;
	revisions: string[];
}

/* Learners read it: no question of a quiz is named to who may have it still. */
function reason(task: Task): string {
	return task.hint?.question ? words("change.question") : taskSays(task);
}

export function saidBy(tasks: Task[]): Said {
	return {
		changed: tasks.map((task) => task.words).filter(Boolean).join("\n"),
		why: [...new Set(tasks.map(reason))].join("\n"),
		revisions: tasks.map((task) => task.id),
	};
}
