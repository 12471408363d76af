using VimSessionService.Vim25;

namespace VimSessionService.Soap;

/// <summary>All that a request says.</summary>
/// <param name="Envelope">What the envelope says.</param>
/// <param name="Target">The object it is for.</param>
/// <param name="Arguments">The arguments, which nobody changes.</param>
internal sealed record KnownRequest(SoapEnvelope Envelope, ManagedObjectReference Target, VimRequest Arguments);

/// <summary>
/// Requests by their bytes. Clients that poll send the same bytes again and again, and what was read of them then is what they say now.
/// A request is kept when it comes for the second time, so that those which never come again are not; the latest few are, of bounded size.
/// </summary>
internal sealed class KnownRequests
{
    private const int Most = 8;
    private const int MaxLength = 2048;

    private readonly Place[] _places = new Place[Most];
    private int _count;
    private int _next;

    /// <summary>What a document says; null when that is not known.</summary>
    public KnownRequest? Find(ReadOnlySpan<byte> document) => PlaceOf(document)?.Request;

    /// <summary>Notes what a document says. No part of it may be a secret.</summary>
    public void Note(ReadOnlySpan<byte> document, KnownRequest request)
    {
        if (document.Length > MaxLength)
            return;
        if (PlaceOf(document) is { } met)
        {
            met.Request = request;
            return;
        }

        if (_count < Most)
            _places[_count++] = new Place();
        _places[_next].Take(document);
        _next = (_next + 1) % Most;
    }

    private Place? PlaceOf(ReadOnlySpan<byte> document)
    {
        foreach (var place in _places.AsSpan(0, _count))
        {
            if (place.Bytes.SequenceEqual(document))
                return place;
        }

        return null;
    }

    /// <summary>The bytes of a request, and what it says once it came twice.</summary>
    private sealed class Place
    {
        private byte[] _bytes = [];
        private int _length;

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public KnownRequest? Request { get; set; }

        public void Take(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length < bytes.Length)
                _bytes = new byte[Math.Min(MaxLength, bytes.Length + 128)];
            bytes.CopyTo(_bytes);
            _length = bytes.Length;
            Request = null;
        }
    }
}
