# It lets no SSH in but from another host, through which it is swept (ProxyJump, by a configuration of OpenSSH's).
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=trixie
ssh_answers=no
variables="ansible_ssh_common_args='-F $state/$name.ssh_config'"

before_boot() {
    local bastion
    bastion=$(host_address "$(host_number d23-vmail)" 4)
    echo "$bastion" >"$root/root/bastion"
    cat >"$state/$name.ssh_config" <<END
Host bastion
    HostName $bastion
    User sweep
    IdentityFile $state/id_ed25519
Host $address
    ProxyJump bastion
END
}

after_boot() {
    iptables -A INPUT -p tcp --dport 22 ! -s "$(cat /root/bastion)" -j REJECT
}
