
namespace VimSessionService.Vim25;

/// <summary>A method's arguments. One class for each method is generated from the declarations.</summary>
public abstract class VimRequest
{
    /// <summary>The method's declaration.</summary>
    public abstract VimMethod GetMethod();

    /// <summary>The method's name alone: arguments may be secrets, and this text reaches logs.</summary>
    public sealed override string ToString() => GetMethod().Name;
}
