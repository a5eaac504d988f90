# Probe version: which Dovecot is installed.
dovecot --version
