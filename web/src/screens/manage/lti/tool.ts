/* Tools as the server tells of them, and as a form holds them. */
export const SCOPES = ["score", "lineitem", "result.readonly",
	"contextmembership.readonly"] as const;
export type Scope = typeof SCOPES[number];

export interface Tool {
	id: string;
	name: string;
	clientId: string;
	loginUrl: string;
	targetUrl: string;
	choiceUrl: string | null;
	jwksUrl: string | null;
	jwk: object | null;
	scopes: string[];
	sendName: boolean;
	sendEmail: boolean;
	/* Told to administrators. */
	custom?: Record<string, string>;
	state: "active" | "off";
	revision: number;
}

export interface ToolWhole extends Tool {
	redirectUris: string[];
	deployments: { id: string; agency: { id: string; name: string };
		state: "active" | "off" }[];
	issuer: string;
	authUrl: string;
	tokenUrl: string;
	platformJwksUrl: string;
	configurationUrl: string;
}

export const PATH = "/api/v1/lti/tools";

export const linesOf = (text: string): string[] =>
	text.split("\n").map((line) => line.trim()).filter(Boolean);

/* The first line that is no name=value; null: all are. */
export function customFault(text: string): string | null {
	return linesOf(text).find((line) => line.indexOf("=") < 1) ?? null;
}

export function customOf(text: string): Record<string, string> {
	return Object.fromEntries(linesOf(text).map((line) => {
		const at = line.indexOf("=");

		return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
	}));
}

export function customText(custom: Record<string, string>): string {
	return Object.entries(custom)
		.map(([name, value]) => `${name}=${value}`).join("\n");
}
