"""SPNEGO by hand (RFC 4178), for what no library's client does of its own accord: to prefer a mechanism that the service has not."""

NTLM = bytes.fromhex("060a2b06010401823702020a")
KERBEROS = bytes.fromhex("06092a864886f712010202")
OLD_WINDOWS_KERBEROS = bytes.fromhex("06092a864882f712010202")  # which Windows names first, out of habit
SPNEGO = bytes.fromhex("06062b0601050502")
NTLM_NEGOTIATE = b"NTLMSSP\0\x01\0\0\0\x97\x82\x08\xe2" + bytes(16)

ACCEPT_INCOMPLETE = 1
REQUEST_MIC = 3


def der(tag, *parts):
    content = b"".join(parts)
    length = len(content)
    if length < 128:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size, "big") + content


def mechanisms(*names):
    return der(0x30, *names)


def initial(offers, token=None):
    """The first token: what is offered, and a token of the first of it."""
    parts = [der(0xa0, offers)] + ([] if token is None else [der(0xa2, der(0x04, token))])
    return der(0x60, SPNEGO, der(0xa0, der(0x30, *parts)))


def response(token=None, mic=None):
    """A later token."""
    parts = [der(tag, der(0x04, part)) for tag, part in ((0xa2, token), (0xa3, mic)) if part is not None]
    return der(0xa1, der(0x30, *parts))


def read(answer):
    """The service's answer as state, mechanism, token and checksum; None for each that is missing."""
    (_, content), = members(answer)
    (_, sequence), = members(content)
    found = {tag: content for tag, content in members(sequence)}
    state = found.get(0xa0)
    return (None if state is None else state[-1], found.get(0xa1),
            None if 0xa2 not in found else members(found[0xa2])[0][1], None if 0xa3 not in found else members(found[0xa3])[0][1])


def members(content):
    """What stands one after the other in a content, as pairs of tag and content."""
    found = []
    while content:
        length, begin = content[1], 2
        if length >= 0x80:
            begin += length & 0x7f
            length = int.from_bytes(content[2:begin], "big")
        found.append((content[0], content[begin:begin + length]))
        content = content[begin + length:]
    return found


class SecondChoice:
    """A client's context that would rather speak NTLM, has sent a token of it, and falls back to Kerberos when it is told to."""

    def __init__(self, kerberos):
        self._kerberos = kerberos
        self._offers = mechanisms(NTLM, KERBEROS)
        self._is_begun = False
        self.states = []
        self.has_verified = False

    @staticmethod
    def forged():
        """A checksum over what was offered that nobody made."""
        return response(mic=bytes.fromhex("040400ffffffffff") + bytes(20))

    @property
    def actual_flags(self):
        return self._kerberos.actual_flags

    def step(self, answer=None):
        if answer is None:
            return initial(self._offers, NTLM_NEGOTIATE)
        state, mechanism, token, mic = read(answer)
        self.states.append(state)
        if not self._is_begun:
            if mechanism != KERBEROS:
                raise ValueError("the service chose %r" % mechanism)
            self._is_begun = True
            return response(self._kerberos.step())
        if token is not None:
            self._kerberos.step(token)
        if mic is not None:
            self._kerberos.verify_signature(self._offers, mic)
            self.has_verified = True
        return response(mic=self._kerberos.get_signature(self._offers))
