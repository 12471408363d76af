namespace VimSessionService.Vim25.Codec;

/// <summary>A text for the client by its name in the message catalogue, so that it can be told in the client's language.</summary>
/// <param name="Name">The name, as in <c>InvalidRequest.MissingMember</c>.</param>
/// <param name="Values">What to fill in.</param>
public sealed record CatalogText(string Name, IReadOnlyDictionary<string, string> Values);
