"""FIT files, as small as tests need them: a writer, a reader of raw fields, a checksum. Standard library only.

Facts of the format stand in data/fit_names.csv and data/fit_fields.csv; this is written from them and shares no code with the program.
"""
import struct

EPOCH = 631065600  # FIT's time 0 in seconds since 1970
FILE_ID, SESSION, LAP, RECORD, EVENT, ACTIVITY, MONITORING = 0, 18, 19, 20, 21, 34, 55
SPORT = {"run": 1, "ride": 2, "transition": 3, "swim": 5}
TYPE_ACTIVITY, TYPE_SETTINGS, TYPE_MONITORING, TYPE_METRICS, TYPE_SLEEP = 4, 2, 32, 44, 49

# base type -> struct letter
ENUM, UINT8, UINT16, SINT32, UINT32, TEXT = 0x00, 0x02, 0x84, 0x85, 0x86, 0x07
LETTER = {ENUM: "B", UINT8: "B", UINT16: "H", SINT32: "i", UINT32: "I", 0x01: "b", 0x83: "h", 0x0A: "B", 0x8B: "H", 0x8C: "I", 0x0D: "B"}

# message -> [(field, base type)]
LAYOUT = {
    FILE_ID: [(0, ENUM), (1, UINT16), (2, UINT16), (3, 0x8C), (4, UINT32)],
    EVENT: [(253, UINT32), (0, ENUM), (1, ENUM)],
    # time, latitude, longitude, altitude, heart rate, cadence, distance, speed
    RECORD: [(253, UINT32), (0, SINT32), (1, SINT32), (2, UINT16), (3, UINT8), (4, UINT8), (5, UINT32), (6, UINT16)],
    # time, event, type, start, sport, sub sport, elapsed, timer, distance
    LAP: [(253, UINT32), (0, ENUM), (1, ENUM), (2, UINT32), (25, ENUM), (7, UINT32), (8, UINT32), (9, UINT32)],
    SESSION: [(253, UINT32), (0, ENUM), (1, ENUM), (2, UINT32), (5, ENUM), (6, ENUM), (7, UINT32), (8, UINT32), (9, UINT32)],
    ACTIVITY: [(253, UINT32), (0, UINT32), (1, UINT16), (2, ENUM), (3, ENUM), (4, ENUM)],
    MONITORING: [(253, UINT32), (5, ENUM), (2, UINT32), (3, UINT32)],
}


def _table():
    rows = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0xA001 if byte & 1 else 0)
        rows.append(byte)
    return rows


CRC_TABLE = _table()


def crc(data):
    value = 0
    for byte in data:
        value = (value >> 8) ^ CRC_TABLE[(value ^ byte) & 0xFF]
    return value


def whole(body):
    """Records with the header and the checksums around them."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2140, len(body), b".FIT")
    head += struct.pack("<H", crc(head))
    return head + body + struct.pack("<H", crc(head + body))


class Writer:
    def __init__(self, file_type, created_unix_s, manufacturer=1, product=4000, serial=1):
        self.body, self.local = bytearray(), {}
        self.add(FILE_ID, file_type, manufacturer, product, serial, created_unix_s - EPOCH)

    def add(self, message, *values):
        layout = LAYOUT[message]
        letters = "<B" + "".join(LETTER[base] for _, base in layout)
        if message not in self.local:
            self.local[message] = len(self.local)
            self.body += struct.pack("<BBBHB", 0x40 | self.local[message], 0, 0, message, len(layout))
            for field, base in layout:
                self.body += struct.pack("<BBB", field, struct.calcsize("<" + LETTER[base]), base)
        self.body += struct.pack(letters, self.local[message], *values)

    def bytes(self):
        return whole(bytes(self.body))


def fields_of(data):
    """(message, {field: value}) of a little-endian file without developer data; texts as bytes."""
    at, end, local = data[0], data[0] + struct.unpack_from("<I", data, 4)[0], {}
    while at < end:
        head = data[at]
        at += 1
        if head & 0x40 and not head & 0x80:
            message, count = struct.unpack_from("<HB", data, at + 2)
            layout = [tuple(data[at + 5 + 3 * i:at + 8 + 3 * i]) for i in range(count)]
            local[head & 15] = message, layout
            at += 5 + 3 * count
            if head & 0x20:
                raise ValueError("developer data")
            continue
        message, layout = local[(head >> 5) & 3 if head & 0x80 else head & 15]
        values = {}
        for field, size, base in layout:
            letter = LETTER.get(base)
            one = letter and struct.calcsize(letter) == size
            values[field] = struct.unpack_from("<" + letter, data, at)[0] if one else bytes(data[at:at + size])
            at += size
        yield message, values


def replaced(data, old, new):
    """The same file with a text in it exchanged for one as long, its checksum made right."""
    if len(old) != len(new) or old not in data:
        raise ValueError(f"{old!r} cannot become {new!r}")
    data = data[:-2].replace(old, new)
    return data + struct.pack("<H", crc(data))
