# The directory of the domain is a link to another volume, which is there.
#= outcome swept
#= cause none
#= items config=pass service=pass ports=pass firewall=pass tls=pass auth=pass user=pass password=pass mail-location=pass permissions=pass logs=pass
suite=bookworm
accounts=virtual

before_boot() {
    mkdir -p "$root/mnt/new"
    mv "$root/var/vmail/lab.example" "$root/mnt/new"
    ln -s /mnt/new/lab.example "$root/var/vmail/lab.example"
}
