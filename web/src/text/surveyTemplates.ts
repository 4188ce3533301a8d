/*
 * What surveys begin from. A survey is written in its agency's words: these are
 * put into it once, in the language of whoever begins it, and are theirs then.
 */
import type { Form, Purpose, QuestionKind } from "../api/survey";
import type { Lang } from "./index";

type Ask = [kind: QuestionKind, needed: boolean, text: string,
	more?: string[], help?: string];

interface Template {
	title: string;
	about: string;
	purpose: Purpose;
	asks: Ask[];
}

export type TemplateName = "training" | "needs" | "empty";

export const TEMPLATES: readonly TemplateName[] =
	["training", "needs", "empty"];

const AGREE_ID = ["Sangat tidak setuju", "Sangat setuju"];
const AGREE_EN = ["Strongly disagree", "Strongly agree"];

const texts: Record<Lang, Record<TemplateName, Template>> = {
	id: {
		training: {
			title: "Evaluasi pelatihan",
			about: "Jawaban Anda dipakai untuk memperbaiki pelatihan berikutnya.",
			purpose: "feedback",
			asks: [
				["scale", true,
					"Isi pelatihan dapat saya terapkan dalam pekerjaan saya",
					AGREE_ID],
				["scale", true,
					"Contoh dan kasusnya sesuai keadaan unit atau daerah saya",
					AGREE_ID],
				["scale", true, "Narasumber menjelaskan dengan jelas",
					AGREE_ID],
				["choice", true, "Tingkat kesulitannya",
					["Terlalu mudah", "Tepat", "Terlalu sulit"]],
				["choice", true, "Waktu yang disediakan",
					["Terlalu singkat", "Cukup", "Terlalu lama"]],
				["scale", true,
					"Bahan terbuka lancar di gawai dan jaringan saya",
					AGREE_ID],
				["text", false, "Apa yang sudah berjalan baik?"],
				["text", false, "Apa yang perlu diperbaiki?"],
				["text", false, "Topik lanjutan yang Anda perlukan"],
			],
		},
		needs: {
			title: "Survei kebutuhan pelatihan",
			about: "Jawaban Anda menentukan pelatihan apa yang disiapkan tahun ini.",
			purpose: "needs",
			asks: [
				["choices", true,
					"Bidang apa yang paling perlu Anda pelajari dalam setahun ini?",
					["Teknologi informasi dan SPBE", "Pelayanan publik",
						"Kepemimpinan dan kerja tim",
						"Keuangan dan pengadaan",
						"Aturan baru di bidang saya", "Bidang lain"]],
				["text", true,
					"Pekerjaan apa yang terasa sulit karena kurang pengetahuan atau keterampilan?"],
				["choice", true, "Seberapa sering kesulitan itu muncul?",
					["Setiap hari", "Setiap minggu", "Setiap bulan",
						"Lebih jarang"]],
				["scale", true,
					"Seberapa mendesak pelatihan itu bagi unit kerja Anda?",
					["Dapat menunggu", "Sangat mendesak"]],
				["choices", true, "Cara belajar yang cocok bagi Anda",
					["Modul mandiri di ponsel", "Webinar", "Tatap muka",
						"Pendampingan oleh rekan atau atasan",
						"Praktik di tempat kerja"]],
				["choice", true,
					"Waktu belajar yang dapat Anda sediakan dalam seminggu",
					["Kurang dari 1 jam", "1–2 jam", "3–4 jam",
						"Lebih dari 4 jam"]],
				["choices", false, "Apa yang biasanya menghalangi Anda belajar?",
					["Jaringan atau kuota", "Gawai", "Waktu",
						"Izin dari pekerjaan", "Tidak ada"]],
				["text", false,
					"Aturan baru apa yang memengaruhi pekerjaan Anda dan belum Anda pahami?"],
			],
		},
		empty: { title: "", about: "", purpose: "feedback", asks: [] },
	},
	en: {
		training: {
			title: "Evaluation of a training",
			about: "Your answers are used to improve the next one.",
			purpose: "feedback",
			asks: [
				["scale", true, "I can apply the contents in my work",
					AGREE_EN],
				["scale", true, "Examples and cases fit my unit or region",
					AGREE_EN],
				["scale", true, "The speakers explained clearly", AGREE_EN],
				["choice", true, "How difficult it was",
					["Too easy", "Right", "Too hard"]],
				["choice", true, "The time given",
					["Too short", "Enough", "Too long"]],
				["scale", true,
					"The material opened smoothly on my device and line",
					AGREE_EN],
				["text", false, "What went well?"],
				["text", false, "What should be improved?"],
				["text", false, "What you need to learn next"],
			],
		},
		needs: {
			title: "Survey of training needs",
			about: "Your answers decide which training is prepared this year.",
			purpose: "needs",
			asks: [
				["choices", true,
					"In which fields do you most need to learn this year?",
					["Information technology and e-government",
						"Public service", "Leadership and teamwork",
						"Finance and procurement",
						"New regulations of my field", "Another field"]],
				["text", true,
					"Which work is hard for you for want of knowledge or skill?"],
				["choice", true, "How often does that come up?",
					["Every day", "Every week", "Every month",
						"Less often"]],
				["scale", true, "How urgent is this training for your unit?",
					["It can wait", "Very urgent"]],
				["choices", true, "Ways of learning that suit you",
					["Modules on my phone", "Webinars", "In person",
						"Guidance by a colleague or superior",
						"Practice at the workplace"]],
				["choice", true, "Time you can give to learning each week",
					["Less than 1 hour", "1–2 hours", "3–4 hours",
						"More than 4 hours"]],
				["choices", false, "What usually keeps you from learning?",
					["Line or data", "Device", "Time",
						"Leave from work", "Nothing"]],
				["text", false,
					"Which new regulation touches your work and is not clear to you yet?"],
			],
		},
		empty: { title: "", about: "", purpose: "feedback", asks: [] },
	},
};

export interface Beginning {
	title: string;
	about: string;
	purpose: Purpose;
	form: Form;
}

export function beginning(name: TemplateName, language: Lang): Beginning {
	const { asks, ...rest } = texts[language][name];

	return { ...rest, form: { questions: asks.map(
		([kind, needed, text, more = [], help = ""], i) => ({
			id: `q${i + 1}`, kind, text, help, needed,
			...(kind === "scale" && { low: more[0] ?? "",
				high: more[1] ?? "" }),
			...((kind === "choice" || kind === "choices") && {
				choices: more.map((text, at) => ({
					id: String.fromCharCode(97 + at), text })) }),
		})) } };
}
