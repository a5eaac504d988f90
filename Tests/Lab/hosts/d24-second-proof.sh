# Beside the key sshd wants what only a person can give, and in a test nobody is there.
#= outcome ssh-auth
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=trixie

before_boot() {
    printf '%s\n' 'KbdInteractiveAuthentication yes' 'AuthenticationMethods publickey,keyboard-interactive' \
        >"$root/etc/ssh/sshd_config.d/second-proof.conf"
    # It takes any answer, and stands for a module that asks for a one-time code.
    sed -i 's/^@include common-auth/auth required pam_ftp.so users=sweep,nobody ignore\nauth required pam_permit.so/' \
        "$root/etc/pam.d/sshd"
}
