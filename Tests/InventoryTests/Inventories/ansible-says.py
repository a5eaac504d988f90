"""Write beside each inventory of this folder what Ansible makes of it: run with a Python that has ansible-core."""

import json
import os
import pathlib

from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader
from ansible.vars.manager import VariableManager

# What Ansible adds to the variables of every host.
MAGIC = set("""ansible_check_mode ansible_config_file ansible_diff_mode ansible_facts ansible_forks
    ansible_inventory_sources ansible_limit ansible_playbook_python ansible_run_tags ansible_skip_tags ansible_verbosity
    ansible_version group_names groups inventory_dir inventory_file inventory_hostname inventory_hostname_short omit
    playbook_dir""".split())


def lines(path, default):
    return path.read_text().splitlines() if path.exists() else default


def host(found, manager):
    values = manager.get_vars(host=found, include_hostvars=False)
    return {
        "name": found.name,
        "groups": sorted(g.name for g in found.get_groups() if g.name != "all"),
        "variables": {k: v for k, v in values.items() if k not in MAGIC},
    }


def says(folder):
    os.chdir(folder)
    inventories = [p.name for p in sorted(folder.iterdir()) if p.stem == "hosts" and p.is_file()]
    loader = DataLoader()
    loader.set_basedir("/nowhere")
    inventory = InventoryManager(loader, lines(folder / "sources", inventories))
    manager = VariableManager(loader, inventory)
    order = inventory.get_hosts("all")
    choose = lambda pattern: [h.name for h in order if h in inventory.get_hosts(pattern)]
    return {
        "hosts": [host(found, manager) for found in order],
        "selections": {p: choose(p) for p in lines(folder / "patterns", [])},
    }


init_plugin_loader()
for folder in sorted(p for p in pathlib.Path(__file__).resolve().parent.iterdir() if p.is_dir()):
    (folder / "ansible-says.json").write_text(json.dumps(says(folder), indent=1, sort_keys=True) + "\n")
