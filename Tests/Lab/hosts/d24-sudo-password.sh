# sudo wants a password, which the inventory gives; the login shell is tcsh.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
variables="ansible_become_password=$(cat "$state/sweep.password")"

before_boot() {
    echo 'sweep ALL=(ALL) ALL' >"$root/etc/sudoers.d/sweep"
    chroot "$root" chpasswd --encrypted <<<"sweep:$(password_hash <"$state/sweep.password")"
    chroot "$root" usermod --shell /bin/tcsh sweep
}
