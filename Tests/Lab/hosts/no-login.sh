# The sweeping user's key is not authorised.
#= outcome ssh-auth
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=bookworm

before_boot() {
    rm "$root/home/sweep/.ssh/authorized_keys"
}
