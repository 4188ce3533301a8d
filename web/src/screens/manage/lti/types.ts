/* Connections as the server tells of them. */
export const PATH = "/api/v1/lti/platforms";

export interface Platform {
	id: string;
	agency: string;
	name: string;
	issuer: string;
	clientId: string;
	authUrl: string;
	tokenUrl: string;
	tokenAudience: string | null;
	jwksUrl: string;
	family: string;
	state: "pending" | "active" | "off";
	deployments: "accept" | "ask";
	anonymous: boolean;
	revision: number;
	createdAt: number;
}

export interface Deployment {
	deployment: string;
	state: "pending" | "active" | "off";
	createdAt: number;
}

export interface PlatformWhole extends Platform {
	known: Deployment[];
	grades: { waiting: number; sent: number; attention: number };
}

export type EventKind = "launch" | "choice" | "keys" | "token" | "grade"
	| "roster" | "registration" | "test";

export interface LtiEvent {
	id: string;
	kind: EventKind;
	code: string;
	sentence: string;
	advice: string;
	facts: Record<string, unknown>;
	request: string;
	at: number;
	times: number;
	signed: boolean;	/* or ours; else anybody can have made it */
}

export interface Check {
	name: "keys" | "token" | "roster";
	code: string;		/* "ok", "untried", or a fault's */
	sentence: string;
	advice: string;
}

export interface Invitation {
	id: string;
	host: string;
	createdAt: number;
	expiresAt: number;
	url?: string;		/* told once */
}

/* What is entered in the other system by hand. */
export interface About {
	url: string;
	loginUrl: string;
	launchUrl: string;
	choiceUrl: string;
	jwksUrl: string;
}

/* Of a connection: theirs as we know them, and ours towards it. */
export interface TheirKeys {
	url: string | null;
	pinned: boolean;	/* entered by hand: fetched from nowhere */
	keys: { kid: string | null; good: boolean }[];
	fetchedAt: number | null;
	untilAt: number | null;
	goodUntil: number | null;
	failedAt: number | null;
	failure: { code: string; sentence: string; advice: string } | null;
}

export interface OurKey {
	kid: string;
	createdAt: number;
	signFrom: number;
	signUntil: number;
}

export interface PeerKeys {
	theirs: TheirKeys;
	ours: { url: string; now: OurKey | null; next: OurKey | null };
}

export type KeyRole = "tool" | "platform";
export type KeyState = "signs" | "next" | "published" | "over" | "revoked";

export interface OwnKey extends OurKey {
	role: KeyRole;
	state: KeyState;
	publishUntil: number;
	revokedAt: number | null;
}

export interface FailedGrade {
	id: string;
	person: { id: string; name: string } | null;	/* null: not for us */
	title: string;
	context: string | null;
	state: "waiting" | "attention";
	sentence: string;
	advice: string;
	said: string | null;
	nextAt: number | null;
}
