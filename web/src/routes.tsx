/*
 * Which screen stands at which address. A screen is fetched when it is first
 * opened, except those that nearly everyone sees first.
 */
import { Route, Router } from "preact-iso";
import { eager, screen } from "./parts/screen";
import { Home } from "./screens/Home";
import { NotFound } from "./screens/NotFound";
import { SignIn as SignInScreen } from "./screens/SignIn";

export const SignIn = eager(SignInScreen);
export const PrivacyDue = screen(() => import("./screens/PrivacyDue"));
export const Launched = screen(() => import("./screens/launch/Launched"),
	true);
export const NewPassword = screen(() => import("./screens/NewPassword"));

const home = eager(Home);
const notFound = eager(NotFound);
const signInLink = screen(() => import("./screens/SignInLink"));
const catalogue = screen(() => import("./screens/Catalogue"));
const module_ = screen(() => import("./screens/Module"));
const player = screen(() => import("./screens/player/Player"),
	true);
const me = screen(() => import("./screens/Me"));
const security = screen(() => import("./screens/Security"));
const myData = screen(() => import("./screens/MyData"));
const nameWishes = screen(() => import("./screens/manage/NameWishes"));
const help = screen(() => import("./screens/Help"));
const manage = screen(() => import("./screens/manage/Manage"));
const moduleForm = screen(() => import("./screens/module/Form"));
const upload = screen(() => import("./screens/manage/Upload"));
const import_ = screen(() => import("./screens/manage/Import"));
const versions = screen(() => import("./screens/manage/Versions"));
const drafts = screen(() => import("./screens/draft/Drafts"));
const draft = screen(() => import("./screens/draft/Draft"));
const moduleEdit = screen(() => import("./screens/draft/ModuleEdit"));
const surveys = screen(() => import("./screens/manage/Surveys"));
const gradebook = screen(() =>
	import("./screens/manage/gradebook/Gradebook"));
const learner = screen(() => import("./screens/manage/gradebook/Learner"));
const keys = screen(() => import("./screens/manage/gradebook/Keys"));
const hints = screen(() => import("./screens/manage/hints/Hints"));
const revisions = screen(() => import("./screens/manage/Revisions"));
const numbers = screen(() => import("./screens/manage/numbers/Numbers"));
const marking = screen(() => import("./screens/manage/gradebook/Marking"));
const markPage = screen(() => import("./screens/manage/gradebook/MarkPage"));
const myPapers = screen(() => import("./screens/paper/Mine"));
const papers = screen(() => import("./screens/paper/Papers"));
const paperDesign = screen(() => import("./screens/paper/Design"));
const notices = screen(() => import("./screens/Notices"));
const team = screen(() => import("./screens/Team"));
const overview = screen(() => import("./screens/Overview"));
const partnerFigures = screen(() =>
	import("./screens/manage/PartnerFigures"));
const dashboard = screen(() => import("./screens/manage/Dashboard"));
const myScores = screen(() => import("./screens/MyScores"));
const approvals = screen(() => import("./screens/manage/Approvals"));
const tokens = screen(() => import("./screens/manage/Tokens"));
const duties = screen(() => import("./screens/manage/Duties"));
const banks = screen(() => import("./screens/bank/Banks"));
const bank = screen(() => import("./screens/bank/Bank"));
const bankImport = screen(() => import("./screens/bank/BankImport"));
const bankNew = screen(() => import("./screens/bank/BankNew"));
const bankChange = screen(() => import("./screens/bank/BankWrite"));
const bankQuestion = screen(() => import("./screens/bank/BankQuestion"));
const programmes = screen(() => import("./screens/programme/Programmes"));
const programme = screen(() => import("./screens/programme/Programme"));
const programmeList = screen(() =>
	import("./screens/manage/programme/List"));
const programmeEdit = screen(() =>
	import("./screens/manage/programme/Edit"));
const programmeLook = screen(() =>
	import("./screens/manage/programme/Preview"));
const batches = screen(() => import("./screens/manage/programme/Batches"));
const batch = screen(() => import("./screens/manage/programme/BatchPage"));
const people = screen(() => import("./screens/manage/People"));
const personNew = screen(() => import("./screens/manage/PersonNew"));
const units = screen(() => import("./screens/manage/org/Units"));
const jobs = screen(() => import("./screens/manage/org/Jobs"));
const roster = screen(() => import("./screens/manage/roster/Roster"));
const codes = screen(() => import("./screens/manage/Codes"));
const agencies = screen(() => import("./screens/manage/Agencies"));
const agency = screen(() => import("./screens/manage/Agency"));
const setup = screen(() => import("./screens/manage/Setup"));
const mail = screen(() => import("./screens/manage/Mail"));
const storage = screen(() => import("./screens/manage/Storage"));
const ltiPlatforms = screen(() => import("./screens/manage/lti/Platforms"));
const ltiConnect = screen(() => import("./screens/manage/lti/Connect"));
const ltiByHand = screen(() => import("./screens/manage/lti/ByHand"));
const ltiPlatform = screen(() =>
	import("./screens/manage/lti/PlatformPage"));
const ltiKeys = screen(() => import("./screens/manage/lti/OurKeys"));
const ltiTools = screen(() => import("./screens/manage/lti/Tools"));
const ltiTool = screen(() => import("./screens/manage/lti/ToolPage"));
const forgot = screen(() => import("./screens/Forgot"));
const activate = screen(() => import("./screens/Activate"));
const privacy = screen(() => import("./screens/Privacy"));
const myJp = screen(() => import("./screens/jp/MyJp"));
const jpEntries = screen(() => import("./screens/jp/Entries"));
const jpManual = screen(() => import("./screens/jp/Manual"));
const jpRules = screen(() => import("./screens/jp/Rules"));
const jpTargets = screen(() => import("./screens/jp/Targets"));
const jpDoubts = screen(() => import("./screens/jp/Doubts"));
const jpSiasn = screen(() => import("./screens/jp/Siasn"));
const events = screen(() => import("./screens/event/Events"));
const event = screen(() => import("./screens/event/Event"));
const join = screen(() => import("./screens/launch/Join"));
const arrive = screen(() => import("./screens/event/Arrive"));
const eventsManaged = screen(() => import("./screens/manage/event/Events"));
const eventNew = screen(() => import("./screens/manage/event/EventNew"));
const eventEdit = screen(() => import("./screens/manage/event/EventEdit"));
const personEdit = screen(() => import("./screens/manage/PersonEdit"));
const desk = screen(() => import("./screens/live/Desk"));
const attendance = screen(() => import("./screens/live/Attendance"));
const liveEvent = screen(() => import("./screens/live/LivePage"));
const here = screen(() => import("./screens/live/Here"));
const assignment = screen(() => import("./screens/assignment/Assignment"));
const toolStep = screen(() => import("./screens/programme/ToolStep"));
const discussion = screen(() => import("./screens/assignment/Discussion"));
const assignments = screen(() =>
	import("./screens/manage/assignment/Waiting"));
const assignmentMark = screen(() =>
	import("./screens/manage/assignment/Mark"));
const teams = screen(() => import("./screens/manage/assignment/Teams"));
const competencies = screen(() => import("./screens/competency/List"));
const myCompetencies = screen(() => import("./screens/competency/Mine"));
const myPlans = screen(() => import("./screens/plan/Mine"));
const myMentoring = screen(() => import("./screens/mentoring/Mine"));
const myPair = screen(() => import("./screens/mentoring/Notes"));
const followups = screen(() => import("./screens/manage/plan/Followups"));
const mentoring = screen(() => import("./screens/manage/mentoring/List"));
const indicators = screen(() =>
	import("./screens/manage/programme/Indicators"));
const jobLevels = screen(() => import("./screens/competency/JobLevels"));
const surveyList = screen(() => import("./screens/manage/survey/List"));
const surveyEdit = screen(() => import("./screens/manage/survey/Edit"));
const surveyResults = screen(() => import("./screens/manage/survey/Results"));
const mySurveys = screen(() => import("./screens/survey/Mine"));
const surveyAnswer = screen(() => import("./screens/survey/Answer"));
const needs = screen(() => import("./screens/need/Needs"));
const needNew = screen(() => import("./screens/need/Propose"));
const need = screen(() => import("./screens/need/Need"));
const needMap = screen(() => import("./screens/manage/need/Map"));
const needList = screen(() => import("./screens/manage/need/List"));
const needNote = screen(() => import("./screens/manage/need/New"));
const needEdit = screen(() => import("./screens/manage/need/Edit"));
const findings = screen(() => import("./screens/manage/need/Findings"));
const findingNew = screen(() => import("./screens/manage/need/FindingNew"));

/* Addresses for everybody, signed in or not. */
export function isOpen(path: string): boolean {
	return path === "/masuk/tautan" || path === "/bantuan" ||
		path === "/aktivasi" || path === "/privasi" ||
		path === "/lupa-sandi" || path === "/hadir";
}

/* The lesson has the whole screen to itself. */
export function isBare(path: string): boolean {
	return /^\/modul\/[^/]+\/belajar$/.test(path);
}

export function Routes() {
	return (
		<Router>
			<Route path="/" component={home} />
			<Route path="/masuk/tautan" component={signInLink} />
			<Route path="/lupa-sandi" component={forgot} />
			<Route path="/aktivasi" component={activate} />
			<Route path="/privasi" component={privacy} />
			<Route path="/bantuan" component={help} />
			<Route path="/saya/kata-sandi" component={NewPassword} />
			<Route path="/katalog" component={catalogue} />
			<Route path="/modul/:id" component={module_} />
			<Route path="/modul/:id/belajar" component={player} />
			<Route path="/kegiatan" component={events} />
			<Route path="/kegiatan/:id" component={event} />
			<Route path="/hadir" component={arrive} />
			<Route path="/gabung" component={join} />
			<Route path="/kelola/kegiatan" component={eventsManaged} />
			<Route path="/kelola/kegiatan/baru" component={eventNew} />
			<Route path="/kelola/kegiatan/:id" component={eventEdit} />
			<Route path="/saya" component={me} />
			<Route path="/kelola" component={manage} />
			<Route path="/kelola/modul/:id/keterangan"
				component={moduleForm} />
			<Route path="/kelola/unggah" component={upload} />
			<Route path="/kelola/unggah/:id" component={import_} />
			<Route path="/kelola/modul/:id" component={versions} />
			<Route path="/kelola/naskah" component={drafts} />
			<Route path="/kelola/naskah/:id" component={draft} />
			<Route path="/kelola/modul/:id/sunting" component={moduleEdit} />
			<Route path="/kelola/modul/:id/survei" component={surveys} />
			<Route path="/kelola/modul/:id/nilai" component={gradebook} />
			<Route path="/kelola/modul/:id/nilai/:person"
				component={learner} />
			<Route path="/kelola/modul/:id/soal" component={keys} />
			<Route path="/kelola/modul/:id/angka" component={numbers} />
			<Route path="/kelola/modul/:id/petunjuk" component={hints} />
			<Route path="/kelola/revisi" component={revisions} />
			<Route path="/kelola/penilaian" component={marking} />
			<Route path="/kelola/penilaian/:sitting/:question"
				component={markPage} />
			<Route path="/saya/nilai" component={myScores} />
			<Route path="/saya/pemberitahuan" component={notices} />
			<Route path="/atasan" component={team} />
			<Route path="/kelola/dasbor" component={dashboard} />
			<Route path="/pimpinan" component={overview} />
			<Route path="/kelola/angka" component={partnerFigures} />
			<Route path="/saya/keamanan" component={security} />
			<Route path="/saya/data" component={myData} />
			<Route path="/kelola/nama" component={nameWishes} />
			<Route path="/saya/sertifikat" component={myPapers} />
			<Route path="/kelola/sertifikat" component={papers} />
			<Route path="/kelola/sertifikat/desain"
				component={paperDesign} />
			<Route path="/kelola/persetujuan" component={approvals} />
			<Route path="/kelola/tinjau" component={duties} />
			<Route path="/kelola/sebutan" component={tokens} />
			<Route path="/kelola/instansi/:id/sebutan" component={tokens} />
			<Route path="/kelola/kegiatan/:id/meja" component={desk} />
			<Route path="/kelola/kegiatan/:id/presensi"
				component={attendance} />
			<Route path="/kegiatan/:id/langsung" component={liveEvent} />
			<Route path="/p/:code" component={here} />
			<Route path="/kelola/bank" component={banks} />
			<Route path="/kelola/bank/:id" component={bank} />
			<Route path="/kelola/bank/:id/impor" component={bankImport} />
			<Route path="/kelola/bank/:id/tulis" component={bankNew} />
			<Route path="/kelola/bank/:id/soal/:question"
				component={bankQuestion} />
			<Route path="/kelola/bank/:id/soal/:question/ubah"
				component={bankChange} />
			<Route path="/pelatihan" component={programmes} />
			<Route path="/pelatihan/:batch" component={programme} />
			<Route path="/kelola/pelatihan" component={programmeList} />
			<Route path="/kelola/pelatihan/:id" component={programmeEdit} />
			<Route path="/kelola/pelatihan/:id/pratinjau"
				component={programmeLook} />
			<Route path="/kelola/angkatan" component={batches} />
			<Route path="/kelola/angkatan/:id" component={batch} />
			<Route path="/kelola/orang" component={people} />
			<Route path="/kelola/orang/baru" component={personNew} />
			<Route path="/kelola/orang/kode" component={codes} />
			<Route path="/kelola/unit" component={units} />
			<Route path="/kelola/jabatan" component={jobs} />
			<Route path="/kelola/pegawai" component={roster} />
			<Route path="/kelola/mulai" component={setup} />
			<Route path="/kelola/email" component={mail} />
			<Route path="/kelola/ruang" component={storage} />
			<Route path="/kelola/lti" component={ltiPlatforms} />
			<Route path="/kelola/lti/baru" component={ltiConnect} />
			<Route path="/kelola/lti/tangan" component={ltiByHand} />
			<Route path="/kelola/lti/kunci" component={ltiKeys} />
			<Route path="/kelola/lti/alat" component={ltiTools} />
			<Route path="/kelola/lti/alat/:id" component={ltiTool} />
			<Route path="/kelola/lti/:id" component={ltiPlatform} />
			<Route path="/kelola/instansi" component={agencies} />
			<Route path="/kelola/instansi/:id" component={agency} />
			<Route path="/kelola/orang/:id" component={personEdit} />
			<Route path="/saya/jp" component={myJp} />
			<Route path="/kelola/jp" component={jpEntries} />
			<Route path="/kelola/jp/baru" component={jpManual} />
			<Route path="/kelola/jp/aturan" component={jpRules} />
			<Route path="/kelola/jp/target" component={jpTargets} />
			<Route path="/kelola/jp/ragu" component={jpDoubts} />
			<Route path="/kelola/jp/siasn" component={jpSiasn} />
			<Route path="/pelatihan/:batch/alat/:activity"
				component={toolStep} />
			<Route path="/pelatihan/:batch/tugas/:activity"
				component={assignment} />
			<Route path="/pelatihan/:batch/diskusi/:activity"
				component={discussion} />
			<Route path="/kelola/tugas" component={assignments} />
			<Route path="/kelola/tugas/:id" component={assignmentMark} />
			<Route path="/kelola/angkatan/:id/kelompok/:activity"
				component={teams} />
			<Route path="/saya/kompetensi" component={myCompetencies} />
			<Route path="/kelola/kompetensi" component={competencies} />
			<Route path="/kelola/jabatan/:id" component={jobLevels} />
			<Route path="/saya/rencana" component={myPlans} />
			<Route path="/saya/pendampingan" component={myMentoring} />
			<Route path="/saya/pendampingan/:id" component={myPair} />
			<Route path="/kelola/tindak-lanjut" component={followups} />
			<Route path="/kelola/pendampingan" component={mentoring} />
			<Route path="/kelola/pelatihan/:id/indikator"
				component={indicators} />
			<Route path="/survei" component={mySurveys} />
			<Route path="/survei/:id" component={surveyAnswer} />
			<Route path="/kelola/survei" component={surveyList} />
			<Route path="/kelola/survei/:id" component={surveyEdit} />
			<Route path="/kelola/survei/:id/hasil"
				component={surveyResults} />
			<Route path="/kebutuhan" component={needs} />
			<Route path="/kebutuhan/baru" component={needNew} />
			<Route path="/kebutuhan/:id" component={need} />
			<Route path="/kelola/kebutuhan" component={needMap} />
			<Route path="/kelola/kebutuhan/daftar" component={needList} />
			<Route path="/kelola/kebutuhan/baru" component={needNote} />
			<Route path="/kelola/kebutuhan/temuan" component={findings} />
			<Route path="/kelola/kebutuhan/temuan/baru"
				component={findingNew} />
			<Route path="/kelola/kebutuhan/:id" component={needEdit} />
			<Route default component={notFound} />
		</Router>
	);
}
