# Probe system: the time, the release and the account that the agent runs as.

eval "$tools"
part time date +%s
part release cat /etc/os-release
part id id
