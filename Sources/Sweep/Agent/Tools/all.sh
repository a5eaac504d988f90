# Tools: what probes call.

# What probes call. The shell of probes evaluates this text:
#   part NAME COMMAND...  output, errors and status of one command, between marks
#   bounded SECONDS PROGRAM...
#                         ends a program that hangs
#   scrub                 removes private keys, passwords and their hashes
#   say TEXT              prints it unchanged
#   known, user_fields, passdb_fields
#                         remove values that no check reads
#   setting NAME          sets `value` to a setting
#   written, sections     doveconf -n, and the sections that checks read
#   main_file             sets `main` to the main configuration file
#   base_dir              sets `base`, and `loaded` to a socket made at the last reload
#   complaints COMMAND... the newest 200 warnings and errors
#   read_log PATH COMMAND runs COMMAND on PATH, its $1, as a user that may read it
#   came_from             sets `client` and `server` to the addresses of this session
. Tools/output.sh
. Tools/withheld.sh
. Tools/settings.sh
. Tools/master.sh
. Tools/reading.sh
. Tools/client.sh
. Tools/as-user.sh
. Tools/complaints.sh
