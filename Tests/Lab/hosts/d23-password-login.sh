# No key is authorised: the sweeping user logs in with a password, and gives it to sudo too.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
key=''
variables="ansible_password=$(cat "$state/sweep.password") ansible_become_password=$(cat "$state/sweep.password")"

before_boot() {
    rm "$root/home/sweep/.ssh/authorized_keys"
    echo 'sweep ALL=(ALL) ALL' >"$root/etc/sudoers.d/sweep"
    chroot "$root" chpasswd --encrypted <<<"sweep:$(password_hash <"$state/sweep.password")"
}
