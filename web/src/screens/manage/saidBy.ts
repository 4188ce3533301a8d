/* What a publication says of itself, and what its tasks would say. */
import type { Task } from "../../api/revision";
import { taskSays } from "./hints/tell";

export interface Said {
	changed: string;
	why: string;
	revisions: string[];
}

export function saidBy(tasks: Task[]): Said {
	return {
		changed: tasks.map((task) => task.words).filter(Boolean).join("\n"),
		why: tasks.map(taskSays).join("\n"),
		revisions: tasks.map((task) => task.id),
	};
}
