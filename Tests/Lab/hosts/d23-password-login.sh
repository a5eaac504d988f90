# No key is authorised: the sweeping user logs in with a password, and gives it to sudo too.
#= outcome unsupported
#= cause none
#= items config=unknown service=unknown ports=unknown firewall=pass tls=unknown auth=unknown user=unknown password=unknown mail-location=unknown permissions=unknown logs=unknown
suite=bookworm
key=''
variables="ansible_password=$(cat "$state/sweep.password") ansible_become_password=$(cat "$state/sweep.password")"

before_boot() {
    rm "$root/home/sweep/.ssh/authorized_keys"
    echo 'sweep ALL=(ALL) ALL' >"$root/etc/sudoers.d/sweep"
    chroot "$root" chpasswd --encrypted <<<"sweep:$(password_hash <"$state/sweep.password")"
}
