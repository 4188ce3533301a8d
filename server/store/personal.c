#include "store/personal.h"

#include "store/queries.h"

#define MOVES PERSONAL_MOVES
#define STAYS PERSONAL_STAYS
#define ENDS  PERSONAL_ENDS

static const struct phrase act = { {
	"Yang Anda kerjakan sebagai petugas; riwayatnya ada di halaman yang bersangkutan.",
	"What you did on duty; its history is on the page of what it was done to." } };
static const struct phrase secret = { {
	"Rahasia yang membuka akun: isinya tidak diberikan kepada siapa pun.",
	"Secrets that open the account are told to nobody." } };
static const struct phrase packages = { {
	"Catatan teknis milik paket; isinya tidak dapat dibaca di luar paket itu.",
	"Notes that packages keep for themselves, which nothing else can read." } };
static const struct phrase passing = { {
	"Hanya ada sebentar, selama berkas dikirim.",
	"There for a short while only, as long as a file is being sent." } };

const struct personal personal_columns[] = {
	{ "activation", "created_by", STAYS, NULL, &act },
	{ "activation", "person_id", ENDS, NULL, &secret },
	{ "attempt", "person_id", MOVES, "attempts", NULL },
	{ "attendance_file", "by_id", STAYS, NULL, &act },
	{ "attendance_line", "person_id", MOVES, "attendanceLines", NULL },
	{ "bank", "created_by", STAYS, NULL, &act },
	{ "bank_question_version", "person_id", STAYS, NULL, &act },
	{ "batch", "created_by", STAYS, NULL, &act },
	{ "caption", "person_id", STAYS, NULL, &act },
	{ "certificate", "person_id", MOVES, "certificates", NULL },
	{ "certificate", "revoked_by", STAYS, NULL, &act },
	{ "certificate_design", "by_id", STAYS, NULL, &act },
	{ "certificate_signed", "by_id", STAYS, NULL, &act },
	{ "discussion", "closed_by", STAYS, NULL, &act },
	{ "document", "person_id", STAYS, NULL, &packages },
	{ "draft", "updated_by", STAYS, NULL, &act },
	{ "enrolment", "by_id", STAYS, NULL, &act },
	{ "enrolment", "person_id", MOVES, "enrolments", NULL },
	{ "error_report", "answered_by", STAYS, NULL, &act },
	{ "error_report", "person_id", MOVES, "reports", NULL },
	{ "event", "owner_id", MOVES, NULL, &act },
	{ "event_question", "person_id", MOVES, "eventQuestions", NULL },
	{ "event_vote", "person_id", MOVES, "eventVotes", NULL },
	{ "guest", "person_id", ENDS, "guest", NULL },
	{ "guest_proof", "person_id", ENDS, NULL, &secret },
	{ "import", "person_id", STAYS, NULL, &act },
	{ "jp_doubt", "settled_by", STAYS, NULL, &act },
	{ "jp_entry", "by_id", STAYS, NULL, &act },
	{ "jp_entry", "person_id", MOVES, "jp", NULL },
	{ "jp_look", "by_id", STAYS, NULL, &act },
	{ "jp_rule", "created_by", STAYS, NULL, &act },
	{ "jp_status", "by_id", STAYS, NULL, &act },
	{ "jp_target", "created_by", STAYS, NULL, &act },
	{ "mail", "person_id", STAYS, "letters", NULL },
	{ "mark_change", "person_id", STAYS, NULL, &act },
	{ "membership", "created_by", STAYS, NULL, &act },
	{ "membership", "person_id", MOVES, "memberships", NULL },
	{ "module", "owner_id", MOVES, NULL, &act },
	{ "module", "withdrawn_by", STAYS, NULL, &act },
	{ "module_event", "person_id", STAYS, NULL, &act },
	{ "module_share", "by_id", STAYS, NULL, &act },
	{ "name_wish", "person_id", ENDS, "nameWish", NULL },
	{ "notice", "person_id", MOVES, "notices", NULL },
	{ "person", "merged_into", MOVES, NULL, &act },
	{ "person_competency", "by_id", STAYS, NULL, &act },
	{ "person_competency", "person_id", MOVES, "competencies", NULL },
	{ "person_event", "by_id", STAYS, NULL, &act },
	{ "person_event", "person_id", STAYS, "changes", NULL },
	{ "person_role", "person_id", ENDS, "roles", NULL },
	{ "post", "hidden_by", STAYS, NULL, &act },
	{ "post", "person_id", MOVES, "posts", NULL },
	{ "presence", "by_id", STAYS, NULL, &act },
	{ "presence", "person_id", MOVES, "presence", NULL },
	{ "presence_check", "created_by", STAYS, NULL, &act },
	{ "privacy_ack", "person_id", STAYS, "privacyNotices", NULL },
	{ "programme", "owner_id", MOVES, NULL, &act },
	{ "quiz_fix", "person_id", STAYS, NULL, &act },
	{ "quiz_leave", "given_by", STAYS, NULL, &act },
	{ "quiz_leave", "person_id", MOVES, "quizLeave", NULL },
	{ "recovery_code", "person_id", ENDS, NULL, &secret },
	{ "score_look", "looked_by", STAYS, NULL, &act },
	{ "score_look", "person_id", MOVES, "looks", NULL },
	{ "seat", "person_id", MOVES, "seats", NULL },
	{ "session", "person_id", STAYS, "sessions", NULL },
	{ "signin_link", "person_id", ENDS, NULL, &secret },
	{ "sitting", "person_id", MOVES, "sittings", NULL },
	{ "sitting_mark", "marked_by", STAYS, NULL, &act },
	{ "statement", "person_id", MOVES, "statements", NULL },
	{ "submission", "by_id", MOVES, "submissions", NULL },
	{ "submission", "marked_by", STAYS, NULL, &act },
	{ "submission", "person_id", MOVES, "submissions", NULL },
	{ "supervision", "person_id", ENDS, "supervisions", NULL },
	{ "team_member", "person_id", MOVES, "teams", NULL },
	{ "totp", "person_id", ENDS, NULL, &secret },
	{ "upload", "person_id", STAYS, NULL, &passing },
	{ "usage", "person_id", MOVES, NULL, &packages },
	{ "version", "created_by", STAYS, NULL, &act },
	{ "version", "removed_by", STAYS, NULL, &act },
	{ "waiver", "person_id", STAYS, NULL, &act },
	{ "wish", "asked_by", STAYS, NULL, &act },
	{ "wish", "decided_by", STAYS, NULL, &act },
};

const size_t npersonal_columns =
	sizeof(personal_columns) / sizeof(*personal_columns);

/* In the order of the copy. */
const struct personal_part personal_parts[] = {
	{ "roles", SQL_COPY_ROLES },
	{ "supervisions", SQL_COPY_SUPERVISIONS },
	{ "memberships", SQL_COPY_MEMBERSHIPS },
	{ "guest", SQL_COPY_GUEST },
	{ "changes", SQL_COPY_CHANGES },
	{ "nameWish", SQL_COPY_NAME_WISH },
	{ "privacyNotices", SQL_COPY_PRIVACY },
	{ "sessions", SQL_COPY_SESSIONS },
	{ "notices", SQL_COPY_NOTICES },
	{ "letters", SQL_COPY_LETTERS },
	{ "attempts", SQL_COPY_ATTEMPTS },
	{ "progress", SQL_COPY_PROGRESS },
	{ "runs", SQL_COPY_RUNS },
	{ "sittings", SQL_COPY_SITTINGS },
	{ "sittingMarks", SQL_COPY_SITTING_MARKS },
	{ "quizLeave", SQL_COPY_QUIZ_LEAVE },
	{ "statements", SQL_COPY_STATEMENTS },
	{ "reports", SQL_COPY_REPORTS },
	{ "looks", SQL_COPY_LOOKS },
	{ "seats", SQL_COPY_SEATS },
	{ "presence", SQL_COPY_PRESENCE },
	{ "attendanceLines", SQL_COPY_ATTENDANCE_LINES },
	{ "eventQuestions", SQL_COPY_EVENT_QUESTIONS },
	{ "eventVotes", SQL_COPY_EVENT_VOTES },
	{ "enrolments", SQL_COPY_ENROLMENTS },
	{ "steps", SQL_COPY_STEPS },
	{ "teams", SQL_COPY_TEAMS },
	{ "submissions", SQL_COPY_SUBMISSIONS },
	{ "submissionFiles", SQL_COPY_SUBMISSION_FILES },
	{ "posts", SQL_COPY_POSTS },
	{ "competencies", SQL_COPY_COMPETENCIES },
	{ "jp", SQL_COPY_JP },
	{ "certificates", SQL_COPY_CERTIFICATES },
};

const size_t npersonal_parts =
	sizeof(personal_parts) / sizeof(*personal_parts);
