/* Papers on the wire: server/api/credit/certificate.c. */

export type PaperKind = "attendance" | "completion" | "pass";
export type PaperState = "good" | "replaced" | "revoked";

export interface Paper {
	id: string;
	number: string;
	kind: PaperKind;
	name: string;
	title: string;
	agency: string;
	jp: number;
	firstDay: string;	/* "2026-11-20" */
	lastDay: string;
	place: string;
	issuedAt: number;
	state: PaperState;
	replacedBy: { id: string; number: string } | null;
	revokedAt: number | null;
	revokedWhy: string;
	source: "module" | "event" | "programme";
	sourceId: string;
	personId: string;
	link: string;
	signedAt: number | null;
	/* Of one's own: a new one would say another name. */
	outdated?: boolean;
}

export interface MyPapers {
	name: string;
	certificates: Paper[];
}

export interface PaperPage {
	certificates: Paper[];
	total: number;
	page: number;
	size: number;
}

export interface Design {
	pattern: string;
	code: string;
	accent: string;
	subtitle: string;
	place: string;
	signer: string;
	signerTitle: string;
	signerLine: string;
}

export interface DesignAnswer {
	design: Design;
	example: string;
	saved: boolean;
	agency: { id: string; name: string; logo: string | null };
}
