namespace VimSessionService.Testing.Assertions;

/// <summary>Something that a test asserts about the vCenter is not so. Test frameworks show it as a failed test.</summary>
/// <param name="message">What was expected, what was found, and what was near it.</param>
public sealed class VimAssertionException(string message) : Exception(message), IAssertionException;

/// <summary>By an interface of this name xunit v3 tells a failed assertion from an error; the kit needs no xunit for it.</summary>
internal interface IAssertionException;
