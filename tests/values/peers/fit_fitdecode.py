#!/usr/bin/env python3
"""The records of a FIT file as fitdecode decodes them, in the lines that fit_muktihari.go describes. usage: fit_fitdecode.py FILE"""
import json
import sys

import fitdecode


def developer_key(field):
    return f"{field.field_def.dev_data_index}:{field.field_def.def_num}"


def plain(raw):
    return raw if isinstance(raw, (int, float, tuple)) and not isinstance(raw, bool) else None


def record(message):
    line = {"t": None, "f": {}, "d": {}}
    for field in message.fields:
        if field.def_num == 253 and not (field.field_def and field.field_def.is_dev):
            line["t"] = field.raw_value
        elif field.field_def is None:
            continue  # worked out from another field
        elif field.field_def.is_dev:
            line["d"][developer_key(field)] = plain(field.raw_value)
        else:
            line["f"].setdefault(str(field.field_def.def_num), plain(field.raw_value))
    return line


def description(message):
    get = lambda name: message.get_raw_value(name, fallback=None)
    name = get("field_name")
    return {"describes": f"{get('developer_data_index')}:{get('field_definition_number')}",
            "name": next((n for n in name if n), "") if isinstance(name, tuple) else name or "",
            "scale": get("scale"), "offset": get("offset")}


def main():
    end = ""
    try:
        with fitdecode.FitReader(sys.argv[1], check_crc=fitdecode.CrcCheck.DISABLED,
                                 error_handling=fitdecode.ErrorHandling.IGNORE) as reader:
            for frame in reader:
                if frame.frame_type != fitdecode.FIT_FRAME_DATA:
                    continue
                if frame.global_mesg_num == 20:
                    print(json.dumps(record(frame)))
                elif frame.global_mesg_num == 206:
                    print(json.dumps(description(frame)))
                elif frame.global_mesg_num == 132:
                    print(json.dumps({"hr": record(frame)}))
    except Exception as error:  # whatever it gives up with, what came before stands
        end = f"{type(error).__name__}: {error}"
    print(json.dumps({"end": end}))


main()
