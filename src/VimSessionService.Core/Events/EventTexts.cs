using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>Gives events their texts, in the language of the reader.</summary>
/// <param name="messages">The texts.</param>
internal sealed class EventTexts(MessageCatalog messages)
{
    /// <summary>An event as a reader sees it: with its text in his language, and with that of its fault where the fault came without.</summary>
    public Event WithText(Event posted, LocaleChoice locale)
    {
        var text = messages.EventText(posted, locale);
        if (text.Length == 0 && posted.FullFormattedMessage is not null)
            return posted; // there is no text for its type, and it came with one
        return posted is EventEx { Fault: { LocalizedMessage: null } fault } extended
            ? extended with { FullFormattedMessage = text, Fault = fault with { LocalizedMessage = messages.FaultText(fault.Fault, locale.MessageLocale) } }
            : posted with { FullFormattedMessage = text };
    }
}
