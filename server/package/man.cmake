# cmake -DBALAI=program -DVERSION=0.1.0 -DOUT=balai.8 -P man.cmake
#
# The man page is what `balai --help` prints, so that the two never differ; only
# what no help says is written here.
set(ENV{LC_ALL} C.UTF-8)
execute_process(COMMAND "${BALAI}" --help OUTPUT_VARIABLE help
	RESULT_VARIABLE failed)
if(failed)
	message(FATAL_ERROR "${BALAI} --help: ${failed}")
endif()
string(REPLACE "\\" "\\e" help "${help}")
string(REPLACE "-" "\\-" help "${help}")
# A line that begins with a dot or a quote would be a request.
string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" help "${help}")
file(WRITE "${OUT}" ".TH BALAI 8 \"\" \"Balai ${VERSION}\" \"System administration\"
.SH NAME
balai \\- a server for course modules
.SH SYNOPSIS
.B balai
.I command
[\\fIarguments\\fR] [\\fIoptions\\fR]
.br
.B balai\\-admin
.I command
[\\fIarguments\\fR]
.SH DESCRIPTION
.nf
${help}.fi
.SH EXIT STATUS
0 done, 1 refused or failed with a reason on standard error, 2 wrong usage.
.SH FILES
.TP
.I /etc/balai/balai.env
The settings of the service.
.B balai\\-admin
runs
.B balai
with them, as the service's user.
.TP
.I /var/lib/balai
The data: database, files of modules, uploads.
.TP
.I /var/backups/balai
What
.I balai\\-backup.timer
saves every night.
.TP
.I /usr/share/doc/balai/proxy
nginx and Caddy before the server.
.SH EXAMPLES
.nf
balai\\-admin user link admin
balai\\-admin check
balai\\-admin check \\-\\-url https://belajar.example.go.id
balai\\-admin backup /var/backups/balai
balai restore /media/disk/balai \\-\\-data /var/lib/balai
.fi
.SH SEE ALSO
.BR systemctl (1),
.BR journalctl (1)
")
