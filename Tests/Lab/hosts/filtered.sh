# A host that answers nothing: packets are dropped without a word.
#= outcome unreachable
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=unknown tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
kind=namespace

serve() {
    nft 'table inet filter { chain input { type filter hook input priority filter; meta l4proto tcp drop; }; }'
    exec sleep infinity
}
