#!/usr/bin/env python3
import json
import sys

if sys.argv[1] == "--list":
    groups = {"g%d" % i: {"hosts": ["h%02d" % j for j in range(i, 12, 3)], "children": []} for i in range(3)}
    groups["ungrouped"] = {"hosts": ["lone"]}
    groups["_meta"] = {"hostvars": {"h0%d" % i: {"n": i} for i in range(10)}}
    groups["g0"]["children"] = ["below"]
    groups["below"] = {"hosts": ["b1"], "vars": {"ansible_group_priority": 7, "v": "below"}}
    groups["g1"]["vars"] = {"v": "g1"}
    print(json.dumps(groups))
