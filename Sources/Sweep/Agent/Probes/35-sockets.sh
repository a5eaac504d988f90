# Probe sockets: the TCP ports that programs listen on.

eval "$tools"
if command -v ss >/dev/null; then part ss ss -tlnp
elif command -v netstat >/dev/null; then part netstat netstat -tlnp
else part sockstat sockstat -46l
fi
