"""Print what Ansible makes of each inventory of this folder, as one JSON object: name to hosts and selections."""

import datetime
import json
import os
import pathlib

from ansible.errors import AnsibleError
from ansible.inventory.group import Group
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import FileVaultSecret
from ansible.plugins import loader as plugins
from ansible.template import Templar
from ansible.vars.hostvars import HostVars
from ansible.vars.manager import VariableManager

# What Ansible adds to the variables of every host.
MAGIC = set("""ansible_check_mode ansible_config_file ansible_diff_mode ansible_facts ansible_forks
    ansible_inventory_sources ansible_limit ansible_playbook_python ansible_run_tags ansible_skip_tags ansible_verbosity
    ansible_version group_names groups inventory_dir inventory_file inventory_hostname inventory_hostname_short omit
    playbook_dir""".split())

# How a host is reached, by the variables that say so alone.
REACHED = {
    "ansible_host": ["ansible_ssh_host"],
    "ansible_port": ["ansible_ssh_port"],
    "ansible_user": ["ansible_ssh_user"],
    "ansible_password": ["ansible_ssh_pass", "ansible_ssh_password"],
}


def walk(group, relation, include_self=False, preserve_ordering=False):
    """Ansible's own walk, level by level, but for its sets: groups have no hash but their address, so that their order
    changes from run to run."""
    level = dict.fromkeys(([group] if include_self else []) + getattr(group, relation))
    ordered, seen = list(level), set()
    while level:
        seen.update(level)
        level = dict.fromkeys(new for old in level for new in getattr(old, relation) if new not in seen)
        ordered += level
    return ordered if preserve_ordering else seen


def lines(path, default):
    return path.read_text().splitlines() if path.exists() else default


def as_json(value):
    """What JSON does not have, as ansible-inventory prints it or would."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    return sorted(value, key=str) if isinstance(value, (set, frozenset)) else str(value)


def reached(values, loader):
    """What the templates of these variables come to; without those that Ansible cannot tell."""
    templar = Templar(loader=loader, variables=values)
    found = {}
    for name, others in REACHED.items():
        if name in values and not any(other in values for other in others):
            try:
                found[name] = str(templar.template(values[name]))
            except AnsibleError:
                pass
    return found


def host(found, manager, loader):
    values = manager.get_vars(host=found, include_hostvars=False)
    return {
        "name": found.name,
        "groups": sorted(g.name for g in found.get_groups() if g.name != "all"),
        "reached": reached(manager.get_vars(host=found), loader),
        "variables": {k: v for k, v in values.items() if k not in MAGIC},
    }


def choose(inventory, order, line):
    pattern, _, limit = line.partition(" --limit ")
    inventory.subset(limit or None)
    chosen = inventory.get_hosts(pattern)
    inventory.subset(None)
    return [h.name for h in order if h in chosen]


def says(folder):
    os.chdir(folder)
    inventories = [p.name for p in sorted(folder.iterdir()) if p.stem == "hosts" and p.is_file()]
    loader = DataLoader()
    loader.set_basedir("/nowhere")
    if (folder / "vault-password").exists():
        secret = FileVaultSecret(filename=str(folder / "vault-password"), loader=loader)
        secret.load()
        loader.set_vault_secrets([("default", secret)])
    sources = lines(folder / "sources", inventories)
    inventory = InventoryManager(loader, [s if "," in s else str(folder / s) for s in sources])
    manager = VariableManager(loader, inventory)
    HostVars(inventory, manager, loader)
    order = inventory.get_hosts("all")
    return {
        "hosts": [host(found, manager, loader) for found in order],
        "selections": {p: choose(inventory, order, p) for p in lines(folder / "patterns", [])},
    }


Group._walk_relationship = walk
getattr(plugins, "init_plugin_loader", lambda: None)()
folders = sorted(p for p in pathlib.Path(__file__).resolve().parent.iterdir() if p.is_dir())
print(json.dumps({folder.name: says(folder) for folder in folders}, default=as_json))
